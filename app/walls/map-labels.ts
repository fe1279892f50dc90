/** Where the names of points go: beside them, never over another name or point. What finds no room is said on hover. */

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Wanted {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly key: string;
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** Mean advance of condensed 11 px text, measured over the names of workflows and models; a little wide on purpose. */
const ADVANCE_PX = 5.6;
const LINE_PX = 13;
const GAP_PX = 9;

const overlaps = (a: Rect, b: Rect): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

/** Earlier names go first. `taken` is ground already in use; names stay inside `box`. */
export const placeLabels = (
  wanted: readonly Wanted[],
  points: readonly { readonly x: number; readonly y: number }[],
  taken: readonly Rect[],
  box: Rect,
): readonly Placed[] => {
  const used: Rect[] = [...taken, ...points.map(({ x, y }) => ({ left: x - 5, top: y - 5, width: 10, height: 10 }))];
  return wanted.flatMap(({ key, text, x, y }) => {
    const width = text.length * ADVANCE_PX;
    const spots: Rect[] = [
      { left: x - GAP_PX - width, top: y - LINE_PX / 2, width, height: LINE_PX },
      { left: x - width / 2, top: y - GAP_PX - LINE_PX, width, height: LINE_PX },
      { left: x - width / 2, top: y + GAP_PX, width, height: LINE_PX },
      { left: x + GAP_PX, top: y - LINE_PX / 2, width, height: LINE_PX },
    ];
    const free = spots.find(
      (spot) =>
        spot.left >= box.left &&
        spot.left + width <= box.left + box.width &&
        spot.top >= box.top &&
        spot.top + LINE_PX <= box.top + box.height &&
        !used.some((other) => overlaps(spot, other)),
    );
    if (!free) return [];
    used.push(free);
    return [{ key, text, left: free.left, top: free.top }];
  });
};
