/** Operating point of each rack group of a pool: layout, sequences, memory, step by operator, walls. */
import type { Instance } from '../performance/instance.ts';
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { decodeStep } from '../performance/step-time.ts';
import { verifiedBy } from '../performance/techniques.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import { servicePointAt, type ServiceCurve } from '../serving/service-curve.ts';
import { quantity, scale, type TokensPerSecond } from '../units/quantity.ts';
import { allotmentOf, type Allotted } from './allotment.ts';
import { ofOneCopy, type PartInstances } from './capacity-question.ts';
import { foundMixAt, inFlightAt, memoryOf, partsOf, termsOf, wallOf, type Doing } from './doing.ts';
import type { GroupAnswer } from './evaluation.ts';
import type { PartLink } from './part-answer.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';
import { reuseAnswerOf } from './reuse-answer.ts';
import { attending, feeding } from './split-answers.ts';
import { capacityElasticity, elasticitiesOf, phasePointsOf, secondsAt } from './walls.ts';

/** One answer per rack group and part of a unit, decoding parts first. */
export const groupAnswersOf = (serving: ServingUnit, answer: PoolCapacity, peakShare: number): GroupAnswer[] => {
  const { unit, capacity } = serving;
  const lead = capacity.ffn ? attending(serving, answer, peakShare) : decoding(serving, answer, peakShare);
  const first = capacity.prefill ? prefilling(serving, capacity.prefill.instance, answer, peakShare) : null;
  const beside = capacity.ffn ? feeding(serving, answer, peakShare) : null;
  const allotted = allotmentOf(unit, capacity);
  return allotted.flatMap((one): GroupAnswer[] => {
    const doing = one.role === 'prefill' ? first : one.role === 'ffn' ? beside : lead;
    return doing ? [groupAnswer(one, doing, allotted, serving, answer)] : [];
  });
};

const groupAnswer = (
  { role, part, group, instances, accelerators }: Allotted,
  doing: Doing,
  allotted: readonly Allotted[],
  { unit, capacity }: ServingUnit,
  answer: PoolCapacity,
): GroupAnswer => {
  const { copies } = unit;
  const { layout, precision } = part.instance;
  const used = allotted.filter((one) => one.group === group).reduce((sum, one) => sum + one.accelerators, 0);
  // Tokens leave the part that decodes.
  const share = role === 'prefill' || role === 'ffn' ? 0 : instances / part.instances;
  const tokens = (requestsPerSecond: number): TokensPerSecond =>
    quantity<'tok/s'>(requestsPerSecond * share * answer.mix.outputTokens);
  // Where parts stand apart, every accelerator of all of them is behind a token.
  const together =
    copies * [...new Set(allotted.map((one) => one.group))].reduce((sum, one) => sum + one.accelerators, 0);
  const perAccelerator =
    capacity.prefill && share > 0
      ? (capacity.slaCapacity * answer.mix.outputTokens) / together
      : tokens(capacity.slaCapacity) / (copies * group.accelerators);
  // Spelled out: a spread of so many fields takes longer than all of the rest.
  return {
    sequencesAtPeak: doing.sequencesAtPeak,
    sequencesAtSla: doing.sequencesAtSla,
    sequencesMax: doing.sequencesMax,
    memory: doing.memory,
    step: doing.step,
    stepTime: doing.stepTime,
    wall: doing.wall,
    elasticities: doing.elasticities,
    phases: doing.phases,
    reuse: doing.reuse,
    link: doing.link && linksOf(doing.link, copies),
    rackGroupId: group.rackGroup.id,
    role,
    systemId: group.system.id,
    acceleratorId: group.accelerator.id,
    layout,
    layoutChosen: capacity.layoutChosen,
    layoutsTried: capacity.layoutsTried,
    weightsLabel: precision.label,
    kvFormat: precision.kvFormat,
    instances: copies * instances,
    acceleratorsUsed: copies * accelerators,
    acceleratorsIdle: copies * (group.accelerators - used),
    slaTokensPerSecond: tokens(capacity.slaCapacity),
    saturatedTokensPerSecond: tokens(capacity.saturation),
    slaTokensPerSecondPerAccelerator: quantity<'tok/s'>(perAccelerator),
  };
};

const linksOf = ({ to, bytesPerSecond, limit }: PartLink, copies: number): PartLink => ({
  to,
  bytesPerSecond: scale(bytesPerSecond, copies),
  limit: scale(limit, copies),
});

type Walls = Pick<Doing, 'elasticities' | 'phases'>;

/** Steps are the same however many instances take them: walls stand as long as the curve and the batch they were found at. */
const known = new WeakMap<ServiceCurve, { readonly batch: number; readonly each: number; readonly walls: Walls }>();

const wallsAtBatch = (curve: ServiceCurve, batch: number, each: number, make: () => Walls): Walls => {
  const before = known.get(curve);
  if (before?.batch === batch && before.each === each) return before.walls;
  const walls = make();
  known.set(curve, { batch, each, walls });
  return walls;
};

