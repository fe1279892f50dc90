/** Where a part stands in pixels, and its dashed outline where it is empty or unknown. */
import { frameOf, rule, type Scale } from './geometry.ts';
import type { Part } from './parts.ts';

/** Rectangle of a part in pixels; trays leave one pixel to the next, and at 1 px per U they fill it. */
export const partBox = (part: Part, scale: Scale): { x: number; y: number; width: number; height: number } => {
  const frame = frameOf(scale);
  const y = frame.innerTop + part.topU * scale;
  const full = part.heightU * scale;
  const height = scale === 1 && full < 2 ? full : Math.max(1, full - 1);
  if (part.kind !== 'box') return { x: frame.innerX, y, width: frame.innerWidth, height };
  return { x: frame.innerX + frame.innerWidth * 0.09, y, width: frame.innerWidth * 0.76, height: full };
};

/** A dashed outline, for places and bodies that are empty or unknown. */
export const outline = (part: Part, scale: Scale): string => {
  const { x, y, width, height } = partBox(part, scale);
  const inset = scale === 1 ? 0.5 : 1.5;
  const [innerWidth, innerHeight] = [width - 2 * inset, height - 2 * inset];
  if (innerWidth <= 0 || innerHeight <= 0) return '';
  return `${rule(x + inset, y + inset, innerWidth)}v${innerHeight}h${-innerWidth}z`;
};
