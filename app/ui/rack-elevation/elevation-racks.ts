/** Whole racks: trays between power shelves, switches in the middle where there are any, manifold at the foot of liquid ones. */
import { DRAWN_U, part, stack, type Elevation, type Part } from './parts.ts';

/**
 * NVL72 and its kin: power shelves above and below, ten eighteenths of the trays over the switches, the rest under them.
 * 18 + 9 gives U 7–16, 17–25 and 26–33, as the racks are built.
 */
export const switchedRack = (trays: number, switches: number, cells: number): Elevation => {
  const body = trays + switches;
  const shelves = Math.max(1, Math.min(4, Math.floor((DRAWN_U - 1 - body) / 2)));
  const spare = DRAWN_U - body - 2 * shelves;
  const heads = Math.max(0, Math.min(2, spare));
  const over = Math.round((trays * 10) / 18);
  const firstShelf = heads + (spare > heads ? 1 : 0);
  const top = firstShelf + shelves;
  return {
    form: 'rack',
    parts: [
      ...stack('management', 0, 1, heads),
      ...stack('power', firstShelf, 1, shelves),
      ...stack('tray', top, 1, over, cells),
      ...stack('switch', top + over, 1, switches),
      ...stack('tray', top + over + switches, 1, trays - over, cells),
      ...stack('power', top + body, 1, shelves),
    ],
  };
};

/** Two halves of trays with a bridge and a manifold between them (LPX). */
export const dividedRack = (trays: number, cells: number): Elevation => {
  const over = Math.ceil(trays / 2);
  return {
    form: 'rack',
    parts: [
      part('management', 0, 1),
      ...stack('power', 1, 1, 2),
      ...stack('tray', 3, 1, over, cells),
      part('switch', 3 + over, 1),
      part('manifold', 4 + over, 1),
      ...stack('tray', 5 + over, 1, trays - over, cells),
      ...stack('power', 5 + trays, 1, 2),
    ],
  };
};

/** Sixteen trays of four, two high, in two halves; manifold at the foot (TPU cube). */
export const cubeRack = (): Elevation => ({
  form: 'rack',
  parts: [
    part('management', 0, 1),
    ...stack('power', 1, 1, 2),
    ...stack('tray', 3, 2, 8, 4),
    ...stack('tray', 20, 2, 8, 4),
    ...stack('power', 36, 1, 2),
    part('manifold', 38, 2),
  ],
});

/** Upright blades in two rows with the switches between them (Kyber); three switches share a U. */
export const bladeRack = (blades: number, switches: number): Elevation => {
  const switchU = Math.ceil(switches / 3);
  const rowU = Math.floor((DRAWN_U - 5 - switchU) / 2);
  const over = Math.ceil(blades / 2);
  return {
    form: 'rack',
    parts: [
      part('management', 0, 1),
      part('blades', 2, rowU, over),
      ...stack('switch', 2 + rowU, 1, switchU, 3),
      part('blades', 2 + rowU + switchU, rowU, blades - over),
      part('manifold', 2 + 2 * rowU + switchU, 2),
    ],
  };
};

/** Trays of one height over the whole rack; two U each where they fit. */
export const trayRack = (trays: number, cells: number): Elevation => {
  const heightU = Math.max(1, Math.min(4, Math.floor(34 / trays)));
  return {
    form: 'rack',
    parts: [
      part('management', 0, 1),
      ...stack('power', 1, 1, 2),
      ...stack('tray', 4, heightU, trays, cells),
      ...(trays * heightU <= 33 ? [part('power', 38, 1), part('power', 39, 1)] : []),
    ],
  };
};

/** Two network switches, shelves of drives, power at the foot; of `shelves` places the lowest `standing` are taken. */
export const driveRack = (shelves: number, standing = shelves): Elevation => {
  const heightU = Math.max(1, Math.floor(34 / shelves));
  const taken = Math.max(1, Math.min(shelves, standing));
  return {
    form: 'rack',
    parts: [
      ...stack('management', 0, 1, 2),
      ...stack('drives', 2 + (shelves - taken) * heightU, heightU, taken, 16),
      part('power', 36, 2),
    ],
  };
};

/** Several racks as one system: each upright strip stands for 64 accelerators, at least two and at most eighteen. */
export const podRack = (accelerators: number): Elevation => {
  const strips = Math.max(2, Math.min(18, Math.round(accelerators / 64)));
  const parts: readonly Part[] = [
    part('management', 0, 1),
    part('blades', 2, 30, strips),
    part('switch', 33, 1),
    part('switch', 34, 1),
    part('manifold', 37, 2),
  ];
  return { form: 'rack', parts };
};

/** Nothing but the frame is published. */
export const unknownRack = (): Elevation => ({
  form: 'rack',
  parts: [part('management', 0, 1), part('unknown', 2, 36)],
});
