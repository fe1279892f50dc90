/**
 * What of the prompts is found again, where, and what bringing it back costs: the tiers of an instance keep the KV of idle sessions
 * one below the other, the most recent on top. Eq. K4
 */
import type { KvTier, KvTierKind } from './kv-tiers.ts';
import {
  LAST_PLACE,
  lastPlaceWithin,
  reuseTableOf,
  valueAt,
  type ReuseSession,
  type ReuseTable,
} from './reuse-table.ts';

/** What happens to KV between two turns: it keeps its room in HBM, goes down a tier, is given up, or what is best. */
export type WaitPolicy = 'auto' | 'hold' | 'demote' | 'drop';

export interface ReuseQuestion {
  /** Their weights add up to 1. */
  readonly sessions: readonly ReuseSession[];
  /** Below HBM, best first. */
  readonly tiers: readonly KvTier[];
  readonly wait: WaitPolicy;
  /** Seconds it takes to compute so many prompt tokens again beside so many sequences in flight. */
  readonly recomputeSeconds: (tokens: number, inFlight: number) => number;
}

/** One instance at one load. */
export interface ReuseState {
  readonly inFlight: number;
  readonly requestsPerSecond: number;
  /** Room for KV on all its ranks beside the sequences in flight. */
  readonly freeHbmBytes: number;
}

export interface TierUse {
  /** `hbm` or the id of the tier. */
  readonly tier: string;
  readonly kind: 'hbm' | KvTierKind;
  /** Of the hits of an unlimited cache, those found here; and the tokens of a request. */
  readonly hitShare: number;
  readonly hitTokens: number;
  /** KV of idle sessions held here by the instance, and for how long after its last use a session is still held here or above. */
  readonly bytes: number;
  readonly retentionSeconds: number;
  /** Reads asked of the tier ÷ its read rate; above 1 it holds only what it can give back. */
  readonly linkLoad: number;
  /** What ends it: it is full, its reads are used up, or there is nothing left to hold. */
  readonly limit: 'capacity' | 'link' | 'enough';
  /** In place costs nothing; recomputed although held where that is faster. */
  readonly choice: 'in place' | 'fetched' | 'recomputed';
  /** Bringing back the KV of a mean session, and computing it again. */
  readonly fetchSeconds: number;
  readonly recomputeSeconds: number;
}

export interface Reuse {
  /** Tokens of a request: those an unlimited cache finds, those not computed, and the difference. */
  readonly achievableTokens: number;
  readonly cachedTokens: number;
  readonly recomputedTokens: number;
  /** Of the recomputed, those held by a tier that is slower than computing. */
  readonly recomputedThoughStored: number;
  /** Mean per request, over all requests; and its bytes. */
  readonly fetchSeconds: number;
  readonly fetchedBytes: number;
  /** KV of idle sessions in HBM. */
  readonly hbmHeldBytes: number;
  /** False when KV that must be held needs more HBM than is free: so many sequences cannot be in flight. */
  readonly fits: boolean;
  readonly byTier: readonly TierUse[];
}

/** A held session gives up its place after the time in which this share of the achievable hits has come back. */
const HELD_UNTIL_FOUND = 0.95;

/** The answer for any load of one instance; a few microseconds each. Eq. K4 */
export const reuseModelOf = (question: ReuseQuestion): ((state: ReuseState) => Reuse) => {
  const table = reuseTableOf(question.sessions);
  const most = table.tokens[LAST_PLACE] ?? 0;
  const holdTo = lastPlaceWithin(table.tokens, HELD_UNTIL_FOUND * most);
  return (state) => reuseAt(question, table, holdTo, state);
};

