/**
 * What a mix of sessions leaves behind and finds again, tabulated over the time its idle KV is kept: all tiers of an instance keep
 * KV for one time each, so that every question about them is a place in this table. Per request of the mix. Eq. K4
 */
import { kvBytesPerSequence, kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import type { Instance } from '../performance/instance.ts';
import { RETENTION_SECONDS, type RetentionCurve } from './kv-retention.ts';
import type { RequestClass } from './requests.ts';

/** Sessions of one workload as the cache sees them. */
export interface ReuseSession {
  /** Share of the requests of the mix. */
  readonly weight: number;
  readonly curve: RetentionCurve;
  /** Share of the requests after which their session comes back: the last of a session does not. */
  readonly returning: number;
  /** Tokens of a request that an unlimited cache finds. */
  readonly achievableTokens: number;
  /** KV of a session between two requests: in the memory of all ranks that hold it, and as one copy. */
  readonly hbmBytes: number;
  readonly storedBytes: number;
  /** One copy of the KV of the achievable tokens. */
  readonly fetchedBytes: number;
}

/** `requests.cachedTokens` is what an unlimited cache finds. A copy in a lower tier is whole; its reading is shared out over the ranks. */
export const reuseSessionOf = (
  { model, precision, layout }: Pick<Instance, 'model' | 'precision' | 'layout'>,
  requests: Pick<RequestClass, 'requestsPerSession' | 'inputTokens' | 'outputTokens' | 'cachedTokens'>,
  curve: RetentionCurve,
  weight: number,
): ReuseSession => {
  const context = requests.inputTokens + requests.outputTokens;
  const { kvBytes } = precision;
  return {
    weight,
    curve,
    returning: 1 - 1 / Math.max(1, requests.requestsPerSession),
    achievableTokens: requests.cachedTokens,
    hbmBytes: kvBytesPerSequencePerRank(model, context, kvBytes, layout.tp) * layout.tp,
    storedBytes: kvBytesPerSequence(model, context, kvBytes),
    fetchedBytes: requests.cachedTokens > 0 ? kvBytesPerSequence(model, requests.cachedTokens, kvBytes) : 0,
  };
};

/** Columns over the seconds of retention; all start at retention 0 and do not fall. */
export interface ReuseTable {
  readonly seconds: Float64Array;
  /** Tokens, bytes and requests found again, per request. */
  readonly tokens: Float64Array;
  readonly bytes: Float64Array;
  readonly requests: Float64Array;
  /** Bytes × seconds that a request leaves idle, in HBM and as stored copies: times the rate, what is held (Little's law). */
  readonly idleHbm: Float64Array;
  readonly idleStored: Float64Array;
}

const POINTS = RETENTION_SECONDS.length;

/** KV of a session stays until it comes back or its time is over: idle seconds = ∫ (1 − returning · share(t)) dt. */
export const reuseTableOf = (sessions: readonly ReuseSession[]): ReuseTable => {
  const column = (): Float64Array => new Float64Array(POINTS);
  const table = {
    seconds: RETENTION_SECONDS,
    tokens: column(),
    bytes: column(),
    requests: column(),
    idleHbm: column(),
    idleStored: column(),
  };
  for (const session of sessions) addSession(table, session);
  return table;
};

const addSession = (table: ReuseTable, session: ReuseSession): void => {
  const { weight, curve, returning, achievableTokens, hbmBytes, storedBytes, fetchedBytes } = session;
  const found = curve.sampled;
  let idle = 0;
  for (let i = 0; i < POINTS; i++) {
    const share = found[i] ?? 0;
    if (i > 0) {
      const span = (table.seconds[i] ?? 0) - (table.seconds[i - 1] ?? 0);
      idle += span * (1 - (returning * (share + (found[i - 1] ?? 0))) / 2);
    }
    plus(table.tokens, i, weight * achievableTokens * share);
    plus(table.bytes, i, weight * fetchedBytes * share);
    plus(table.requests, i, weight * returning * share);
    plus(table.idleHbm, i, weight * hbmBytes * idle);
    plus(table.idleStored, i, weight * storedBytes * idle);
  }
};

const plus = (column: Float64Array, row: number, value: number): void => {
  column[row] = (column[row] ?? 0) + value;
};

/** Places are rows and parts of rows: 3.5 lies half way from row 3 to row 4. */
export const LAST_PLACE = POINTS - 1;

export const valueAt = (column: Float64Array, place: number): number => {
  const row = Math.min(LAST_PLACE, Math.floor(place));
  const low = column[row] ?? 0;
  return row === LAST_PLACE ? low : low + (place - row) * ((column[row + 1] ?? low) - low);
};

/** Last place at which a column is at most `value`; 0 where it never is. */
export const lastPlaceWithin = (column: Float64Array, value: number): number => {
  if (value >= (column[LAST_PLACE] ?? 0)) return LAST_PLACE;
  if (value < (column[0] ?? 0)) return 0;
  let [low, high] = [0, LAST_PLACE];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const [from, to] = [column[low] ?? 0, column[high] ?? 0];
  return to > from ? low + (value - from) / (to - from) : low;
};
