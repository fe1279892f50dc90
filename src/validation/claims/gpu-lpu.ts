/** "GPU and LPU together give 35 times the tokens per megawatt": attention on Vera Rubin, FFN on LPX, against Vera Rubin alone. */
import type { Calibration } from '../../calibration/calibration.ts';
import { instanceOf, type Instance } from '../../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../../performance/layout.ts';
import { precisionOf } from '../../performance/precision.ts';
import { tokensPerStep } from '../../performance/speculation.ts';
import { estimatesOf, type EstimateCase } from '../../performance/split-step-estimates.ts';
import { sramBytesOf, sramRacks } from '../../performance/split-step-sram.ts';
import { PLAIN } from '../../performance/techniques.ts';
import { searchRatio, throughputWithin } from '../../serving/attention-ffn-search.ts';
import { PREFILL_RATE_SHARE, prefillOnly } from '../../serving/disaggregated-curve.ts';
import { verdictOf, type ClaimAnswer, type ClaimFigure, type ClaimSeries } from './claim.ts';
import { frontierWith, type DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { times } from './frontier-figures.ts';
import { fixedLengths, partsOf } from './rack-frontier.ts';
import { GPU_LPU } from './statements.ts';

const PUBLISHED = 35;
const MODEL = 'deepseek-v4-pro';
const GPU = 'vr-nvl72';
const LPU = 'lpx-256';
const MIX = fixedLengths(8_192, 1_024);
const SPEEDS = [100, 150, 200, 225, 250, 300, 400];
const SLOW = 100;
const FAST = 200;
const DRAFTS = 3;
const BUDGET_TOKENS = 8_192;
const ATTENTION_RACKS = [1, 2, 4];
const ATTENTION_TP = [1, 2, 4, 8];
const PREFILL: Layout = { tp: 1, pp: 1, attnDp: 8, moeTp: 1, ep: 8 };
const WHOLE: Layout = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };
/** Nameplate of an LPX rack is a range in the catalogue, 85 to 160 kW; the middle is what its feed would carry at full load. */
const LPX_WATTS: Readonly<Record<EstimateCase, number>> = { optimistic: 85e3, base: 118e3, pessimistic: 160e3 };

type PerMegawatt = (speed: number) => number | null;

export const gpuLpu = (figures: DeskFigures): ClaimAnswer => {
  const { system } = partsOf(figures.catalogue, MODEL, GPU);
  const { powerNameplate, accelerators } = system;
  if (powerNameplate === null) throw new Error(`claims: ${GPU} has no nameplate`);
  const wattsPerGpu = powerNameplate / accelerators;
  const gpus = frontierWith(figures, {
    systemId: GPU,
    accelerators: 2 * accelerators,
    modelId: MODEL,
    engine: 'sglang',
    weights: ['native', 'nvfp4'],
    kvFormat: 'fp8',
    modes: ['aggregated', 'disaggregated'],
    drafts: [0, 1, 2, 3],
    mix: MIX,
  });
  const alone: PerMegawatt = (speed) => {
    const reading = gpus.at(speed);
    return reading && (1e6 * reading.perAccelerator) / wattsPerGpu;
  };
  const split = (estimate: EstimateCase): PerMegawatt => splitPerMegawatt(figures, estimate, wattsPerGpu);
  const [base, best, worst] = [split('base'), split('optimistic'), split('pessimistic')];
  const over = (together: PerMegawatt, speed: number): number | null => {
    const [above, below] = [together(speed), alone(speed)];
    return above !== null && below !== null ? above / below : null;
  };
  const figure = (name: string, ours: number | null, note: string, published: number | null = null): ClaimFigure => ({
    name,
    ours,
    published,
    unit: 'times',
    tier: ours === null ? 'withheld' : 'estimated',
    note,
  });
  const end = gpus.fastest;
  const atEnd = `at ${Math.round(end)} tok/s per user, the fastest that GPUs alone reach`;
  const headline = figure('Tokens per MW, most over all speeds', over(base, end), atEnd, PUBLISHED);
  const [slow, fast] = [over(base, SLOW), over(base, FAST)];
  const curve = (name: string, of: PerMegawatt, leads?: 'upper' | 'lower'): ClaimSeries => ({
    name,
    values: SPEEDS.map(of),
    ...(leads ? { leads } : {}),
  });
  return {
    ...GPU_LPU,
    figures: [
      headline,
      figure('The same, LPX at its best', over(best, end), 'all estimates optimistic, 85 kW a rack'),
      figure('The same, LPX at its worst', over(worst, end), 'all estimates pessimistic, 160 kW a rack'),
      figure(`Tokens per MW at ${FAST} tok/s per user`, fast, 'near the end of what GPUs alone reach'),
      figure(`Tokens per MW at ${SLOW} tok/s per user`, slow, 'where GPUs alone keep large batches'),
    ],
    table: {
      title: 'Output tok/s per MW of nameplate power',
      axis: 'tok/s per user',
      columns: SPEEDS.map(String),
      unit: 'tokenRate',
      drawn: true,
      rows: [
        curve('Vera Rubin alone', alone, 'lower'),
        curve('With LPX, base', base, 'upper'),
        curve('With LPX, optimistic', best),
        curve('With LPX, pessimistic', worst),
      ],
    },
    ...verdictOf(headline),
    reason: `The gain is one of speed. At ${SLOW} tok/s per user the split gives ${times(slow)} of what GPUs alone give per MW: their batches use the FLOPs there, while racks of SRAM that hold every expert in FP8 draw their power for few tokens. At ${FAST} it is ${times(fast)}. GPUs alone end at ${Math.round(end)} tok/s per user and run almost empty just below it, so the ratio climbs to ${times(headline.ours)} there; beyond, only the split serves and no ratio exists. How LPX works is estimated throughout, and its power is not published: at the worse end of the estimates the split gives ${figureText(over(worst, end), 'times', 'nothing so fast')}, at the better end ${times(over(best, end))}.`,
    tier: 'estimated',
  };
};

