/**
 * Months that stand for the year in draws: a few instead of twelve. What the others differ by is kept as evaluated, so that a draw with
 * every figure at base is the year itself; off base the months are off alike, which is close enough for how they differ.
 */
import type { Estate } from '../../evaluate/estate.ts';
import { MONTHS } from '../../evaluate/pool-calendar.ts';

/** Most months worked out in a draw, besides the busiest of each pool. */
const FEW = 3;

/** January to December: the month that stands for it. */
export const standingMonths = ({ bundles }: Estate): readonly number[] => {
  const pools = bundles.flatMap(({ pool }) => pool ?? []);
  const loads = MONTHS.map((month) =>
    pools.reduce((sum, { calendar }) => sum + meanOf(calendar[month]?.weekday.interactive ?? []), 0),
  );
  const first = MONTHS.map(
    (month) => MONTHS.find((other) => pools.every(({ calendar }) => calendar[other] === calendar[month])) ?? month,
  );
  const distinct = [...new Set(first)].toSorted((a, b) => (loads[a] ?? 0) - (loads[b] ?? 0));
  if (distinct.length <= FEW) return first;
  // A quiet one, a middling one and the busiest.
  const chosen = [1 / 6, 1 / 2, 1].map((part) => distinct[Math.ceil(part * distinct.length) - 1] ?? 0);
  const distance = (a: number, b: number): number => Math.abs((loads[a] ?? 0) - (loads[b] ?? 0));
  return MONTHS.map((month) =>
    chosen.reduce((best, one) => (distance(one, month) < distance(best, month) ? one : best), chosen[0] ?? 0),
  );
};

const meanOf = (hours: readonly number[]): number => hours.reduce((sum, one) => sum + one, 0) / 24;
