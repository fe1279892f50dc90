/** Sessions, tiers and questions of the tests of reuse, in round numbers. */
import { quantity } from '../units/quantity.ts';
import { curveThrough } from './kv-retention.ts';
import type { KvTier } from './kv-tiers.ts';
import type { ReuseSession } from './reuse-table.ts';
import type { ReuseQuestion, ReuseState } from './reuse.ts';

export const tierUnderTest = (id: string, bytes: number, bandwidth: number, latency = 0): KvTier => ({
  id,
  kind: id === 'host' ? 'host' : 'storage-rack',
  link: id === 'host' ? 'pcie' : 'network',
  bytes: quantity<'B'>(bytes),
  bandwidth: quantity<'B/s'>(bandwidth),
  readBandwidth: quantity<'B/s'>(bandwidth),
  latency: quantity<'s'>(latency),
  slowest: 'link',
});

/** Every session comes back, after 1 to 1,000 s, evenly over that time; 10,000 tokens of 1e5 B a token. */
export const sessionUnderTest: ReuseSession = {
  weight: 1,
  curve: curveThrough(
    [
      [1, 0],
      [1_000, 1],
    ],
    'derived',
  ),
  returning: 1,
  achievableTokens: 10_000,
  hbmBytes: 1e9,
  storedBytes: 1e9,
  fetchedBytes: 1e9,
};

export const questionUnderTest = (changes: Partial<ReuseQuestion> = {}): ReuseQuestion => ({
  sessions: [sessionUnderTest],
  tiers: [tierUnderTest('host', 1e12, 100e9), tierUnderTest('cmx', 100e12, 20e9, 2e-4)],
  wait: 'auto',
  recomputeSeconds: (tokens) => tokens * 1e-4,
  ...changes,
});

export const stateUnderTest = (changes: Partial<ReuseState> = {}): ReuseState => ({
  inFlight: 8,
  requestsPerSecond: 1,
  freeHbmBytes: 100e9,
  ...changes,
});
