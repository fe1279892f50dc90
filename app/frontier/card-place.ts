/** Where the card of a point stands: on the empty ground above the front, never over the point. */
import { frontHeightAt, type FrontierScale, type Line } from './frontier-scale.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface CardPlace {
  readonly left: number;
  readonly top: number;
  /** Where the line from the point meets it. */
  readonly at: Place;
}

const GAP = 22;
const STEP = 8;

export const cardPlace = (
  scale: FrontierScale,
  front: Line,
  point: Place,
  card: { readonly width: number; readonly height: number },
): CardPlace => {
  const { box } = scale;
  const right = box.left + box.width;
  const last = right - card.width;
  const { top } = box;
  // From the point to the right: the first place whose lower left corner clears the front, which falls from left to right.
  for (let left = Math.max(point.x + GAP, box.left); left <= last; left += STEP) {
    const height = frontHeightAt(scale, front, left);
    const room = (height ?? top) - top - GAP;
    if (room < card.height) continue;
    const wanted = Math.min(point.y - card.height / 2, top + room - card.height);
    const placed = Math.max(top, wanted);
    return { left, top: placed, at: { x: left, y: clamp(point.y, placed + 8, placed + card.height - 8) } };
  }
  // Else the corner where the front is lowest, unless the point is there.
  const below = point.y > top + card.height + GAP;
  if (last >= box.left && (below || point.x < last - GAP))
    return {
      left: last,
      top,
      at: below
        ? { x: clamp(point.x, last + 8, right - 8), y: top + card.height }
        : { x: last, y: clamp(point.y, top + 8, top + card.height - 8) },
    };
  // Else beside the point, on the side with more room.
  const onRight = point.x + GAP + card.width <= right;
  const left = onRight ? point.x + GAP : Math.max(box.left, point.x - GAP - card.width);
  const placed = clamp(point.y - card.height / 2, top, Math.max(top, top + box.height - card.height));
  return {
    left,
    top: placed,
    at: { x: onRight ? left : left + card.width, y: clamp(point.y, placed + 8, placed + card.height - 8) },
  };
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
