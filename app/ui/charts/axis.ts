/** Axes that people read: round ticks from 0, 3 to 5 of them, and ticks of a log axis. */

export interface Axis {
  readonly max: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 4, 5, 10];

/** Linear axis from 0 that holds `peak` with at most `count` steps. */
export const linearAxis = (peak: number, count = 4): Axis => {
  if (!(peak > 0) || !Number.isFinite(peak)) return { max: 1, ticks: [0, 1] };
  const raw = peak / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((candidate) => candidate * power >= raw * (1 - 1e-9)) ?? 10);
  const steps = Math.max(1, Math.ceil(peak / step - 1e-9));
  // Multiplying keeps 0.1 × 3 from growing a tail that shows in labels.
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((step * index).toPrecision(12)));
  return { max: ticks.at(-1) ?? 1, ticks };
};

/** Linear axis of counts: no half of a thing at its ticks. */
export const wholeAxis = (peak: number): Axis =>
  [4, 3, 2, 1].map((count) => linearAxis(peak, count)).find(({ ticks }) => ticks.every(Number.isInteger)) ??
  linearAxis(peak);

/** Decades and their thirds between two positive values, for a log axis. */
export const logAxis = (
  low: number,
  high: number,
): { readonly min: number; readonly max: number; readonly ticks: readonly number[] } => {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const all = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index))
    .flatMap((decade) => [decade, decade * 3])
    .map((tick) => Number(tick.toPrecision(6)));
  const min = all.findLast((tick) => tick <= low) ?? low;
  const max = all.find((tick) => tick >= high) ?? high;
  return { min, max, ticks: all.filter((tick) => tick >= min && tick <= max) };
};
