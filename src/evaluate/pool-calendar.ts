/** The twelve months of a pool; months in which every workload asks for the same share one answer [E4]. */
import { dayLoadOf, isOffline, type DayLoad, type DayTerms } from './day-load.ts';
import type { PoolCapacity } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';

export interface MonthDays {
  readonly weekday: DayLoad;
  readonly weekend: DayLoad;
}

export const MONTHS = Array.from({ length: 12 }, (_, month) => month);

const alike = (workloads: readonly PoolWorkload[], a: number, b: number): boolean =>
  workloads.every(({ calendar }) => calendar[a] === calendar[b]);

/** January to December. */
export const poolCalendarOf = (pool: PoolCapacity, terms: DayTerms): readonly MonthDays[] => {
  const months: MonthDays[] = [];
  for (const month of MONTHS) {
    const before = MONTHS.slice(0, month).find((other) => alike(pool.input.workloads, other, month));
    const known = before === undefined ? undefined : months[before];
    months.push(
      known ?? {
        weekday: dayLoadOf(pool, terms, month, 'weekday'),
        weekend: dayLoadOf(pool, terms, month, 'weekend'),
      },
    );
  }
  return months;
};

/** Rate by which hours and months are compared before capacity is known: prefill costs about a tenth of decode, token for token. */
const tokenRate = ({ requests: { inputTokens, cachedTokens, outputTokens } }: PoolWorkload): number =>
  outputTokens + 0.1 * (inputTokens - cachedTokens);

/** Hour and month with most interactive work on a weekday, by tokens; of offline work when there is no other. */
export const busiestOf = (workloads: readonly PoolWorkload[]): { readonly month: number; readonly hour: number } => {
  let best = { month: 0, hour: 0, tokens: -1 };
  for (const month of MONTHS)
    for (let hour = 0; hour < 24; hour++) {
      const tokens = workloads.reduce(
        (sum, one) => sum + (one.calendar[month]?.admitted.weekday[hour] ?? 0) * tokenRate(one),
        0,
      );
      if (tokens > best.tokens) best = { month, hour, tokens };
    }
  return best;
};

/** Month whose weekday peaks highest in interactive work, in offline work where there is no other; of equals the one that asks for most. */
export const busiestMonthOf = (pool: PoolCapacity, calendar: readonly MonthDays[]): number => {
  const interactive = pool.input.workloads.some((one) => !isOffline(one));
  const peakOf = ({ weekday }: MonthDays): number => Math.max(...(interactive ? weekday.interactive : weekday.offline));
  const askedIn = ({ weekday }: MonthDays): number =>
    [...weekday.flows].reduce(
      (sum, [id, { asked }]) => sum + asked.reduce((day, rate) => day + rate, 0) * (pool.weights.get(id) ?? 1),
      0,
    );
  return MONTHS.reduce((best, month) => {
    const [one, most] = [calendar[month], calendar[best]];
    if (!one || !most || one === most) return best;
    const more = peakOf(one) - peakOf(most);
    return more > 0 || (more === 0 && askedIn(one) > askedIn(most)) ? month : best;
  }, 0);
};
