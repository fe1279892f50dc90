/** What the operator of a pool decides about batching and reuse, besides the instance itself. */
import type { Reuse, ReuseState } from './reuse.ts';

export interface ServingTerms {
  /** Prompt tokens of one step of an attention rank. Eq. S4 */
  readonly prefillBudgetTokens: number;
  /** Sequences in flight on one instance. */
  readonly maxBatch: number | 'auto';
  /** What of the prompts is found again, by load; absent: the share that the mix names. Eq. K4 */
  readonly reuse?: (state: ReuseState) => Reuse;
}
