/** What is inside the parts: accelerators of a node, blades, drive bays, ports, dividers, at the detail a scale can carry. */
import { box, rule, type Scale } from './geometry.ts';
import type { Layer } from './layer.ts';
import { outline, partBox } from './part-box.ts';
import type { Elevation, Part } from './parts.ts';

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of a node, a sled or a row of blades, row by row. At 1 px per U accelerators are drawn in pairs. */
export const cellsOf = (part: Part, scale: Scale): readonly Cell[] => {
  const area = partBox(part, scale);
  if (part.kind === 'blades') return bladesOf(part, scale);
  if (scale === 1) {
    const pairs = Math.min(4, Math.ceil((part.cells * part.rows) / 2));
    const pitch = area.width / pairs;
    const y = area.y + Math.max(1, Math.floor(area.height * 0.57));
    return Array.from({ length: pairs }, (_, i) => ({
      x: area.x + 1 + i * pitch,
      y,
      width: Math.min(2, pitch - 1),
      height: Math.min(2, area.height),
    }));
  }
  const gap = scale === 8 ? 3 : 1;
  const rowGap = scale === 8 ? 4 : 1;
  // A node of slabs keeps its upper third for the processors (rack-anatomy.svg); a sled of modules has no such band.
  const head = part.kind === 'slabs' ? part.heightU * scale * 0.3 : area.height > 6 ? 2 : 1;
  const foot = area.height > 6 ? 2 : 1;
  const width = (area.width - 4 - gap * (part.cells - 1)) / part.cells;
  const height = (area.height - head - foot - rowGap * (part.rows - 1)) / part.rows;
  if (height <= 0 || width <= 0) return [];
  return Array.from({ length: part.cells * part.rows }, (_, i) => ({
    x: area.x + 2 + (i % part.cells) * (width + gap),
    y: area.y + head + Math.floor(i / part.cells) * (height + rowGap),
    width,
    height,
  }));
};

const bladesOf = (part: Part, scale: Scale): readonly Cell[] => {
  const area = partBox(part, scale);
  if (scale === 1) {
    const shown = Math.min(6, part.cells);
    return Array.from({ length: shown }, (_, i) => ({
      x: area.x + i * (area.width / shown),
      y: area.y,
      width: 1,
      height: area.height,
    }));
  }
  const gap = scale === 8 ? 1.2 : 0.45;
  const width = (area.width - gap * (part.cells - 1)) / part.cells;
  return Array.from({ length: part.cells }, (_, i) => ({
    x: area.x + i * (width + gap),
    y: area.y,
    width,
    height: area.height,
  }));
};

/** Lines and ports. `under` is covered by light, `over` stays visible on it. */
export const detailsOf = (
  elevation: Elevation,
  scale: Scale,
): { readonly under: readonly Layer[]; readonly over: readonly Layer[] } => {
  const gaps: string[] = [];
  const ports: string[] = [];
  const ticks: string[] = [];
  const bays: string[] = [];
  const cpus: string[] = [];
  const bridges: string[] = [];
  const blanks: string[] = [];
  const outlines: string[] = [];
  const boxes: string[] = [];
  for (const part of elevation.parts) {
    const { x, y, width, height } = partBox(part, scale);
    const middle = y + height / 2;
    if (part.kind === 'blank' || part.kind === 'unknown') blanks.push(outline(part, scale));
    if (part.kind === 'drives') bays.push(...bayBoxes(part, scale));
    if (scale === 1) continue;
    if (part.kind === 'power' && scale > 2)
      for (let i = 1; i <= 5; i++) gaps.push(box(x + (width * i) / 6 - 0.5, y, 1, height));
    if (part.kind === 'switch' || (part.kind === 'management' && scale === 8))
      ports.push(rule(x + width * 0.09, middle, width * 0.82));
    if (part.kind === 'manifold') bridges.push(rule(x, middle, width));
    if (part.kind === 'slabs') cpus.push(...cpuMarks(part, scale));
    if (part.kind === 'tray' && scale < 8) ticks.push(box(x + width - 4, y, 2, height));
    if (part.kind === 'tray' && scale === 8) {
      outlines.push(`${rule(x + 0.5, y + 0.5, width - 1)}v${height - 1}h${1 - width}z`);
      boxes.push(...trayBoxes(part, scale));
    }
    if (part.kind === 'box') boxes.push(box(x + width * 0.76, middle - height * 0.14, height * 0.28, height * 0.28));
  }
  const dash = `${scale * 0.7} ${scale * 0.6}`;
  return {
    under: [
      layer('gap', gaps),
      layer('port', ports, { stroke: { width: Math.max(1, scale * 0.37), dash } }),
      layer('gap', bridges, { stroke: { width: scale === 8 ? 2.4 : 1 } }),
      layer('edge', blanks, { stroke: { width: 1, dash: scale === 1 ? '1 1' : '3 2' } }),
      layer('edge', cpus, { stroke: { width: Math.max(1, scale * 0.4) } }),
    ].filter((each) => each.d !== ''),
    over: [
      layer('port', ticks, { opacity: 0.45 }),
      layer('edge', bays),
      layer('edge', outlines, { stroke: { width: 1 } }),
      layer('port', boxes, scale === 8 ? { stroke: { width: 0.75 }, opacity: 0.75 } : {}),
    ].filter((each) => each.d !== ''),
  };
};

const layer = (ink: Layer['ink'], paths: readonly string[], rest: Omit<Layer, 'ink' | 'd'> = {}): Layer => ({
  ink,
  d: paths.join(''),
  ...rest,
});

/** Two processors and the service port, in the upper third of a node. */
const cpuMarks = (part: Part, scale: Scale): readonly string[] => {
  const { x, y, width } = partBox(part, scale);
  const height = part.heightU * scale;
  const line = y + height * 0.15;
  const each = width * 0.26;
  return [
    rule(x + 2, line, each),
    rule(x + 2 + each + width * 0.04, line, each),
    rule(x + width - height * 0.3 - 2, line, height * 0.2),
  ];
};

/** Front bays of a shelf of drives. */
const bayBoxes = (part: Part, scale: Scale): readonly string[] => {
  const { x, y, width, height } = partBox(part, scale);
  const bays = scale === 8 ? part.cells : scale === 1 ? 3 : 6;
  const start = scale === 8 ? 5 : scale === 1 ? 2 : 3;
  const pitch = scale === 8 ? 5.2 : scale === 1 ? 3 : (width - 2 * start + 2) / bays;
  const tick = scale === 8 ? 3 : scale === 1 ? 1 : 1.5;
  const inset = scale === 8 ? 2 : height > 3 ? 1 : 0;
  return Array.from({ length: bays }, (_, i) =>
    box(x + start + i * pitch, y + inset, tick, Math.max(1, height - 2 * inset)),
  );
};

/** Accelerators on a tray, seen from the front, at inspector size only. */
const trayBoxes = (part: Part, scale: Scale): readonly string[] => {
  const { x, y, width, height } = partBox(part, scale);
  const pitch = (width - 16) / part.cells;
  const boxHeight = Math.min(height - 4, 9);
  const top = y + (height - boxHeight) / 2;
  return Array.from({ length: part.cells }, (_, i) => {
    const left = x + 8 + i * pitch + pitch * 0.13;
    return `${rule(left, top, pitch * 0.74)}v${boxHeight}h${-pitch * 0.74}z`;
  });
};