const reuseAt = (question: ReuseQuestion, table: ReuseTable, holdTo: number, state: ReuseState): Reuse => {
  const rate = Math.max(0, state.requestsPerSecond);
  const most = table.tokens[LAST_PLACE] ?? 0;
  const hbm = hbmUse(question.wait, table, holdTo, state, most);
  const perReturn = meanReturnOf(table);
  const recomputeSeconds = perReturn === null ? 0 : question.recomputeSeconds(perReturn.tokens, state.inFlight);
  const byTier = [hbm.use];
  let place = hbm.place;
  let cachedTokens = hbm.use.hitTokens;
  let [fetchSeconds, fetchedBytes, stored] = [0, 0, 0];
  const tiers = question.wait === 'drop' || perReturn === null ? [] : question.tiers;
  for (const tier of tiers) {
    const fetchOne = tier.latency + (perReturn?.bytes ?? 0) / tier.readBandwidth;
    const fetched = fetchOne < recomputeSeconds;
    const { to, wanted } = reachOf(tier, table, place, rate, fetched);
    const [tokens, bytes] = [rise(table.tokens, place, to), rise(table.bytes, place, to)];
    if (fetched) {
      cachedTokens += tokens;
      fetchedBytes += bytes;
      fetchSeconds += rise(table.requests, place, to) * tier.latency + bytes / tier.readBandwidth;
    } else stored += tokens;
    byTier.push({
      tier: tier.id,
      kind: tier.kind,
      hitShare: most > 0 ? tokens / most : 0,
      hitTokens: tokens,
      bytes: rate * rise(table.idleStored, place, to),
      retentionSeconds: valueAt(table.seconds, to),
      linkLoad: fetched ? (rate * rise(table.bytes, place, wanted)) / tier.bandwidth : 0,
      limit: to < wanted ? 'link' : to < LAST_PLACE ? 'capacity' : 'enough',
      choice: fetched ? 'fetched' : 'recomputed',
      fetchSeconds: fetchOne,
      recomputeSeconds,
    });
    place = to;
  }
  return {
    achievableTokens: most,
    cachedTokens: Math.min(most, cachedTokens),
    recomputedTokens: Math.max(0, most - cachedTokens),
    recomputedThoughStored: stored,
    fetchSeconds,
    fetchedBytes,
    hbmHeldBytes: hbm.use.bytes,
    fits: hbm.fits,
    byTier,
  };
};

/** How far down HBM itself reaches: as far as what is free, at least as far as what must be held, or not at all. */
const hbmUse = (
  wait: WaitPolicy,
  table: ReuseTable,
  holdTo: number,
  { requestsPerSecond, freeHbmBytes }: ReuseState,
  most: number,
): { readonly place: number; readonly fits: boolean; readonly use: TierUse } => {
  const keeps = wait === 'auto' || wait === 'hold';
  const free = requestsPerSecond > 0 ? Math.max(0, freeHbmBytes) / requestsPerSecond : Infinity;
  const within = keeps ? lastPlaceWithin(table.idleHbm, free) : 0;
  const place = wait === 'hold' ? Math.max(holdTo, within) : within;
  const tokens = valueAt(table.tokens, place);
  return {
    place,
    fits: place <= within,
    use: {
      tier: 'hbm',
      kind: 'hbm',
      hitShare: most > 0 ? tokens / most : 0,
      hitTokens: tokens,
      bytes: Math.max(0, requestsPerSecond) * valueAt(table.idleHbm, place),
      retentionSeconds: valueAt(table.seconds, place),
      linkLoad: 0,
      limit: place < LAST_PLACE ? 'capacity' : 'enough',
      choice: 'in place',
      fetchSeconds: 0,
      recomputeSeconds: 0,
    },
  };
};

/** How far down a tier reaches by its bytes (`wanted`), and by what its reads can bring back (`to`); the rest is left to the next one. */
const reachOf = (
  tier: KvTier,
  table: ReuseTable,
  from: number,
  rate: number,
  fetched: boolean,
): { readonly to: number; readonly wanted: number } => {
  if (rate <= 0) return { to: LAST_PLACE, wanted: LAST_PLACE };
  const wanted = Math.max(from, lastPlaceWithin(table.idleStored, valueAt(table.idleStored, from) + tier.bytes / rate));
  if (!fetched) return { to: wanted, wanted };
  const byLink = lastPlaceWithin(table.bytes, valueAt(table.bytes, from) + tier.bandwidth / rate);
  return { to: Math.max(from, Math.min(wanted, byLink)), wanted };
};

const rise = (column: Float64Array, from: number, to: number): number => valueAt(column, to) - valueAt(column, from);

/** Tokens and bytes of a session that comes back after a gap; null where none does. */
const meanReturnOf = (table: ReuseTable): { readonly tokens: number; readonly bytes: number } | null => {
  const requests = rise(table.requests, 0, LAST_PLACE);
  if (requests <= 0) return null;
  return {
    tokens: rise(table.tokens, 0, LAST_PLACE) / requests,
    bytes: rise(table.bytes, 0, LAST_PLACE) / requests,
  };
};
