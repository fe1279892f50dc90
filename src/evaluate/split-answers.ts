/** Operating point of the two sides where attention and FFN stand apart [S6]: each with its own kernels, memory and link. */
import type { StepUse } from '../calibration/power.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import { emptyLedger, kernelSeconds, type Ledger } from '../performance/ledger.ts';
import { attentionKernels, attentionSideOf, ffnKernels, ffnSideOf } from '../performance/split-step.ts';
import { estimatesOf } from '../performance/split-step-estimates.ts';
import { sramBytesOf, sramKernels } from '../performance/split-step-sram.ts';
import type { Wall } from '../performance/step.ts';
import { verifiedBy } from '../performance/techniques.ts';
import { splitStep, type FfnSide, type SplitSides, type SplitStep } from '../serving/attention-ffn-step.ts';
import { servicePointAt } from '../serving/service-curve.ts';
import { splitUseOf } from '../serving/split-step-use.ts';
import { quantity } from '../units/quantity.ts';
import { ofOneCopy, type FfnPart, type UnitCapacity } from './capacity-question.ts';
import type { PartLink, PhasePoint } from './part-answer.ts';
import { inFlightAt, memoryOf, partsOf, termsOf, wallOf, type Doing } from './doing.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';

export const sidesOf = ({ instance, instances }: UnitCapacity, { side }: FfnPart): SplitSides => ({
  attention: instance,
  attentions: instances,
  ffn: side,
  link: 'network',
});

/** A step of both sides at `inFlight` sequences over the whole unit. */
export const splitStepAt = (
  capacity: UnitCapacity,
  ffn: FfnPart,
  answer: PoolCapacity,
  inFlight: number,
): SplitStep => {
  const { mix } = capacity.group.curve;
  const { microBatches } = answer.input.deployment.serving;
  return splitStep(sidesOf(capacity, ffn), inFlight, mix.inputTokens + mix.outputTokens / 2, microBatches);
};

/** Kernels of one micro-batch, of either side. */
export const sideKernels = (capacity: UnitCapacity, side: FfnSide, step: SplitStep, inFlight: number) => {
  const { instance, instances } = capacity;
  const { mix } = capacity.group.curve;
  const sequences = Math.max(1, inFlight / (instances * step.microBatches));
  const context = mix.inputTokens + mix.outputTokens / 2;
  return {
    attention: attentionKernels(instance, { sequences, context, verified: verifiedBy(instance.techniques) }),
    ffn:
      side.kind === 'sram'
        ? sramKernels(side.instance, side.pool, step.ffnTokens, estimatesOf('base'))
        : ffnKernels(side.instance, step.ffnTokens),
  };
};

/** Instances that hold the KV and run attention. */
export const attending = (serving: ServingUnit, answer: PoolCapacity, peakShare: number): Doing | null => {
  const { unit, capacity } = serving;
  const { ffn, instance, instances } = capacity;
  if (!ffn) return null;
  const { curve } = capacity.group;
  const inFlight = inFlightAt(serving, answer, peakShare);
  const atSla = servicePointAt(curve, ofOneCopy(capacity, unit).slaCapacity).inFlight;
  const step = splitStepAt(capacity, ffn, answer, Math.max(1, inFlight));
  const kernels = sideKernels(capacity, ffn.side, step, inFlight);
  const walls = wallsOf(ffn);
  return {
    sequencesAtPeak: peakShare > 0 ? inFlight / instances : 0,
    sequencesAtSla: capacity.slaCapacity > 0 ? atSla / instances : 0,
    sequencesMax: curve.cap / instances,
    memory: memoryOf(attentionSideOf(instance), curve.mix, termsOf(answer), Math.min(inFlight, curve.cap) / instances),
    step: partsOf({ ...emptyLedger(), seconds: { ...step.seconds } }),
    stepTime: quantity<'s'>(step.time),
    wall: wallOf(walls),
    elasticities: walls,
    phases: pointOf(kernels.attention, step, capacity, inFlight, wallOf(walls)),
    reuse: null,
    link: linkOf(ffn, step),
  };
};