/** Tokens per second and megawatt at a speed for one user; null where the split serves nothing so fast. Eq. S6 */
const splitPerMegawatt = (
  { catalogue, calibration }: DeskFigures,
  estimate: EstimateCase,
  wattsPerGpu: number,
): PerMegawatt => {
  const { model, device, system } = partsOf(catalogue, MODEL, GPU);
  const { device: lpu, system: lpx } = partsOf(catalogue, MODEL, LPU);
  const cut = instanceWith(calibration, model);
  const prefill = cut(device, PREFILL);
  const ffn = cut(lpu, WHOLE);
  const estimates = estimatesOf(estimate);
  const racks = sramRacks(sramBytesOf(model), lpx.accelerators * lpu.capacity, estimates.sramUsableShare);
  // GPU-seconds that one request takes of the racks that prefill.
  const prefillSeconds =
    (prefillOnly(prefill, MIX, BUDGET_TOKENS).occupancy * acceleratorsOf(PREFILL)) / PREFILL_RATE_SHARE;
  const candidates = ATTENTION_RACKS.flatMap((attentionRacks) =>
    ATTENTION_TP.flatMap((tp) => {
      const gpus = attentionRacks * system.accelerators;
      const answer = searchRatio({
        attention: cut(device, { tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 }),
        attentionAccelerators: gpus,
        ffn: { instance: ffn, pool: { perRack: lpx.accelerators, staging: null } },
        ffnAccelerators: racks * lpx.accelerators,
        prefill,
        // As many as are needed: their power is counted by the requests.
        prefillAccelerators: 100 * system.accelerators,
        kvLink: { bytesPerSecond: device.scaleOut, latencySeconds: calibration.links.networkSeconds },
        mix: MIX,
        terms: { prefillBudgetTokens: BUDGET_TOKENS, maxBatch: 'auto' },
        microBatches: 'auto',
        link: 'network',
        estimates,
      });
      return answer.candidates.map((candidate) => ({ candidate, gpus }));
    }),
  );
  return (speed) => {
    const rates = candidates.map(({ candidate: { answer, replicas }, gpus }) => {
      const requests = answer.ok ? replicas * throughputWithin(answer.curve, 1 / speed) : 0;
      const watts = (gpus + requests * prefillSeconds) * wattsPerGpu + racks * LPX_WATTS[estimate];
      return (1e6 * requests * MIX.outputTokens) / watts;
    });
    const most = Math.max(0, ...rates);
    return most > 0 ? most : null;
  };
};

const instanceWith =
  (calibration: Calibration, model: Instance['model']) =>
  (device: Instance['device'], layout: Layout): Instance => {
    const engine = calibration.engines.sglang;
    const speculation = {
      method: 'mtp' as const,
      draftTokens: DRAFTS,
      tokensPerStep: tokensPerStep(engine.acceptanceDisaggregated, DRAFTS + 1),
      draft: null,
    };
    return instanceOf(model, device, layout, precisionOf(model, 'native', 'fp8', 'sglang'), engine, calibration, {
      ...PLAIN,
      speculation,
    });
  };
