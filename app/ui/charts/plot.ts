/** Geometry of a chart: the box the data is drawn in, and where a value stands in it. Fixed margins make overlays exact. */

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Outer size in px with its margins. */
export interface Plot extends Margins {
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_MARGINS: Margins = { left: 40, right: 104, top: 10, bottom: 20 };

export const plotOf = (width: number, height: number, margins: Margins): Plot => ({ width, height, ...margins });

export const innerWidth = (plot: Plot): number => Math.max(0, plot.width - plot.left - plot.right);

export const innerHeight = (plot: Plot): number => Math.max(0, plot.height - plot.top - plot.bottom);

/** px from the top of the chart at which `value` stands on an axis from `min` to `max`. */
export const yAt = (plot: Plot, value: number, max: number, min = 0): number =>
  plot.top + innerHeight(plot) * (1 - (value - min) / (max - min));

/** px from the left of the chart at a share 0..1 of the axis. */
export const xAt = (plot: Plot, share: number): number => plot.left + innerWidth(plot) * share;

/** Pushes labels apart to at least `gap` px, keeping their order and the room between `top` and `bottom`. */
export const spread = (positions: readonly number[], gap: number, top: number, bottom: number): readonly number[] => {
  const order = positions.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y);
  let floor = top;
  const down = order.map(({ y, index }) => {
    const placed = Math.max(y, floor);
    floor = placed + gap;
    return { y: placed, index };
  });
  let ceiling = bottom;
  const result = [...positions];
  for (const { y, index } of down.toReversed()) {
    const placed = Math.min(y, ceiling);
    ceiling = placed - gap;
    result[index] = placed;
  }
  return result;
};
