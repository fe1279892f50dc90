/** Under which load a throughput row was measured. */
import type { ThroughputRow } from './rows/throughput-row.ts';

export type Load =
  /** Everything is queued at the start: what the system gets through. */
  | { readonly kind: 'maximum' }
  /** Poisson arrivals, as many as keep the limits; seconds at the 99th percentile, infinite where there is none. */
  | { readonly kind: 'limits'; readonly ttft: number; readonly tpot: number }
  /** So many users at a time over the whole system, `waves` requests of each. */
  | {
      readonly kind: 'closed';
      readonly users: number;
      readonly waves: number;
      readonly lengthLow: number;
      readonly slots: number | null;
      readonly counts: 'output' | 'input+output';
    }
  /** Prompts alone, so many tokens per accelerator and step; null where the row does not say. */
  | { readonly kind: 'prefill'; readonly stepTokens: number | null }
  /** Decoding alone, so many sequences per accelerator; null for as many as fit. */
  | { readonly kind: 'decode'; readonly perAccelerator: number | null };

/** Null for a scenario that is not modelled. */
export const loadOf = (row: ThroughputRow, devices: number): Load | null => {
  const { scenario, concurrency, tokenKind } = row;
  if (tokenKind.startsWith('input') && tokenKind !== 'input+output')
    return {
      kind: 'prefill',
      stepTokens: concurrency?.per === 'tokens-per-accelerator' ? concurrency.value : null,
    };
  if (scenario.startsWith('single-stream')) return { kind: 'decode', perAccelerator: 1 / devices };
  if (scenario.includes('decode')) return { kind: 'decode', perAccelerator: sequencesPerDevice(row, devices) };
  if (scenario === 'Server' || scenario === 'Interactive')
    return { kind: 'limits', ttft: seconds(row.ttftLimitMs), tpot: seconds(row.tpotLimitMs) };
  if (concurrency !== null) {
    const users = concurrency.per === 'accelerator' ? concurrency.value * devices : concurrency.value;
    const batch = scenario.includes('batch');
    return {
      kind: 'closed',
      users,
      // A batch is issued once; closed-loop clients issue ten requests per user.
      waves: batch ? 1 : 10,
      lengthLow: /\[0\.8L, L\]/.test(row.notes) ? 0.8 : 1,
      slots: slotsNoted(row.notes),
      counts: tokenKind === 'input+output' ? 'input+output' : 'output',
    };
  }
  return /offline|max/i.test(scenario) ? { kind: 'maximum' } : null;
};

const seconds = (ms: number | null): number => (ms === null ? Infinity : ms / 1000);

const sequencesPerDevice = ({ concurrency }: ThroughputRow, devices: number): number | null => {
  if (concurrency === null || concurrency.per === 'tokens-per-accelerator') return null;
  return concurrency.per === 'accelerator' ? concurrency.value : concurrency.value / devices;
};

const slotsNoted = (notes: string): number | null => {
  const noted = /max-num-seqs (\d+)/.exec(notes)?.[1];
  return noted === undefined ? null : Number(noted);
};
