/** Operating point of each rack group of a pool: layout, sequences, memory, step by operator, walls. */
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { OPERATOR_CLASSES } from '../performance/ledger.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { decodeStep } from '../performance/step-time.ts';
import { heldTokens, servicePointAt } from '../serving/service-curve.ts';
import { quantity, type TokensPerSecond } from '../units/quantity.ts';
import type { GroupAnswer } from './evaluation.ts';
import { stateAtShare, type PoolAnswer, type ServingUnit } from './pool-answer.ts';
import { elasticitiesOf, phasePointsOf } from './walls.ts';

/** One answer per rack group of a unit: what an instance does is the same for all, how many there are is not. */
export const groupAnswersOf = (serving: ServingUnit, answer: PoolAnswer, peakShare: number): GroupAnswer[] => {
  const { unit, capacity } = serving;
  const { instance } = capacity;
  const { curve, instances } = capacity.group;
  const { prefillBudgetTokens } = answer.input.deployment.serving;
  const size = acceleratorsOf(instance.layout);
  const atSla = servicePointAt(curve, capacity.slaCapacity / instances).inFlight;
  const atPeak = stateAtShare(serving, answer, peakShare)?.point.inFlight ?? curve.cap;
  const step = decodeStep(instance, Math.max(1, atPeak), curve.mix.inputTokens + curve.mix.outputTokens / 2);
  const { room, weights, activations, reserve } = kvRoomPerRank(instance, prefillBudgetTokens);
  const perSequence =
    kvBytesPerSequencePerRank(
      answer.input.model,
      heldTokens(curve.mix, instance.engine.reservesFinalLength),
      instance.precision.kvBytes,
      instance.layout.tp,
    ) / instance.layout.pp;
  const working = Math.max(1, capacity.slaCapacity > 0 ? atSla : atPeak);
  const elasticities = elasticitiesOf(instance, curve, prefillBudgetTokens, working);
  const shared = {
    layout: instance.layout,
    layoutChosen: capacity.layoutChosen,
    layoutsTried: capacity.layoutsTried,
    weightsLabel: instance.precision.label,
    kvFormat: instance.precision.kvBytes === 1 ? ('fp8' as const) : ('bf16' as const),
    sequencesAtPeak: peakShare > 0 ? atPeak : 0,
    sequencesAtSla: capacity.slaCapacity > 0 ? atSla : 0,
    sequencesMax: curve.cap,
    memory: {
      capacity: instance.device.capacity,
      weights,
      kvInUse: quantity<'B'>((Math.min(atPeak, curve.cap) * perSequence) / instance.layout.attnDp),
      kvRoom: room,
      activations,
      reserve,
    },
    step: OPERATOR_CLASSES.map((operator) => ({ operator, time: quantity<'s'>(step.ledger.seconds[operator]) })).filter(
      ({ time }) => time > 0,
    ),
    stepTime: step.time,
    wall: elasticities[0]?.wall ?? ('bandwidth' as const),
    elasticities,
    phases: phasePointsOf(instance, curve.mix, prefillBudgetTokens, working),
  };
  return unit.groups.map((group) => {
    const own = Math.floor(group.accelerators / size);
    const tokens = (requestsPerSecond: number): TokensPerSecond =>
      quantity<'tok/s'>((requestsPerSecond * own * answer.mix.outputTokens) / instances);
    return {
      ...shared,
      rackGroupId: group.rackGroup.id,
      systemId: group.system.id,
      acceleratorId: group.accelerator.id,
      instances: own,
      acceleratorsUsed: own * size,
      acceleratorsIdle: group.accelerators - own * size,
      slaTokensPerSecond: tokens(capacity.slaCapacity),
      saturatedTokensPerSecond: tokens(capacity.saturation),
      slaTokensPerSecondPerAccelerator: quantity<'tok/s'>(tokens(capacity.slaCapacity) / group.accelerators),
    };
  });
};
