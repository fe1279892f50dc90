/** Parts of what a rack group does, as the answer tells it: its role, its links, its phases, what it finds again. */
import type { Phase, Wall } from '../performance/step.ts';
import type { Reuse } from '../serving/reuse.ts';
import type { RetentionBasis } from '../serving/kv-retention.ts';
import type { Bytes, Quantity } from '../units/quantity.ts';

/** What the instances of a rack group do: all of a request, or their part of it. */
export type PartRole = 'serve' | 'prefill' | 'decode' | 'attention' | 'ffn';

/** Traffic between two parts at the peak hour, all links of the sending part together. */
export interface PartLink {
  readonly to: PartRole;
  readonly bytesPerSecond: Quantity<'B/s'>;
  readonly limit: Quantity<'B/s'>;
}

/** Eq. K4, of the instances that keep prefixes together. */
export interface ReuseAnswer extends Pick<
  Reuse,
  'achievableTokens' | 'cachedTokens' | 'recomputedThoughStored' | 'fetchSeconds' | 'hbmHeldBytes' | 'byTier'
> {
  /** What stands behind the curve of hits over retained time. */
  readonly basis: RetentionBasis;
  /** Tiers asked for that lack a figure. */
  readonly missing: readonly string[];
}

/** Eq. W1: a phase on the OI/CF map. */
export interface PhasePoint {
  readonly phase: Phase;
  readonly flopPerByte: Quantity<'FLOP/B'>;
  readonly bytesPerRequest: Bytes;
  readonly wall: Wall;
}
