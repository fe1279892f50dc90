/**
 * Hits of a least-recently-used cache by its size, counted in two published traces, against what retention and Little's law make
 * of the same traces' retention times. The sizes played no part in the curve. Eq. K4
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogueFolder } from '../../tools/catalogue/item-files.ts';
import { curveThrough } from './kv-retention.ts';
import { reuseModelOf } from './reuse.ts';

interface CountedTrace {
  readonly input_tokens: { readonly mean: number };
  readonly arrival: { readonly mean_rate_rps: number };
  readonly prefix_reuse: { readonly token_hit_ratio: number };
  readonly retention_s_vs_token_hit_ratio: Readonly<Record<string, number>>;
  readonly lru_token_hit_ratio_by_cache_capacity_tokens: Readonly<Record<string, number>>;
}

const pairs = (table: Readonly<Record<string, number>>): [number, number][] =>
  Object.entries(table).map(([key, value]): [number, number] => [Number(key), value]);

/** One byte a token: the cache sizes of the traces are in tokens. A token comes back as often as one is found. */
const hitRatiosOf = (trace: CountedTrace): { capacity: number; counted: number; computed: number }[] => {
  const tokens = trace.input_tokens.mean;
  const retention = pairs(trace.retention_s_vs_token_hit_ratio);
  const unlimited = retention.at(-1)?.[1] ?? 0;
  const reuse = reuseModelOf({
    sessions: [
      {
        weight: 1,
        curve: curveThrough(
          retention.map(([seconds, ratio]) => [seconds, ratio / unlimited]),
          'measured',
        ),
        returning: unlimited,
        achievableTokens: unlimited * tokens,
        hbmBytes: tokens,
        storedBytes: tokens,
        fetchedBytes: unlimited * tokens,
      },
    ],
    tiers: [],
    wait: 'auto',
    recomputeSeconds: () => 1,
  });
  return pairs(trace.lru_token_hit_ratio_by_cache_capacity_tokens).map(([capacity, counted]) => {
    const state = { inFlight: 1, requestsPerSecond: trace.arrival.mean_rate_rps, freeHbmBytes: capacity };
    return { capacity, counted, computed: reuse(state).cachedTokens / tokens };
  });
};

const traceOf = (id: string): CountedTrace =>
  JSON.parse(readFileSync(join(catalogueFolder, 'traces', `${id}.json`), 'utf8')) as CountedTrace;

const thousandths = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e3) / 1e3);

describe('a cache of 0.5, 1.5, 5, 15, 26 and 51 million tokens for a published trace', () => {
  test('of conversations is right to 0.012', () => {
    const rows = hitRatiosOf(traceOf('mooncake-conversation'));
    expect(thousandths(rows.map(({ counted }) => counted))).toEqual([0.045, 0.067, 0.216, 0.332, 0.362, 0.371]);
    expect(thousandths(rows.map(({ computed }) => computed))).toEqual([0.047, 0.078, 0.214, 0.334, 0.357, 0.371]);
    for (const { counted, computed } of rows) expect(Math.abs(computed - counted)).toBeLessThan(0.012);
  });

  test('of synthetic sessions is right to 0.027', () => {
    const rows = hitRatiosOf(traceOf('mooncake-synthetic'));
    expect(thousandths(rows.map(({ counted }) => counted))).toEqual([0.086, 0.194, 0.432, 0.636, 0.651, 0.651]);
    expect(thousandths(rows.map(({ computed }) => computed))).toEqual([0.098, 0.22, 0.449, 0.637, 0.649, 0.652]);
    for (const { counted, computed } of rows) expect(Math.abs(computed - counted)).toBeLessThan(0.027);
  });
});
