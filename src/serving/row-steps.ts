/**
 * The steps of one row of a service curve: decoding alone, and with the prompts that share its steps [S1–S4]. What is found in the cache
 * changes the prompts only, so that rows which ask again with another find keep the rest.
 */
import type { Instance } from '../performance/instance.ts';
import { decodeStep, mixedStep, stepWithoutPrompts, type Step } from '../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import type { RequestMix } from './requests.ts';
import type { Reuse } from './reuse.ts';

/** What one mean request does to the steps of an instance holding c sequences. */
interface PrefillShare {
  /** Prompts per mixed step, and the most its token budget holds; chunks per prompt and tokens per chunk. */
  readonly prompts: number;
  readonly most: number;
  readonly chunks: number;
  readonly chunkTokens: number;
  readonly share: number;
}

/**
 * Prompts gather in a step only as fast as they arrive, c·chunks/output of them per step: at least one for each attention rank,
 * since a rank without one would wait for those that have it, and at most what the token budget of every rank holds. Their steps are the share (c − 1)·chunks/(prompts·output) of all. Eq. S1, Eq. S4
 */
const prefillShareOf = (instance: Instance, mix: RequestMix, budget: number, inFlight: number): PrefillShare => {
  const gained = gainedBy(instance.techniques);
  const fresh = Math.max(1, mix.inputTokens - mix.cachedTokens);
  const chunks = Math.max(1, fresh / budget);
  const most = instance.layout.attnDp * Math.max(1, Math.floor(budget / fresh));
  const least = Math.max(1, Math.min(instance.layout.attnDp, inFlight));
  const prompts = Math.min(most, Math.max(least, (inFlight * chunks * gained) / mix.outputTokens));
  return {
    prompts,
    most,
    chunks,
    chunkTokens: fresh / chunks,
    share: ((inFlight - 1) * chunks) / (prompts * mix.outputTokens),
  };
};

/** Steps between prefill and response; under attention data parallelism a prompt also waits until the ranks are balanced. Eq. S2 */
export const responseStepsOf = ({ engine, layout }: Instance): number =>
  engine.responseSteps + (layout.attnDp > 1 ? engine.attentionDpSteps : 0);

/** The steps of a row, for so many tokens of a prompt found in the cache. */
export interface RowSteps {
  readonly cachedTokens: number;
  readonly share: PrefillShare;
  readonly decoding: number;
  readonly step: Step;
  /** A mixed step without its prompts, and with them. */
  readonly alone: Step;
  readonly mixed: Step;
  /** Seconds of the step in which a prompt passes all stages. */
  readonly own: number;
  readonly mixedWith: (prompts: number) => Step;
}

/** What is found in the cache changes only the prompts: the steps that `before` has without them are taken from it. */
export const stepsWith = (
  instance: Instance,
  mix: RequestMix,
  budget: number,
  inFlight: number,
  cachedTokens: number,
  before: RowSteps | null,
): RowSteps => {
  if (before?.cachedTokens === cachedTokens) return before;
  const verified = verifiedBy(instance.techniques);
  const context = mix.inputTokens + mix.outputTokens / 2;
  const share = prefillShareOf(instance, { ...mix, cachedTokens }, budget, inFlight);
  const prompt = {
    context,
    verified,
    promptTokens: share.chunkTokens,
    promptPast: cachedTokens + (share.chunkTokens * (share.chunks - 1)) / 2,
  };
  const decoding = Math.max(0, inFlight - share.prompts);
  const alone =
    before?.decoding === decoding ? before.alone : stepWithoutPrompts(instance, decoding, context, verified);
  const mixedWith = (prompts: number): Step => mixedStep(instance, { ...prompt, sequences: decoding, prompts }, alone);
  const mixed = mixedWith(share.prompts);
  // Stages share a step's prompts, but one prompt passes all stages in one piece: its own time is that of a stage with a prompt to itself.
  const { pp } = instance.layout;
  return {
    cachedTokens,
    share,
    decoding,
    step: before?.step ?? decodeStep(instance, inFlight, context, verified),
    alone,
    mixed,
    own: share.prompts >= pp ? mixed.time : mixedWith(pp).time,
    mixedWith,
  };
};

export interface RowTimes {
  readonly tpot: number;
  readonly prefillTime: number;
  readonly endToEnd: number;
}

/** Seconds of a row, with the bringing back of what was found. Eq. S1, Eq. S2 */
export const timesOf = (
  instance: Instance,
  mix: RequestMix,
  { share, step, alone, mixed, own }: RowSteps,
  reuse: Reuse | null,
): RowTimes => {
  const { engine, techniques, factors } = instance;
  const tpot = step.time / gainedBy(techniques) + share.share * Math.max(0, mixed.time - alone.time);
  // Time to the first token has group terms of its own, in place of those of the step.
  const first = factors.ttft / factors.step;
  const prefillTime = share.chunks * own * first + (reuse?.fetchSeconds ?? 0);
  const response = (engine.responseSeconds + responseStepsOf(instance) * step.time) * first;
  return { tpot, prefillTime, endToEnd: response + prefillTime + (mix.outputTokens - 1) * tpot };
};
