/**
 * An elevation as a few painted layers: one path for each ink, so that a rack is about ten elements however many trays it has.
 * Layers are painted in order; light comes between `under` and `over`.
 */
import { cellsOf, detailsOf } from './draw-cells.ts';
import { box, frameOf, type Frame, type Scale } from './geometry.ts';
import type { Ink, Layer } from './layer.ts';
import { litParts } from './lit.ts';
import { partBox } from './part-box.ts';
import type { Elevation, Part } from './parts.ts';

export interface Drawing {
  readonly under: readonly Layer[];
  readonly over: readonly Layer[];
}

/** The unlit drawing. */
export const draw = (elevation: Elevation, scale: Scale): Drawing => {
  const frame = frameOf(scale);
  const shell = elevation.form === 'rack' ? rackShell(frame, scale) : wallShell(elevation, frame, scale);
  const inks = new Map<Ink, string>();
  const add = (ink: Ink, d: string) => inks.set(ink, (inks.get(ink) ?? '') + d);
  let singles = 0;
  for (const part of elevation.parts) {
    const { x, y, width, height } = partBox(part, scale);
    const body = box(x, y, width, height);
    if (part.kind === 'management' || part.kind === 'switch') add('switch', body);
    if (part.kind === 'power') add('shelf', body);
    if (part.kind === 'manifold') add('liquid', body);
    // At 1 px per U single trays alternate in tone, or they would melt into one white area.
    if (part.kind === 'tray') add(scale === 1 && part.heightU < 2 && singles++ % 2 === 0 ? 'edge' : 'tray', body);
    if (part.kind === 'drives' || part.kind === 'slabs' || part.kind === 'modules' || part.kind === 'box')
      add('tray', body);
    if (part.kind === 'slabs' || part.kind === 'modules')
      for (const cell of cellsOf(part, scale)) add('edge', box(cell.x, cell.y, cell.width, cell.height));
    if (part.kind === 'blades')
      for (const cell of cellsOf(part, scale)) add('tray', box(cell.x, cell.y, cell.width, cell.height));
  }
  const order: readonly Ink[] = ['switch', 'shelf', 'liquid', 'tray', 'edge'];
  const fills = order.flatMap((ink): Layer[] => {
    const d = inks.get(ink);
    if (!d) return [];
    return [ink === 'liquid' ? { ink, d, opacity: scale === 1 ? 1 : 0.55 } : { ink, d }];
  });
  const details = detailsOf(elevation, scale);
  return { under: [...shell, ...fills, ...details.under], over: details.over };
};

/** Path of everything lit at a load of `share`; empty at no load. */
export const drawLit = (elevation: Elevation, scale: Scale, share: number): string =>
  litParts(elevation, share)
    .map(({ part, cells }) => {
      if (part.kind === 'blades' || part.kind === 'slabs' || part.kind === 'modules')
        return litCells(part, scale, cells);
      const { x, y, width, height } = partBox(part, scale);
      return box(x, y, width * cells, height);
    })
    .join('');

/** Cells light from the lowest row up, each row from the left; the last cell by its share. */
const litCells = (part: Part, scale: Scale, lit: number): string => {
  const cells = cellsOf(part, scale);
  const perUnit = cells.length / (part.cells * part.rows);
  return cells
    .toSorted((a, b) => b.y - a.y || a.x - b.x)
    .map((cell, i) => box(cell.x, cell.y, cell.width * Math.min(1, Math.max(0, lit * perUnit - i)), cell.height))
    .join('');
};

const rackShell = (frame: Frame, scale: Scale): readonly Layer[] => [
  {
    ink: 'frame',
    d:
      box(0, 0, frame.width, frame.body) +
      box(frame.footInset, frame.body, frame.footWidth, frame.footHeight) +
      box(frame.width - frame.footInset - frame.footWidth, frame.body, frame.footWidth, frame.footHeight),
  },
  { ink: 'void', d: box(frame.innerX, frame.innerTop, frame.innerWidth, 40 * scale) },
];

const wallShell = (elevation: Elevation, frame: Frame, scale: Scale): readonly Layer[] => {
  const last = elevation.parts.at(-1);
  const top = frame.innerTop + 14 * scale;
  const bottom = last ? frame.innerTop + (last.topU + last.heightU + 1.6) * scale : top;
  const side = Math.max(1, scale * 0.6);
  return [
    {
      ink: 'edge',
      d: `M0.75 0V${frame.height}`,
      stroke: { width: Math.max(1, scale / 2), dash: `${2 * scale} ${1.4 * scale}` },
    },
    { ink: 'frame', d: box(0, top, frame.width, bottom - top) },
    { ink: 'void', d: box(side, top + side, frame.width - 2 * side, bottom - top - 2 * side) },
  ];
};
