/** A pool's answer in the words of the evaluation: operating points of its groups, verdict by hour, the knee. */
import type { Trust } from '../calibration/trust.ts';
import { quantity } from '../units/quantity.ts';
import type { UnitDay } from './day-load.ts';
import type { DeploymentAnswer, GroupAnswer } from './evaluation.ts';
import type { LoadPoint, MonthLoad, UnitLoad } from './load-answer.ts';
import { groupAnswersOf } from './group-answers.ts';
import { instancesFor, largestDomain, type NeedTerms } from './instances-needed.ts';
import { daysOf, limitedByPower, loadsAt, verdictOfDay, verdictsOf, worstOf, type PoolAnswer } from './pool-answer.ts';
import type { MonthDays } from './pool-calendar.ts';
import { tailAtShares, type ServingUnit } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import { unitSharesAt } from './unit-shares.ts';

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

/** `trust` in what stands behind its latencies and rates. */
export const deploymentAnswerOf = (answer: PoolAnswer, trust: Trust | null, need: NeedTerms): DeploymentAnswer => {
  const { input, units, slaCapacity, saturation, mix, peakHourUtc, weekday, spread } = answer;
  const atPeak = loadsAt(weekday, peakHourUtc);
  const described = units.flatMap((serving, index) => groupAnswersOf(serving, answer, atPeak[index] ?? 0));
  const instancesGiven = described.reduce((sum, { instances }) => sum + instances, 0);
  const lead = described.reduce<GroupAnswer | null>(
    (best, one) => (best === null || one.slaTokensPerSecond > best.slaTokensPerSecond ? one : best),
    null,
  );
  const perInstance = instancesGiven > 0 ? slaCapacity / instancesGiven : 0;
  const peakLoad = Math.max(...weekday.interactive) * spread.whole;
  const spare = perInstance > 0 && peakLoad > 0 ? largestDomain(need.spare, units, described) : 0;
  return {
    deploymentId: input.deployment.id,
    name: input.deployment.name,
    modelId: input.model.id,
    tier: trust?.tier ?? 'withheld',
    trust,
    verdict: worstOf(daysOf(answer).map((day) => verdictOfDay(answer, day))),
    peakHourUtc,
    groups: described,
    slaCapacity: quantity<'req/s'>(slaCapacity),
    saturation: quantity<'req/s'>(saturation),
    slaTokensPerSecond: quantity<'tok/s'>(slaCapacity * mix.outputTokens),
    headroom: headroomOf(answer),
    interactiveShareByHour: weekday.interactive,
    offlineShareByHour: weekday.offline,
    verdictByHour: verdictsOf(answer, weekday),
    powerLimitedByHour: limitedByPower(answer, weekday),
    units: units.map((serving, index) => unitLoadOf(serving, weekday.units[index])),
    months: monthsOf(answer),
    busiestMonth: answer.busiestMonth,
    loadCurve: loadCurveOf(answer),
    wall: lead?.wall ?? null,
    instancesNeeded: perInstance > 0 && peakLoad > 0 ? instancesFor(peakLoad, perInstance, need, spare) : null,
    instancesSpare: spare,
    instancesNeededByHour:
      perInstance > 0
        ? weekday.interactive.map((share) => instancesFor(share * spread.whole, perInstance, need, spare))
        : [],
    instancesGiven,
  };
};

/** What the tightest hour of the year leaves over its load, less one. Eq. Q2 */
const headroomOf = (answer: PoolAnswer): number | null => {
  if (answer.slaCapacity <= 0) return null;
  let least = Infinity;
  for (const { interactive, inside } of daysOf(answer))
    for (let hour = 0; hour < 24; hour++) {
      const share = interactive[hour] ?? 0;
      if (share > 0) least = Math.min(least, (inside[hour] ?? 0) / share);
    }
  return least === Infinity ? null : least - 1;
};

const unitLoadOf = ({ unit, capacity }: ServingUnit, day: UnitDay | undefined): UnitLoad => ({
  rackGroupIds: unit.groups.map(({ rackGroup }) => rackGroup.id),
  siteIds: [...new Set(unit.groups.map(({ site }) => site.id))],
  slaCapacity: quantity<'req/s'>(capacity.slaCapacity),
  interactiveShareByHour: day?.interactive ?? [],
  offlineShareByHour: day?.offline ?? [],
});

const monthsOf = (answer: PoolAnswer): MonthLoad[] => {
  const known = new Map<MonthDays, MonthLoad>();
  return answer.calendar.map((month) => {
    const load = known.get(month) ?? {
      interactivePeakShare: Math.max(...month.weekday.interactive, ...month.weekend.interactive),
      verdict: worstOf([month.weekday, month.weekend].map((day) => verdictOfDay(answer, day))),
    };
    known.set(month, load);
    return load;
  });
};

const loadCurveOf = (answer: PoolAnswer): LoadPoint[] => {
  const workload = tightest(answer);
  if (!workload || answer.saturation <= 0) return [];
  return Array.from({ length: CURVE_POINTS }, (_, i) => (NEAREST * answer.saturation * (i + 1)) / CURVE_POINTS).flatMap(
    (load): LoadPoint[] => {
      const tail = tailAtShares(answer, workload, unitSharesAt(answer.spread, load / answer.spread.whole, null));
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
