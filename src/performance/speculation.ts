/** Speculative decoding: who drafts, how far a step gets when it verifies the drafts, and what cannot draft [S7]. */
import type { Confidence, Model } from '../catalogue/figures.ts';
import {
  ACCEPTANCE_CURVES,
  ACCEPTED_UP_TO,
  ACCEPTED_UP_TO_SOURCE,
  CURVES_SOURCE,
  type AcceptanceCurve,
} from './acceptance-tables.ts';
import type { Speculation } from './techniques.ts';

/**
 * Tokens a sequence gains per step that verifies `verified` tokens (its drafts and one), each draft accepted with probability
 * `acceptance` given the one before: Σ a^i for i < verified. Eq. S7
 */
export const tokensPerStep = (acceptance: number, verified: number): number => {
  let [sum, chain] = [0, 1];
  for (let i = 0; i < verified; i++) {
    sum += chain;
    chain *= acceptance;
  }
  return sum;
};

/** The same from shares accepted up to each position, 1 + Σ A_i over the drafts; past the end of the table nothing is known. Eq. S7 */
export const tokensFromTable = (acceptedUpTo: readonly number[], drafts: number): number =>
  acceptedUpTo.slice(0, drafts).reduce((sum, share) => sum + share, 1);

/** What the text is; tables exist for code and for school mathematics. */
export type DraftTask = 'code' | 'maths' | 'text';

export interface SpeculationQuestion {
  readonly method: Speculation['method'];
  readonly draftTokens: number;
  readonly model: Model;
  /** With `draft-model`, the model that drafts. */
  readonly draftModel?: Model | null | undefined;
  /** Share of drafts accepted given the one before, the same at every position, in place of any table. */
  readonly acceptance?: number | undefined;
  readonly task?: DraftTask | undefined;
  /** Whether the model writes its reasoning first, as reasoning models do unless told not to. */
  readonly thinking?: boolean | undefined;
}

export type SpeculationReason =
  | 'model-does-not-generate'
  | 'no-mtp-layers'
  | 'no-draft-model'
  | 'draft-model-not-used'
  | 'draft-does-not-generate'
  | 'vocabularies-differ'
  | 'draft-not-smaller'
  | 'more-drafts-than-measured';

/** Where the tokens per step come from. Only the first kind was measured on the model itself. */
export interface Acceptance {
  readonly tokensPerStep: number;
  readonly from: 'own-curve' | 'like-heads' | 'position-table' | 'given';
  /** Null where the user gave the share. */
  readonly source: string | null;
  readonly confidence: Confidence;
}

/** Null when it can be done. Vocabularies of one size count as one: a draft is a token id of the model that verifies it. */
export const speculationReason = (question: SpeculationQuestion): SpeculationReason | null => {
  const { method, draftTokens, model, draftModel, acceptance } = question;
  if (model.task !== 'generate') return 'model-does-not-generate';
  if (method === 'mtp' && model.mtpLayers === 0) return 'no-mtp-layers';
  if (method !== 'draft-model' && draftModel) return 'draft-model-not-used';
  if (method === 'draft-model') {
    if (!draftModel) return 'no-draft-model';
    if (draftModel.task !== 'generate') return 'draft-does-not-generate';
    if (draftModel.vocabSize !== model.vocabSize) return 'vocabularies-differ';
    if (draftModel.activeParameters >= model.activeParameters) return 'draft-not-smaller';
  }
  return acceptance === undefined && draftTokens > ACCEPTED_UP_TO.length ? 'more-drafts-than-measured' : null;
};

/**
 * Tokens per step of a question that has no reason against it: as given; else the curves of the model and method; for mathematics, and for
 * small models that draft, the table by position; else the mean of the heads of the method. Eq. S7
 */
export const acceptanceOf = (question: SpeculationQuestion): Acceptance => {
  const { method, draftTokens, model, acceptance, task = 'text', thinking = true } = question;
  if (acceptance !== undefined) {
    const tokens = tokensPerStep(acceptance, draftTokens + 1);
    return { tokensPerStep: tokens, from: 'given', source: null, confidence: 'estimate' };
  }
  const heads = ACCEPTANCE_CURVES.filter((curve) => curve.method === method);
  const own = heads.filter(({ modelId }) => modelId === model.id);
  if (own.length > 0) {
    const { source, confidence } = CURVES_SOURCE;
    const onTask = task === CURVES_SOURCE.task && own.some((curve) => curve.thinking === thinking);
    return {
      tokensPerStep: meanOf(inMode(own, thinking), draftTokens),
      from: 'own-curve',
      source,
      confidence: onTask ? confidence : 'estimate',
    };
  }
  if (heads.length === 0 || task === ACCEPTED_UP_TO_SOURCE.task) {
    const tokens = tokensFromTable(ACCEPTED_UP_TO, draftTokens);
    const { source } = ACCEPTED_UP_TO_SOURCE;
    return { tokensPerStep: tokens, from: 'position-table', source, confidence: 'estimate' };
  }
  const tokens = meanOf(inMode(heads, thinking), draftTokens);
  return { tokensPerStep: tokens, from: 'like-heads', source: CURVES_SOURCE.source, confidence: 'estimate' };
};

/** Curves of one mode, or all of them where that mode was not measured. */
const inMode = (curves: readonly AcceptanceCurve[], thinking: boolean): readonly AcceptanceCurve[] => {
  const some = curves.filter((curve) => curve.thinking === thinking);
  return some.length > 0 ? some : curves;
};

const meanOf = (curves: readonly AcceptanceCurve[], drafts: number): number =>
  curves.reduce((sum, curve) => sum + (curve.tokensPerStep[drafts - 1] ?? 1), 0) / curves.length;

/** The technique as an instance takes it, or why not. Throws for a number of drafts below one or a share outside 0..1. Eq. S7 */
export const speculationOf = (question: SpeculationQuestion): Speculation | { readonly reason: SpeculationReason } => {
  const { method, draftTokens, draftModel, acceptance } = question;
  if (!(Number.isInteger(draftTokens) && draftTokens >= 1)) throw new Error(`speculation: ${draftTokens} drafts`);
  if (acceptance !== undefined && !(acceptance >= 0 && acceptance <= 1))
    throw new Error(`speculation: acceptance ${acceptance}`);
  const reason = speculationReason(question);
  if (reason) return { reason };
  const { tokensPerStep: tokens } = acceptanceOf(question);
  return { method, draftTokens, tokensPerStep: tokens, draft: draftModel ?? null };
};
