/** What the pointer is at: a published run before a point of the front, a point of the front before one of the cloud. */
import { markAt, type Marks } from './cloud.ts';
import type { Place } from './frontier-marks.tsx';

export type Hand = { readonly kind: 'point'; readonly index: number } | { readonly kind: 'run'; readonly id: string };

/** px within which each is pointed at. */
const SIGN_REACH = 9;
const MARK_REACH = 12;

interface Grounds {
  readonly runs: readonly { readonly run: { readonly point: { readonly id: string } }; readonly place: Place }[];
  readonly front: readonly { readonly index: number; readonly place: Place }[];
  readonly marks: Marks | null;
}

export const handAt = ({ runs, front, marks }: Grounds, { x, y }: Place): Hand | null => {
  const run = nearest(runs, x, y);
  if (run) return { kind: 'run', id: run.run.point.id };
  const node = nearest(front, x, y);
  if (node) return { kind: 'point', index: node.index };
  const mark = marks && markAt(marks, x, y, MARK_REACH);
  const index = mark === null ? undefined : marks?.point[mark];
  return index === undefined ? null : { kind: 'point', index };
};

const nearest = <T extends { readonly place: Place }>(items: readonly T[], x: number, y: number): T | null => {
  let [found, least]: [T | null, number] = [null, SIGN_REACH];
  for (const item of items) {
    const away = Math.hypot(item.place.x - x, item.place.y - y);
    if (away > least) continue;
    found = item;
    least = away;
  }
  return found;
};
