/** "Bandwidth saturation can cost 40 % of usable compute": decode with its memory, and with memory that never keeps it waiting. */
import { instanceOf, type Instance } from '../../performance/instance.ts';
import type { Layout } from '../../performance/layout.ts';
import { precisionOf } from '../../performance/precision.ts';
import { decodeStep } from '../../performance/step-time.ts';
import { batchCapOf } from '../../serving/service-curve.ts';
import { quantity } from '../../units/quantity.ts';
import { verdictOf, type ClaimAnswer, type ClaimFigure } from './claim.ts';
import type { DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { fixedLengths, partsOf } from './rack-frontier.ts';
import { BANDWIDTH } from './statements.ts';

const PUBLISHED = 0.4;
const MODEL = 'llama-3.3-70b';
const SYSTEM = 'hgx-h200-8';
const LAYOUT: Layout = { tp: 4, pp: 1, attnDp: 1, moeTp: 4, ep: 1 };
const CONTEXTS = [1_024, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072];
const SEQUENCES = 64;
const BUDGET_TOKENS = 8_192;
const NEVER_WAITS = 1_000;
const TYPICAL = 8_192;

interface Lost {
  readonly context: number;
  readonly lost: number;
  /** Share of the dense peak that the step uses. */
  readonly used: number;
  readonly sequences: number;
}

export const bandwidth = ({ catalogue, calibration }: DeskFigures): ClaimAnswer => {
  const { model, device } = partsOf(catalogue, MODEL, SYSTEM);
  const onMemory = (times: number): Instance =>
    instanceOf(
      model,
      { ...device, bandwidth: quantity<'B/s'>(device.bandwidth * times) },
      LAYOUT,
      precisionOf(model, 'fp8', 'fp8', 'vllm'),
      calibration.engines.vllm,
      calibration,
    );
  const [real, ideal] = [onMemory(1), onMemory(NEVER_WAITS)];
  const rows = CONTEXTS.map((context): Lost => {
    const batch = batchCapOf(real, fixedLengths(context, 1), {
      prefillBudgetTokens: BUDGET_TOKENS,
      maxBatch: SEQUENCES,
    });
    const sequences = batch?.cap ?? 1;
    const step = decodeStep(real, sequences, context);
    return {
      context,
      sequences,
      lost: 1 - decodeStep(ideal, sequences, context).time / step.time,
      used: step.ledger.flop / (step.time * device.peak.fp8),
    };
  });
  const share = (name: string, ours: number | null, note: string, published: number | null = null): ClaimFigure => ({
    name,
    ours,
    published,
    unit: 'share',
    tier: 'estimated',
    note,
  });
  const at = (context: number): Lost | undefined => rows.find((row) => row.context === context);
  const typical = at(TYPICAL);
  const headline = share(
    'Rate of decode lost to bandwidth',
    typical?.lost ?? null,
    `at ${figureText(TYPICAL, 'count')} tokens of context, ${figureText(typical?.sequences ?? null, 'count')} sequences`,
    PUBLISHED,
  );
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    ...BANDWIDTH,
    figures: [
      headline,
      share('Lost at short context', first?.lost ?? null, `at ${figureText(first?.context ?? null, 'count')} tokens`),
      share('Lost at long context', last?.lost ?? null, `at ${figureText(last?.context ?? null, 'count')} tokens`),
      share('Dense peak that decode uses', typical?.used ?? null, `at ${figureText(TYPICAL, 'count')} tokens`),
    ],
    table: {
      title: 'Rate lost to bandwidth, and share of the dense peak used',
      axis: 'Tokens of context',
      columns: CONTEXTS.map((context) => figureText(context, 'count')),
      unit: 'share',
      drawn: true,
      rows: [
        { name: 'lost to bandwidth', leads: 'upper', values: rows.map(({ lost }) => lost) },
        { name: 'peak used', values: rows.map(({ used }) => used) },
      ],
    },
    ...verdictOf(headline),
    reason: `Decode reads every weight and the whole cache for a few FLOPs each, so it waits for memory at every context: from ${figureText(first?.lost ?? null, 'share')} at short ones, where weights are read once for all sequences, to ${figureText(last?.lost ?? null, 'share')} at long ones, where each sequence reads a cache of its own. 40 % is what a short context costs. Of the dense peak decode uses ${figureText(typical?.used ?? null, 'share')} at 8,192 tokens: far more than 40 % of the compute stands idle, and only prefill uses it. Memory that never keeps a kernel waiting is a thought, so the share is an estimate.`,
    tier: 'estimated',
  };
};
