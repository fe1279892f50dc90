/** Sites in charts of the whole plan: alike sites count together, and hours are of the month in which each draws most. */
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';
import { TIMES } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';

/** "Shop × 200". */
export const siteName = ({ name, count }: Pick<SiteAnswer, 'name' | 'count'>): string =>
  count > 1 ? `${name} ${TIMES} ${whole(count)}` : name;

/** A figure of one copy, at all of them. */
export const ofAll = (values: readonly number[], { count }: Pick<SiteAnswer, 'count'>): readonly number[] =>
  values.map((value) => value * count);

/** The month the hours are of: "weekday in July", or of each site's own. */
export const siteMonthWords = (sites: readonly Pick<SiteAnswer, 'month'>[]): string => {
  const [month = 0, ...others] = new Set(sites.map((site) => site.month));
  return others.length === 0 ? `weekday in ${monthName(month)}` : 'weekday of the month each draws most';
};
