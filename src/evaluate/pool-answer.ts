/**
 * What a pool does with its demand, hour by hour: capacity of its racks, share of it that interactive work takes, offline work in
 * the rest, verdicts and percentiles [Q1–Q4, E4].
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Issue } from '../issues/issue.ts';
import type { ClassTargets } from '../serving/open-load.ts';
import { mixOf } from '../serving/requests.ts';
import type { Verdict } from './evaluation.ts';
import { dayLoadOf, isOffline, weightsOf, type DayLoad } from './day-load.ts';
import type { EvaluationMemo } from './memo.ts';
import type { CellPart, PoolInput, PoolUnit, PoolWorkload } from './pool.ts';
import { cellsOf } from './cells.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';
import { sessionsOf, storesKey } from './pool-reuse.ts';
import { unitCapacityOf } from './unit-capacity.ts';

/** What a pool can serve, with what it does with its demand. */
export interface PoolAnswer extends PoolCapacity {
  readonly weekday: DayLoad;
  readonly weekend: DayLoad;
  readonly peakHourUtc: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Hour with most interactive work, by tokens; of offline work when there is no other. */
const busiestHour = (workloads: readonly PoolWorkload[]): number => {
  const tokens = HOURS.map((hour) =>
    workloads.reduce(
      (sum, { week, requests }) =>
        sum +
        (week.weekday[hour] ?? 0) * (requests.outputTokens + 0.1 * (requests.inputTokens - requests.cachedTokens)),
      0,
    ),
  );
  return tokens.indexOf(Math.max(...tokens));
};

/** Shares to the nearest half power of two, so that small changes of demand keep the layout. */
const rounded = (weight: number, largest: number): number =>
  weight > 0 ? 2 ** (Math.round(2 * Math.log2(weight / largest)) / 2) : 0;

const targetsOf = (workloads: readonly PoolWorkload[], unit: PoolUnit): ClassTargets[] =>
  workloads
    .filter(({ targets }) => targets.ttft || targets.tpot || targets.e2e)
    .map(({ requests, targets, workload }) => ({
      requests,
      ttft: targets.ttft,
      tpot: targets.tpot,
      e2e: targets.e2e,
      roundTrip: unit.roundTrips[workload.id] ?? 0,
    }));

/** Key of everything that decides a unit's capacity besides layout, mix and count. */
const capacityKey = (
  pool: PoolInput,
  unit: PoolUnit,
  targets: readonly ClassTargets[],
  assumptions: string,
): string => {
  // The layout of an aggregated unit is a key of its own, so that fixing one reuses what the search found.
  const { layout, ...serving } = pool.deployment.serving;
  const partKey = ({ system, groups }: CellPart): unknown => [
    system.id,
    groups.map(({ accelerators }) => accelerators),
  ];
  const { prefill, ffn } = unit;
  const apart =
    unit.mode === 'aggregated'
      ? []
      : [layout, partKey(unit), prefill && [partKey(prefill), prefill.shared, prefill.link], ffn && partKey(ffn)];
  return JSON.stringify([
    pool.model.id,
    unit.system.id,
    unit.mode,
    apart,
    serving,
    pool.techniques.speculation?.tokensPerStep,
    pool.workloads.map(({ workload }) => workload.workflowId),
    targets,
    storesKey(pool, unit),
    assumptions,
  ]);
};

/** Null when no unit can serve; the issues say why. */
export const poolAnswerOf = (
  pool: PoolInput,
  calibration: Calibration,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  utilisationCap: number,
  assumptions: string,
): { answer: PoolAnswer | null; issues: Issue[] } => {
  const issues: Issue[] = [];
  const interactive = pool.workloads.filter((one) => !isOffline(one));
  const leading = interactive.length > 0 ? interactive : pool.workloads;
  const peak = busiestHour(leading);
  const rates = leading.map(({ requests, week }) => ({ requests, weight: week.weekday[peak] ?? 0 }));
  // Without demand the mix is that of equal rates: capacity has an answer before there is load.
  const some = rates.some(({ weight }) => weight > 0);
  const classes = some ? rates : rates.map(({ requests }) => ({ requests, weight: 1 }));
  const largest = Math.max(...classes.map(({ weight }) => weight));
  const mix = mixOf(classes);
  const searchClasses = classes.map(({ requests, weight }) => ({ requests, weight: rounded(weight, largest) }));
  const searchMix = mixOf(searchClasses);
  if (!mix || !searchMix) return { answer: null, issues };
  const units = cellsOf(pool, calibration, issues).flatMap((unit): ServingUnit[] => {
    const targets = targetsOf(interactive, unit);
    const question = {
      pool,
      unit,
      mix,
      searchMix,
      sessions: sessionsOf(leading, classes),
      searchSessions: sessionsOf(leading, searchClasses),
      targets,
      calibration,
      key: capacityKey(pool, unit, targets, assumptions),
    };
    const capacity = unitCapacityOf(question, memo, layouts, issues);
    return capacity ? [{ unit, capacity }] : [];
  });
  if (units.length === 0) return { answer: null, issues };
  const slaCapacity = units.reduce((sum, { capacity }) => sum + capacity.slaCapacity, 0);
  const saturation = units.reduce((sum, { capacity }) => sum + capacity.saturation, 0);
  const weights = weightsOf(pool, units);
  const load = (day: 'weekday' | 'weekend'): DayLoad =>
    dayLoadOf(pool, weights, slaCapacity > 0 ? slaCapacity : saturation, utilisationCap, day);
  const weekday = load('weekday');
  const total = weekday.interactive.map(
    (share, hour) => share + (interactive.length > 0 ? 0 : (weekday.offline[hour] ?? 0)),
  );
  const provisional = units.some(({ capacity }) => capacity.layoutChosen === 'previous');
  const peakHourUtc = total.indexOf(Math.max(...total));
  return {
    answer: {
      input: pool,
      units,
      mix,
      slaCapacity,
      saturation,
      weights,
      weekday,
      weekend: load('weekend'),
      peakHourUtc,
      issues,
      provisional,
    },
    issues,
  };
};

/** Verdict of one hour from the share of SLA capacity that interactive work takes. Eq. Q2 */
export const verdictAt = (answer: PoolAnswer, share: number): Verdict => {
  if (share <= 0) return 'idle';
  if (answer.slaCapacity <= 0) return share * answer.saturation >= answer.saturation ? 'overloaded' : 'backlogged';
  if (share <= 1 + 1e-9) return 'stable';
  return share * answer.slaCapacity < answer.saturation ? 'backlogged' : 'overloaded';
};
