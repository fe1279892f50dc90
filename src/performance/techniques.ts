/** Levers of a deployment that change what an instance computes and keeps, besides its layout and its number formats. */
import type { Model } from '../catalogue/figures.ts';

/** How drafts are made, and how far a step gets with them. Eq. S7 */
export interface Speculation {
  readonly method: 'mtp' | 'eagle' | 'draft-model';
  readonly draftTokens: number;
  /** Tokens a sequence gains per step: one and the drafts accepted. */
  readonly tokensPerStep: number;
  /** The small model that drafts; null where the drafter is a layer of the model's own kind. */
  readonly draft: Model | null;
}

export interface Techniques {
  readonly flashAttention: boolean;
  /** Tokens of a KV block; off: every sequence reserves its longest length. */
  readonly pagedBlockTokens: number | 'off';
  readonly expertBalance: 'measured' | 'uneven' | 'eplb' | 'ideal';
  readonly speculation: Speculation | null;
}

/** What engines do when nobody says otherwise. */
export const PLAIN: Techniques = {
  flashAttention: true,
  pagedBlockTokens: 16,
  expertBalance: 'measured',
  speculation: null,
};

/** Tokens each decoding sequence brings to a step: its drafts and one. */
export const verifiedBy = ({ speculation }: Techniques): number => (speculation?.draftTokens ?? 0) + 1;

/** Tokens each decoding sequence gains by a step. Eq. S7 */
export const gainedBy = ({ speculation }: Techniques): number => speculation?.tokensPerStep ?? 1;