/** Instances that decode, beside their own prompts or undisturbed. */
const decoding = (serving: ServingUnit, answer: PoolCapacity, peakShare: number): Doing => {
  const { unit, capacity } = serving;
  const { instance } = capacity;
  const { curve } = capacity.group;
  const terms = termsOf(answer);
  // The curve is that of one instance, or of all parts together.
  const each = capacity.group.instances / capacity.instances;
  const cap = curve.cap * each;
  const { slaCapacity } = ofOneCopy(capacity, unit);
  const atSla = servicePointAt(curve, slaCapacity / capacity.group.instances).inFlight * each;
  const atPeak = inFlightAt(serving, answer, peakShare) * each;
  const working = Math.max(1, capacity.slaCapacity > 0 ? atSla : atPeak);
  const mix = foundMixAt(curve, working / each);
  const context = mix.inputTokens + mix.outputTokens / 2;
  const verified = verifiedBy(instance.techniques);
  const step = decodeStep(instance, Math.max(1, atPeak), context, verified);
  const { elasticities, phases } = wallsAtBatch(curve, working, each, () => {
    const secondsWith =
      unit.mode === 'aggregated'
        ? (inFlight: number) => secondsAt(mix, terms, inFlight)
        : (inFlight: number) => (one: Instance) => decodeStep(one, inFlight, context, verified).time;
    const capacityGain = capacityElasticity(instance, curve, cap, working, (inFlight) =>
      secondsWith(inFlight)(instance),
    );
    return {
      elasticities: elasticitiesOf(instance, secondsWith(working), capacityGain),
      phases: phasePointsOf(instance, mix, terms.prefillBudgetTokens, working),
    };
  });
  return {
    sequencesAtPeak: peakShare > 0 ? atPeak : 0,
    sequencesAtSla: capacity.slaCapacity > 0 ? atSla : 0,
    sequencesMax: cap,
    memory: memoryOf(instance, mix, terms, Math.min(atPeak, cap)),
    step: partsOf(step.ledger),
    stepTime: step.time,
    wall: wallOf(elasticities),
    elasticities,
    phases: unit.mode === 'aggregated' ? phases : phases.filter(({ phase }) => phase === 'decode'),
    reuse: capacity.prefill ? null : reuseAnswerOf(serving, answer, atPeak / each),
    link: null,
  };
};

/** Instances that only prefill; their sequences are the prompts under way. */
const prefilling = (serving: ServingUnit, instance: Instance, answer: PoolCapacity, peakShare: number): Doing => {
  const { unit, capacity } = serving;
  const { curve } = capacity.group;
  const terms = termsOf(answer);
  const { instances } = capacity.prefill ?? { instances: 1 };
  const { slaCapacity, saturation } = ofOneCopy(capacity, unit);
  const full = answer.slaCapacity > 0 ? slaCapacity : saturation;
  const atPeak = Math.min(peakShare * full, saturation);
  const inFlight = inFlightAt(serving, answer, peakShare);
  const prompts = prefillOnly(instance, foundMixAt(curve, inFlight), terms.prefillBudgetTokens);
  const underWay = (load: number): number => (load * servicePointAt(curve, load).prefillTime) / instances;
  // Walls are those of the working point, as on the side that decodes.
  const working = slaCapacity > 0 ? servicePointAt(curve, slaCapacity).inFlight : inFlight;
  const mix = foundMixAt(curve, working);
  const elasticities = elasticitiesOf(instance, (one) => prefillOnly(one, mix, terms.prefillBudgetTokens).occupancy, 0);
  return {
    sequencesAtPeak: underWay(atPeak),
    sequencesAtSla: underWay(slaCapacity),
    sequencesMax: prompts.prompts,
    memory: memoryOf(instance, { ...mix, outputTokens: 1 }, terms, underWay(atPeak)),
    step: partsOf(prompts.step.ledger),
    stepTime: prompts.step.time,
    wall: wallOf(elasticities),
    elasticities,
    phases: phasePointsOf(instance, mix, terms.prefillBudgetTokens, 1).filter(({ phase }) => phase === 'prefill'),
    reuse: reuseAnswerOf(serving, answer, inFlight),
    link: kvLinkOf(serving, answer, peakShare),
  };
};

/** KV of the prompts on its way to those that decode, in one copy of the unit. */
const kvLinkOf = ({ unit, capacity }: ServingUnit, answer: PoolCapacity, share: number): PartLink | null => {
  if (!unit.prefill || !capacity.prefill) return null;
  const { slaCapacity, saturation } = ofOneCopy(capacity, unit);
  const full = answer.slaCapacity > 0 ? slaCapacity : saturation;
  const { mix } = capacity.group.curve;
  const { model, precision } = capacity.instance;
  const perRequest = kvBytesPerSequence(model, mix.inputTokens, precision.kvBytes);
  const lanesOf = ({ instance, instances }: PartInstances): number => instances * acceleratorsOf(instance.layout);
  return {
    to: unit.ffn ? 'attention' : 'decode',
    bytesPerSecond: quantity<'B/s'>(Math.min(share * full, saturation) * perRequest),
    limit: quantity<'B/s'>(Math.min(lanesOf(capacity.prefill), lanesOf(capacity)) * unit.prefill.link.bytesPerSecond),
  };
};
