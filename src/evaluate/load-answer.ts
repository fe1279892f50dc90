/** What a pool carries, as the answer tells it: by unit, by month, and up to saturation. */
import type { RequestsPerSecond, Seconds, TokensPerSecond } from '../units/quantity.ts';
import type { Verdict } from './evaluation.ts';

/** Hours of a weekday of the busiest month, as shares of the unit's own SLA capacity. */
export interface UnitLoad {
  readonly rackGroupIds: readonly string[];
  readonly siteIds: readonly string[];
  readonly slaCapacity: RequestsPerSecond;
  readonly interactiveShareByHour: readonly number[];
  readonly offlineShareByHour: readonly number[];
}

export interface MonthLoad {
  readonly interactivePeakShare: number;
  readonly verdict: Verdict;
}

export interface LoadPoint {
  readonly load: RequestsPerSecond;
  readonly outputTokensPerSecond: TokensPerSecond;
  readonly ttftP99: Seconds;
  readonly tpotP99: Seconds;
}
