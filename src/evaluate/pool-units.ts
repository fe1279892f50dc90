/** What the units of a pool can serve together, before it is asked what they do with a day [Q1]. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Issue } from '../issues/issue.ts';
import type { ClassTargets } from '../serving/open-load.ts';
import { AT_HAND, mixOf } from '../serving/requests.ts';
import { cellsOf } from './cells.ts';
import { isOffline } from './day-load.ts';
import type { EvaluationMemo } from './memo.ts';
import { busiestOf } from './pool-calendar.ts';
import type { PoolCapacity, ServingUnit } from './pool-capacity.ts';
import { sessionsOf, storesKey } from './pool-reuse.ts';
import type { CellPart, PoolInput, PoolUnit, PoolWorkload } from './pool.ts';
import { unitCapacityOf } from './unit-capacity.ts';
import { weightsOf } from './workload-weights.ts';

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
      roundTrip: unit.delays[workload.id] ?? AT_HAND,
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
  const limitOf = ({ groups }: CellPart): number => groups[0]?.rackGroup.powerLimitShare ?? 1;
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
    [unit, prefill, ffn].map((part) => (part ? limitOf(part) : null)),
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
export const poolCapacityOf = (
  pool: PoolInput,
  calibration: Calibration,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  assumptions: string,
): { capacity: PoolCapacity | null; issues: Issue[] } => {
  const issues: Issue[] = [];
  const interactive = pool.workloads.filter((one) => !isOffline(one));
  const leading = interactive.length > 0 ? interactive : pool.workloads;
  const { month, hour } = busiestOf(leading);
  const rates = leading.map(({ requests, calendar }) => ({
    requests,
    weight: calendar[month]?.admitted.weekday[hour] ?? 0,
  }));
  // Without demand the mix is that of equal rates: capacity has an answer before there is load.
  const some = rates.some(({ weight }) => weight > 0);
  const classes = some ? rates : rates.map(({ requests }) => ({ requests, weight: 1 }));
  const largest = Math.max(...classes.map(({ weight }) => weight));
  const mix = mixOf(classes);
  const searchClasses = classes.map(({ requests, weight }) => ({ requests, weight: rounded(weight, largest) }));
  const searchMix = mixOf(searchClasses);
  if (!mix || !searchMix) return { capacity: null, issues };
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
  if (units.length === 0) return { capacity: null, issues };
  const slaCapacity = units.reduce((sum, { capacity }) => sum + capacity.slaCapacity, 0);
  const saturation = units.reduce((sum, { capacity }) => sum + capacity.saturation, 0);
  const weights = weightsOf(pool, units);
  const provisional = units.some(({ capacity }) => capacity.layoutChosen === 'previous');
  return { capacity: { input: pool, units, mix, slaCapacity, saturation, weights, issues, provisional }, issues };
};
