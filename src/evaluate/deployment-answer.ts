/** A pool's answer in the words of the evaluation: operating points of its groups, verdict by hour, the knee. */
import type { Trust } from '../calibration/trust.ts';
import { quantity } from '../units/quantity.ts';
import type { DeploymentAnswer, GroupAnswer, LoadPoint } from './evaluation.ts';
import { groupAnswersOf } from './group-answers.ts';
import { verdictAt, type PoolAnswer } from './pool-answer.ts';
import { tailAtShare } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';

/** Points of the load curve, and how near saturation the last one lies. */
const CURVE_POINTS = 24;
const NEAREST = 0.995;

const tightest = (answer: PoolAnswer): PoolWorkload | null =>
  answer.input.workloads
    .filter(({ targets }) => targets.ttft !== null)
    .reduce<PoolWorkload | null>(
      (best, one) =>
        best === null || (one.targets.ttft?.p99 ?? Infinity) < (best.targets.ttft?.p99 ?? Infinity) ? one : best,
      null,
    );

/** `utilisationCap` is the share of SLA capacity a plan may use; `availability` of an accelerator, 0..1. */
export const deploymentAnswerOf = (
  answer: PoolAnswer,
  trust: Trust | null,
  utilisationCap: number,
  availability: number,
): DeploymentAnswer => {
  const { input, units, slaCapacity, saturation, mix, peakHourUtc, weekday } = answer;
  const capacity = slaCapacity > 0 ? slaCapacity : saturation;
  const interactiveOnly = input.workloads.some(({ urgency }) => urgency !== 'offline');
  const verdictByHour = weekday.interactive.map((share, hour) =>
    verdictAt(answer, interactiveOnly ? share : (weekday.offline[hour] ?? 0)),
  );
  const peakShare = weekday.interactive[peakHourUtc] ?? 0;
  const late = [...weekday.jobs.values()].some(({ finishedAfterHours }) => finishedAfterHours === null);
  const described = units.flatMap((serving) =>
    groupAnswersOf(serving, answer, peakShare + (weekday.offline[peakHourUtc] ?? 0)),
  );
  const instancesGiven = described.reduce((sum, { instances }) => sum + instances, 0);
  const lead = described.reduce<GroupAnswer | null>(
    (best, one) => (best === null || one.slaTokensPerSecond > best.slaTokensPerSecond ? one : best),
    null,
  );
  const perInstance = instancesGiven > 0 ? slaCapacity / instancesGiven : 0;
  const peakLoad = peakShare * capacity;
  const atPeak = verdictByHour[peakHourUtc] ?? 'idle';
  return {
    deploymentId: input.deployment.id,
    name: input.deployment.name,
    modelId: input.model.id,
    tier: trust?.tier ?? 'withheld',
    trust,
    verdict: atPeak === 'stable' || atPeak === 'idle' ? (late ? 'backlogged' : atPeak) : atPeak,
    peakHourUtc,
    groups: described,
    slaCapacity: quantity<'req/s'>(slaCapacity),
    saturation: quantity<'req/s'>(saturation),
    slaTokensPerSecond: quantity<'tok/s'>(slaCapacity * mix.outputTokens),
    // Eq. Q2
    headroom: peakShare > 0 && slaCapacity > 0 ? 1 / peakShare - 1 : null,
    interactiveShareByHour: weekday.interactive,
    offlineShareByHour: weekday.offline,
    verdictByHour,
    loadCurve: loadCurveOf(answer),
    wall: lead?.wall ?? null,
    // Eq. Q4
    instancesNeeded:
      perInstance > 0 && peakLoad > 0
        ? Math.ceil(Math.ceil(peakLoad / (perInstance * utilisationCap)) / availability)
        : null,
    instancesGiven,
  };
};

const loadCurveOf = (answer: PoolAnswer): LoadPoint[] => {
  const workload = tightest(answer);
  if (!workload || answer.saturation <= 0) return [];
  const capacity = answer.slaCapacity > 0 ? answer.slaCapacity : answer.saturation;
  return Array.from({ length: CURVE_POINTS }, (_, i) => (NEAREST * answer.saturation * (i + 1)) / CURVE_POINTS).flatMap(
    (load): LoadPoint[] => {
      const tail = tailAtShare(answer, workload, load / capacity);
      if (!tail) return [];
      return [
        {
          load: quantity<'req/s'>(load),
          outputTokensPerSecond: quantity<'tok/s'>(load * answer.mix.outputTokens),
          ttftP99: quantity<'s'>(tail.ttft),
          tpotP99: quantity<'s'>(tail.tpot),
        },
      ];
    },
  );
};
