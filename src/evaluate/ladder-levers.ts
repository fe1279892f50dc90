/**
 * The levers of the before/after ladder, in the order in which they are switched on: what each changes of a deployment's serving, and why
 * it cannot be had where that is known without computing. Where the plan has a choice of its own, the lever takes that.
 */
import type { Accelerator, ComputeFormat, Model, System } from '../catalogue/figures.ts';
import { runsAs } from '../performance/device.ts';
import type { Serving } from '../scenario/schema.ts';
import { whole } from '../units/significant.ts';

export type LeverId =
  | 'batching'
  | 'paging'
  | 'flash-attention'
  | 'chunked-prefill'
  | 'fp8'
  | 'fp8-kv'
  | 'fp4'
  | 'prefix-caching'
  | 'kv-tiers'
  | 'layout'
  | 'speculation'
  | 'apart';

/** What a lever may ask about the deployment it is switched on in. */
export interface LeverFacts {
  readonly model: Model;
  readonly accelerators: readonly Accelerator[];
  /** The serving of the plan itself. */
  readonly own: Serving;
  /** Racks of the deployment's sites that stand there as KV stores. */
  readonly stores: readonly System[];
  /** Whether some rack runs the FFN for others. */
  readonly ffnApart: boolean;
}

export type LeverChange =
  | { readonly serving: Serving; readonly change: string }
  | {
      /** A sentence. */
      readonly refused: string;
    };

export interface Lever {
  readonly id: LeverId;
  readonly name: string;
  readonly apply: (before: Serving, facts: LeverFacts) => LeverChange;
}

const on = (before: Serving, change: string, serving: Partial<Serving>): LeverChange => ({
  serving: { ...before, ...serving },
  change,
});

/** Draft tokens where the plan names none: what one trained layer, and a drafting head, are commonly run with. */
const MTP_DRAFTS = 1;
const EAGLE_DRAFTS = 3;
const BLOCK_TOKENS = 16;
const BUDGET_TOKENS = 8_192;

const LINEAR = ['mixer', 'routedExperts', 'sharedExperts', 'denseFfn'] as const;

/** Whether the checkpoint stores some of its linear layers in one of these formats. */
const stores = ({ nativeFormats, parameters }: Model, formats: readonly string[]): boolean =>
  LINEAR.some((component) => parameters[component] > 0 && formats.includes(nativeFormats[component]));

const without = (accelerators: readonly Accelerator[], format: ComputeFormat): Accelerator | undefined =>
  accelerators.find((accelerator) => runsAs(accelerator, format) !== format);

const fp8 = (before: Serving, { model, accelerators }: LeverFacts): LeverChange => {
  const lacking = without(accelerators, 'fp8');
  if (lacking) return { refused: `${lacking.name} has no FP8 units.` };
  if (before.weights !== 'bf16') return { refused: `BF16 weights of ${model.name} do not fit: it starts narrower.` };
  return stores(model, ['fp8', 'mxfp8'])
    ? on(before, 'weights in FP8, as the checkpoint is published', { weights: 'native' })
    : on(before, 'weights of linear layers in FP8', { weights: 'fp8' });
};

const fp4 = (before: Serving, { model, accelerators, own }: LeverFacts): LeverChange => {
  const lacking = without(accelerators, 'fp4');
  if (lacking) return { refused: `${lacking.name} has no FP4 units.` };
  if (stores(model, ['mxfp4', 'nvfp4']))
    return on(before, 'weights in four bits, as the checkpoint is published', { weights: 'native' });
  const weights = own.weights === 'nvfp4-experts' ? own.weights : 'nvfp4';
  return on(before, weights === 'nvfp4' ? 'weights in NVFP4' : 'expert weights in NVFP4', { weights });
};

const kvTiers = (before: Serving, { own, stores: racks }: LeverFacts): LeverChange => {
  if (!before.prefixCaching) return { refused: 'Without prefix caching no KV outlives its request.' };
  const named = [...new Set(racks.map(({ name }) => name))];
  const places = ['host memory', ...(own.kvTiers.localNvme ? ['drives of the servers'] : []), ...named];
  return on(before, `KV of waiting sessions in ${places.join(', ')}`, {
    kvTiers: { ...own.kvTiers, host: true, racks: true },
  });
};

