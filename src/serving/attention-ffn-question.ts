/** What is asked of attention and FFN on accelerators of their own, with prefill beside them [S6]. */
import type { Instance } from '../performance/instance.ts';
import type { SplitSides } from './attention-ffn-step.ts';
import type { KvLink } from './disaggregated-curve.ts';
import type { RequestMix } from './requests.ts';
import type { ServingTerms } from './serving-terms.ts';

export interface AttentionFfnQuestion extends SplitSides {
  /** Instances of the whole model that only prefill; a fraction where groups share them. */
  readonly prefill: Instance;
  readonly prefills: number;
  /** Of the KV, from prefill to attention. */
  readonly kvLink: KvLink;
  readonly mix: RequestMix;
  /** `maxBatch` is that of one attention instance. */
  readonly terms: ServingTerms;
  readonly microBatches: number | 'auto';
}
