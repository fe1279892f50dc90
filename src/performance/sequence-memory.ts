/** What a sequence holds while it runs: its tokens as the engine allocates them, and their bytes on one rank, drafter included [K2, K3]. */
import { quantity, type Bytes } from '../units/quantity.ts';
import { draftKvBytes } from './drafter.ts';
import type { Instance } from './instance.ts';
import { kvBytesPerSequencePerRank } from './kv-cache.ts';
import type { Techniques } from './techniques.ts';

/**
 * Tokens allocated for a sequence that holds `meanHeld` on average. In blocks of n the last one is half empty, (n − 1)/2 tokens in the mean
 * and n − 1 at most; without paging a sequence takes room for the longest there may be, whatever it comes to. The 7.5 tokens of the usual
 * block of 16 count like any other waste: 0.4 % of a sequence of 2,000. Eq. K3
 */
export const heldTokensWith = (
  { pagedBlockTokens }: Pick<Techniques, 'pagedBlockTokens'>,
  meanHeld: number,
  longestTokens: number,
): number =>
  // Means of a mix of requests may lie a little above the longest named for it: what is held is allocated in any case.
  pagedBlockTokens === 'off' ? Math.max(meanHeld, longestTokens) : meanHeld + (pagedBlockTokens - 1) / 2;

/** Bytes of a sequence of `tokens` allocated tokens on one rank: its share of the stages' KV, and all of the drafter's. Eq. K2 */
export const sequenceBytesPerRank = (instance: Instance, tokens: number): Bytes => {
  const { model, precision, layout } = instance;
  const own = kvBytesPerSequencePerRank(model, tokens, precision.kvBytes, layout.tp) / layout.pp;
  return quantity<'B'>(own + draftKvBytes(instance, tokens));
};