const speculation = (before: Serving, { model, own }: LeverFacts): LeverChange => {
  if (own.speculation !== 'none') {
    const { method, draftTokens } = own.speculation;
    return on(before, `${WORDS[method]}, drafts per step: ${draftTokens}`, { speculation: own.speculation });
  }
  const [method, draftTokens] =
    model.mtpLayers > 0 ? (['mtp', MTP_DRAFTS] as const) : (['eagle', EAGLE_DRAFTS] as const);
  return on(before, `${WORDS[method]}, drafts per step: ${draftTokens}`, { speculation: { method, draftTokens } });
};

const WORDS = { mtp: 'MTP', eagle: 'EAGLE head', 'draft-model': 'draft model' } as const;

/** The choice of the plan, unless it is the one the ladder starts from. */
const chosen = <T>(own: T, start: unknown, otherwise: T): T => (own === start ? otherwise : own);

export const LEVERS_IN_ORDER: readonly Lever[] = [
  {
    id: 'batching',
    name: 'Continuous batching',
    apply: (before, { own }) => {
      const maxBatch = chosen(own.maxBatch, 1, 'auto');
      const most = maxBatch === 'auto' ? 'as memory holds' : `up to ${whole(maxBatch)}`;
      return on(before, `sequences in flight: ${most}`, { maxBatch });
    },
  },
  {
    // After batching: with one sequence in flight a reservation costs nothing.
    id: 'paging',
    name: 'Paged attention',
    apply: (before, { own }) => {
      const pagedBlockTokens = chosen(own.pagedBlockTokens, 'off', BLOCK_TOKENS);
      return on(before, `KV in blocks of ${pagedBlockTokens} tok, not the longest request`, { pagedBlockTokens });
    },
  },
  {
    id: 'flash-attention',
    name: 'Flash attention',
    apply: (before) => on(before, 'attention scores stay on the chip', { flashAttention: true }),
  },
  {
    id: 'chunked-prefill',
    name: 'Chunked prefill',
    apply: (before, { own }) => {
      const prefillBudgetTokens = Math.min(own.prefillBudgetTokens, before.prefillBudgetTokens);
      return prefillBudgetTokens < before.prefillBudgetTokens
        ? on(before, `${whole(prefillBudgetTokens)} prompt tokens per step`, { prefillBudgetTokens })
        : { refused: `The longest prompt fits in one step of ${whole(before.prefillBudgetTokens)} tokens.` };
    },
  },
  { id: 'fp8', name: 'FP8 weights', apply: fp8 },
  {
    id: 'fp8-kv',
    name: 'FP8 KV cache',
    apply: (before, { accelerators }) => {
      const lacking = without(accelerators, 'fp8');
      if (lacking) return { refused: `${lacking.name} has no FP8 units.` };
      if (!before.flashAttention)
        return { refused: 'Only flash attention unpacks a narrow cache on the chip; it is left out.' };
      return on(before, 'one byte for each element of the KV cache', { kvFormat: 'fp8' });
    },
  },
  { id: 'fp4', name: 'FP4 weights', apply: fp4 },
  {
    id: 'prefix-caching',
    name: 'Prefix caching',
    apply: (before) => on(before, 'what a session has said before is not computed again', { prefixCaching: true }),
  },
  { id: 'kv-tiers', name: 'KV tiers', apply: kvTiers },
  {
    id: 'layout',
    name: 'TP and EP over the fabric',
    apply: (before, { own }) =>
      on(before, own.layout === 'auto' ? 'searched' : 'as the plan fixes it', { layout: own.layout }),
  },
  { id: 'speculation', name: 'Speculative decoding', apply: speculation },
  {
    id: 'apart',
    name: 'Disaggregation',
    apply: (before, { ffnApart }) =>
      ffnApart
        ? on(before, 'attention and FFN on different racks', { mode: 'attention-ffn' })
        : on(before, 'prefill on instances of its own', { mode: 'disaggregated' }),
  },
];

/** Largest budget of a step that the ladder lets a whole prompt have, tokens. */
export const wholePromptBudget = (longestPrompt: number, { prefillBudgetTokens }: Serving): number =>
  Math.min(1_048_576, Math.max(Math.ceil(longestPrompt), prefillBudgetTokens, BUDGET_TOKENS));