/** The FFN side; it holds weights and no KV. */
export const feeding = (serving: ServingUnit, answer: PoolCapacity, peakShare: number): Doing | null => {
  const { unit, capacity } = serving;
  const { ffn } = capacity;
  if (!ffn) return null;
  const { curve } = capacity.group;
  const { slaCapacity } = ofOneCopy(capacity, unit);
  const atPeak = inFlightAt(serving, answer, peakShare);
  const inFlight = Math.max(1, atPeak);
  const step = splitStepAt(capacity, ffn, answer, inFlight);
  const kernels = sideKernels(capacity, ffn.side, step, inFlight).ffn;
  // SRAM parts are one pool; other instances share the sequences.
  const pools = ffn.side.kind === 'sram' ? 1 : ffn.side.count;
  const instance = ffnSideOf(ffn.instance);
  const { side } = ffn;
  const own = memoryOf(instance, curve.mix, termsOf(answer), 0);
  const weights =
    side.kind === 'sram'
      ? quantity<'B'>((sramBytesOf(side.instance.model) * (ffn.detail.sram?.residentShare ?? 1)) / side.pool.parts)
      : weightBytesPerRank(instance);
  const walls = wallsOf(ffn);
  const wall: Wall =
    kernels.flop / instance.device.peak.fp8 > kernels.dramBytes / instance.device.bandwidth ? 'compute' : 'bandwidth';
  return {
    sequencesAtPeak: peakShare > 0 ? atPeak / pools : 0,
    sequencesAtSla: slaCapacity > 0 ? servicePointAt(curve, slaCapacity).inFlight / pools : 0,
    sequencesMax: curve.cap / pools,
    memory:
      side.kind === 'sram'
        ? {
            ...own,
            weights,
            kvInUse: quantity<'B'>(0),
            kvRoom: quantity<'B'>(0),
            activations: quantity<'B'>(0),
            reserve: quantity<'B'>(Math.max(0, own.capacity - weights)),
          }
        : { ...own, kvInUse: quantity<'B'>(0), kvRoom: quantity<'B'>(0) },
    step: partsOf(
      scaled(kernels, (step.times.ffn * instance.layers * step.microBatches) / Math.max(1e-12, kernelSeconds(kernels))),
    ),
    stepTime: quantity<'s'>(step.time),
    wall,
    elasticities: walls,
    phases: pointOf(kernels, step, capacity, inFlight, wall),
    reuse: null,
    link: null,
  };
};

const scaled = (ledger: Ledger, factor: number): Ledger => {
  const copy = { ...ledger, seconds: { ...ledger.seconds } };
  for (const operator of Object.keys(copy.seconds)) {
    if (isOperator(operator)) copy.seconds[operator] *= factor;
  }
  return copy;
};

const isOperator = (name: string): name is keyof Ledger['seconds'] => name in emptyLedger().seconds;

/** What the accelerators of either side do in a step, for the power law. Eq. E1 */
export const splitUseAt = (
  capacity: UnitCapacity,
  ffn: FfnPart,
  answer: PoolCapacity,
  inFlight: number,
): { readonly attention: StepUse; readonly ffn: StepUse } => {
  const some = Math.max(1, inFlight);
  return splitUseOf(sidesOf(capacity, ffn), capacity.group.curve.mix, some, splitStepAt(capacity, ffn, answer, some));
};

/** Which side or link sets the cycle: relief of it alone shortens a step by its whole share. */
const wallsOf = ({ detail }: FfnPart): { wall: Wall; elasticity: number }[] => {
  const { attention, ffn, link } = detail.busy;
  const shares: { wall: Wall; elasticity: number }[] = [
    {
      wall: 'bandwidth',
      elasticity: detail.bound === 'attention' || detail.bound === 'ffn' ? Math.max(attention, ffn) : 0,
    },
    {
      wall: 'interconnect',
      elasticity: detail.bound === 'link' ? link : detail.bound === 'micro-batches' ? 1 - Math.max(attention, ffn) : 0,
    },
    { wall: 'compute', elasticity: 0 },
    { wall: 'host', elasticity: 0 },
    { wall: 'capacity', elasticity: 0 },
  ];
  return shares.toSorted((a, b) => b.elasticity - a.elasticity);
};

const pointOf = (
  ledger: Ledger,
  step: SplitStep,
  capacity: UnitCapacity,
  inFlight: number,
  wall: Wall,
): PhasePoint[] => [
  {
    phase: 'decode',
    flopPerByte: quantity<'FLOP/B'>(ledger.flop / Math.max(1, ledger.dramBytes)),
    bytesPerRequest: quantity<'B'>((ledger.dramBytes * step.microBatches * capacity.instances) / Math.max(1, inFlight)),
    wall,
  },
];

const linkOf = ({ detail }: FfnPart, step: SplitStep): PartLink => ({
  to: 'ffn',
  bytesPerSecond: quantity<'B/s'>(step.linkBytesPerSecond),
  limit: quantity<'B/s'>(detail.linkLimitBytesPerSecond),
});
