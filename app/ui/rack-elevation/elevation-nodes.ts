/** Servers in a rack and boxes on a wall: what a position holds is counted, and the places left are drawn dashed. */
import type { DrawnSystem } from '../../../src/catalogue/front-catalogue.ts';
import { DRAWN_U, part, type Elevation, type Part } from './parts.ts';

const MANIFOLD_U = 4;

/** Height of one node in U: the catalogue's, else what nodes of its size take (8 U of air, 5 U of liquid, 2 U without accelerators). */
export const nodeHeightU = (system: Pick<DrawnSystem, 'heightU' | 'cooling' | 'accelerators'>): number => {
  if (system.heightU !== null) return system.heightU;
  if (system.accelerators === 0) return 2;
  if (system.accelerators === 1) return 2;
  return system.cooling === 'liquid' ? 5 : 8;
};

/** Nodes stand from the bottom up; the pitch shrinks when a position holds more than 40 drawn U. */
export const nodesInARack = (system: DrawnSystem, count?: number): Elevation => {
  const liquid = system.cooling === 'liquid';
  const room = DRAWN_U - 2 - (liquid ? MANIFOLD_U : 1);
  const height = nodeHeightU(system);
  const gap = liquid && height > 2 ? 1 : 0;
  const places = Math.max(1, Math.min(system.unitsPer40kwRack ?? 4, Math.floor((room + gap) / (height + gap))));
  const standing = count ?? places;
  const slots = Math.max(places, standing);
  const pitch = Math.min(height + gap, (room + gap) / slots);
  const foot = 2 + room;
  const places_ = Array.from({ length: slots }, (_, i): Part => {
    const topU = foot - (i + 1) * pitch + gap;
    return i < standing ? nodePart(system, topU, pitch - gap) : part('blank', topU, pitch - gap);
  });
  return {
    form: 'rack',
    parts: [
      part('management', 0, 1),
      ...places_.toReversed(),
      ...(liquid ? [part('manifold', DRAWN_U - MANIFOLD_U, MANIFOLD_U)] : []),
    ],
  };
};

const nodePart = (system: DrawnSystem, topU: number, heightU: number): Part => {
  if (system.accelerators === 0) return part('tray', topU, heightU, 2);
  if (system.accelerators === 1 && heightU <= 4) return part('tray', topU, heightU, 1);
  if (system.cooling === 'liquid' || heightU < 5) return part('modules', topU, heightU, system.accelerators);
  const rows = system.accelerators > 4 ? 2 : 1;
  return part('slabs', topU, heightU, Math.ceil(system.accelerators / rows), rows);
};

/** A cabinet that hangs with its top at 14 U; one line per box, at most eight drawn. */
export const boxesOnAWall = (count: number): Elevation => {
  const boxes = Math.max(1, Math.min(8, count));
  return { form: 'wall', parts: Array.from({ length: boxes }, (_, i) => part('box', 16 + i * 3.4, 2.6)) };
};
