/** Rows on chunked prefill and speculative decoding. */
import { ACCEPTED_UP_TO } from '../../../performance/acceptance-tables.ts';
import { touchedShare } from '../../../performance/routing.ts';
import { tokensFromTable, tokensPerStep } from '../../../performance/speculation.ts';
import { decodeStep, mixedStep } from '../../../performance/step-time.ts';
import { fixedWork, ratioOf, serving, tpotP50, ttftP95 } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { instanceIn, tensor, type World } from '../world.ts';

const LLAMA_70B: SystemPlan = {
  racks: [{ systemId: 'hgx-h200-8' }],
  modelId: 'llama-3.3-70b',
  work: [fixedWork(4_096, 512, 0.5)],
  serving: { weights: 'fp8', layout: tensor(8) },
};

const R1_PLAN: SystemPlan = {
  racks: [{ systemId: 'hgx-h200-8' }],
  modelId: 'deepseek-r1',
  work: [fixedWork(1_024, 1_024, 0.2)],
  serving: { engine: 'sglang', layout: tensor(8) },
};

/** Longest gap between two tokens of others while a prompt of 16K runs, and its own time: so many tokens a step. */
const prompt16k = (world: World, budget: number): { readonly gap: number; readonly first: number } => {
  const instance = instanceIn(world, 'llama-3.3-70b', 'hgx-h200-8', tensor(8), { weights: 'fp8' });
  const chunks = 16_384 / budget;
  const one = mixedStep(instance, {
    sequences: 32,
    context: 4_096,
    prompts: 1,
    promptTokens: budget,
    promptPast: (budget * (chunks - 1)) / 2,
  }).time;
  const last = mixedStep(instance, {
    sequences: 32,
    context: 4_096,
    prompts: 1,
    promptTokens: budget,
    promptPast: 16_384 - budget,
  }).time;
  return { gap: last, first: chunks * one };
};

/** Experts read by a step that verifies three drafts of 8 sequences over those of one that verifies none. */
const expertsTouched = (): number => touchedShare(256, 8, 32) / touchedShare(256, 8, 8);

const VLLM = 'vLLM PR#48892, gsm8k (reported)';

export const BATCHING_ROWS: readonly SystemRow[] = [
  {
    id: 'chunked-prefill',
    section: 'Techniques',
    system: 'Chunked prefill',
    plan: serving(LLAMA_70B, { prefillBudgetTokens: 2_048 }),
    checks: [
      {
        id: 'gap',
        figure: 'longest gap of other tokens beside a prompt of 16K: chunks of 8K over 2K',
        unit: '×',
        of: (world) => prompt16k(world, 8_192).gap / prompt16k(world, 2_048).gap,
        kind: 'direction',
        published: { least: 1 },
        source: 'larger chunk: tokens later',
      },
      {
        id: 'first',
        figure: 'time of that prompt: chunks of 8K over 2K',
        unit: '×',
        of: (world) => prompt16k(world, 8_192).first / prompt16k(world, 2_048).first,
        kind: 'direction',
        published: { most: 1 },
        source: 'larger chunk: first token sooner',
      },
      {
        id: 'whole',
        figure: 'chunks of 2K over the whole prompt: longest gap, and time of the prompt',
        unit: '×',
        of: (world) => {
          const [small, whole] = [prompt16k(world, 2_048), prompt16k(world, 16_384)];
          return [small.gap / whole.gap, whole.first / small.first];
        },
        kind: 'direction',
        published: { most: 1 },
        source: 'chunks shorten the worst gap and lengthen the first token a little',
      },
      {
        id: 'plan',
        figure: 'time to first token of a plan, p95: budget of 2K over 8K',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, serving(plan, { prefillBudgetTokens: 8_192 }), ttftP95),
        kind: 'direction',
        published: { least: 1 },
        source: 'larger chunk: first token sooner',
      },
    ],
  },
  {
    id: 'speculation',
    section: 'Techniques',
    system: 'Speculative decoding / MTP',
    plan: serving(R1_PLAN, { speculation: { method: 'mtp', draftTokens: 3 } }),
    checks: [
      {
        id: 'geometric',
        figure: 'tokens per step at α = 0.8 with 1, 2, 3 and 5 drafts',
        unit: 'tok',
        of: () => [1, 2, 3, 5].map((drafts) => tokensPerStep(0.8, drafts + 1)),
        kind: 'arithmetic',
        published: { values: [1.8, 2.44, 2.95, 3.69] },
        source: 'textbook: (1 − α^(k+1))/(1 − α)',
        tolerance: 0.002,
      },
      {
        id: 'table',
        figure: 'tokens per step with eight drafts from the table by position',
        unit: 'tok',
        of: () => tokensFromTable(ACCEPTED_UP_TO, 8),
        kind: 'arithmetic',
        published: { values: [4.49] },
        source: `${VLLM}: 1 + 3.49; printed as 4.50`,
        tolerance: 0.001,
      },
      {
        id: 'one-draft',
        figure: 'tokens per step with one draft accepted at 83 %, and the geometric form at eight',
        unit: 'tok',
        of: () => [tokensPerStep(0.83, 2), tokensPerStep(0.83, 9)],
        kind: 'arithmetic',
        published: { values: [1.83, 4.8] },
        source: VLLM,
      },
      {
        id: 'experts',
        figure: 'experts read by a step that verifies three drafts of 8 sequences over one that verifies none',
        unit: '×',
        of: expertsTouched,
        kind: 'direction',
        published: { least: 1, most: 4 },
        source: 'in MoE each extra token touches more experts; weights are not read per token',
      },
      {
        id: 'step',
        figure: 'step of Llama-3.3-70B that verifies three drafts of 4 sequences over one that verifies none',
        unit: '×',
        of: (world) => {
          const instance = instanceIn(world, 'llama-3.3-70b', 'hgx-h200-8', tensor(8), { weights: 'fp8' });
          return decodeStep(instance, 4, 2_048, 4).time / decodeStep(instance, 4, 2_048, 1).time;
        },
        kind: 'direction',
        published: { least: 1, most: 2 },
        source: 'BLIS PR#1538: verifying scales token terms only, not weight reads',
      },
      {
        id: 'plan',
        figure: 'time per token of DeepSeek-R1 with three drafts over none, p50',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, R1_PLAN, tpotP50),
        kind: 'direction',
        published: { most: 1 },
        source: 'DeepSeek-V3 report: 1.8 × the tokens per second with one head (reported)',
      },
    ],
  },
];
