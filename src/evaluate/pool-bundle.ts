/** One deployment answered whole: capacity, hours, percentiles and power. The unit that an edit recomputes or reuses. */
import type { Calibration } from '../calibration/calibration.ts';
import { trustFor, weakestTrust, type Trust } from '../calibration/trust.ts';
import { trustOf } from '../performance/basis.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { Deployment, Scenario, Workload } from '../scenario/schema.ts';
import { tokensPerYearOf } from './carried-parts.ts';
import { deploymentAnswerOf } from './deployment-answer.ts';
import type { NeedTerms } from './instances-needed.ts';
import type { DeploymentAnswer, WorkloadAnswer } from './evaluation.ts';
import { remember, type EvaluationMemo } from './memo.ts';
import { jouleHoursOf } from './joule-hours.ts';
import { poolAvailabilityOf } from './pool-availability.ts';
import { poolAnswerOf, type PoolAnswer, type PoolTerms } from './pool-answer.ts';
import type { ServingUnit } from './pool-capacity.ts';
import { storeGroupsOf, toolGroupsOf } from './pool-neighbours.ts';
import { poolInputOf } from './pool-input.ts';
import { poolIssuesOf } from './pool-issues.ts';
import { poolPowerOf, unitPowerCurves, type PoolPower } from './pool-power.ts';
import { poolCapacityOf } from './pool-units.ts';
import { powerAllotmentOf } from './power-allotment.ts';
import type { Schedule } from './schedule.ts';
import { vectorStoreIssuesOf } from './vector-stores.ts';
import { targetsOf } from './targets.ts';
import { workloadAnswerOf } from './workload-answer.ts';

export interface PoolBundle extends PoolPower {
  readonly deploymentId: string;
  readonly pool: PoolAnswer | null;
  readonly deployment: DeploymentAnswer;
  readonly workloads: readonly WorkloadAnswer[];
  /** Output tokens by rack group id. */
  readonly tokensPerYear: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
}

/** Prices and grids change nothing here; every other override might, availability among the costs and the place of a region. */
const affectsPools = (path: string): boolean =>
  !/(^costs\.(?!availabilityShare|spotInterruptionShare)|\.capex|\.rental|energyPrice|carbonIntensity|^regions\.(?!.*itudeDeg))/.test(
    path,
  );

/** Overrides that pools depend on, as a key. */
export const poolAssumptionsKey = (scenario: Scenario): string =>
  JSON.stringify(Object.entries(scenario.assumptions).filter(([path]) => affectsPools(path)));

/** What all pools of a scenario share. */
interface Surroundings {
  readonly scenario: Scenario;
  readonly catalogue: Catalogue;
  readonly calibration: Calibration;
  readonly memo: EvaluationMemo;
  readonly layouts: 'search' | 'reuse';
  readonly assumptions: string;
  /** What else of the scenario every pool depends on, as a key. */
  readonly shared: string;
  readonly terms: PoolTerms;
}

/** One bundle per deployment, in their order; `catalogue` with the overrides of the scenario. */
export const poolBundlesOf = (
  scenario: Scenario,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  { layouts, schedule }: { readonly layouts: 'search' | 'reuse'; readonly schedule?: Schedule },
): PoolBundle[] => {
  const { utilisationCap, shiftTo } = scenario;
  const around: Surroundings = {
    scenario,
    catalogue,
    calibration,
    memo,
    layouts,
    assumptions: poolAssumptionsKey(scenario),
    shared: JSON.stringify([scenario.slaClasses, utilisationCap, scenario.spare]),
    terms: {
      utilisationCap,
      shiftTo,
      allotments: powerAllotmentOf(scenario, catalogue),
      jouleHours: shiftTo === 'soonest' ? new Map() : jouleHoursOf(scenario, catalogue),
      schedule: schedule ?? null,
    },
  };
  return scenario.deployments.map((deployment) => {
    const key = keyOf(around, deployment);
    const known = memo.pools.get(key);
    if (known) return known;
    const bundle = compute(around, deployment);
    return bundle.pool?.provisional === true ? bundle : remember(memo.pools, key, () => bundle);
  });
};

/** Everything a deployment's answer depends on, as one key. */
const keyOf = (around: Surroundings, deployment: Deployment): string => {
  const { scenario, catalogue, assumptions, terms, shared } = around;
  const ids = new Set(deployment.rackGroupIds);
  const groups = scenario.rackGroups.filter(({ id }) => ids.has(id));
  const workloads = scenario.workloads.filter(({ id }) => deployment.workloadIds.includes(id));
  const on = new Set(groups.map(({ siteId }) => siteId));
  // KV stores and CPU racks of the sites, and who shares them.
  const stores = [...storeGroupsOf(scenario), ...toolGroupsOf(scenario)].filter(({ siteId }) => on.has(siteId));
  const standing = scenario.sites.filter(({ id }) => on.has(id));
  const sites = standing.map(({ id, name, regionId, count, demandResponse, roundTripSeconds }) => [
    id,
    name,
    regionId,
    count,
    demandResponse !== undefined,
    roundTripSeconds,
  ]);
  const clocks = workloads.flatMap(({ demand }) =>
    demand.elsewhere.map(({ regionId }) => catalogue.regions[regionId]?.utcOffsetHours),
  );
  const rest = JSON.stringify([
    clocks,
    stores.length > 0 ? [stores, usersOf(scenario)] : [],
    sites,
    terms.allotments.size > 0 && groups.map(({ id }) => terms.allotments.get(id) ?? null),
    // Only what waits for its hour or place looks at price and carbon.
    workloads.some((workload) => mayShift(workload, around))
      ? [terms.shiftTo, standing.map(({ id }) => terms.jouleHours.get(id) ?? null)]
      : [],
    workloads.map(({ id }) => terms.schedule?.[id] ?? null),
  ]);
  return [deployment, ...groups, ...workloads].map(textOf).concat(rest, shared, assumptions).join();
};

/** Parts of a scenario that did not change are the same objects: each is written once. */
const texts = new WeakMap<object, string>();

const textOf = (part: object): string => {
  const before = texts.get(part);
  if (before !== undefined) return before;
  const text = JSON.stringify(part);
  texts.set(part, text);
  return text;
};

const mayShift = ({ slaClassId }: Workload, { scenario, catalogue }: Surroundings): boolean =>
  targetsOf(scenario, catalogue, slaClassId)?.urgency === 'offline';

/** Who stands where and uses racks for KV: decides how stores are shared. */
const usersOf = ({ deployments, rackGroups }: Scenario): unknown[] =>
  deployments.map(({ rackGroupIds, workloadIds, serving }) => [
    rackGroupIds.map((id) => [id, rackGroups.find((group) => group.id === id)?.siteId]),
    workloadIds.length > 0 && serving.kvTiers.racks,
  ]);

const compute = (around: Surroundings, deployment: Deployment): PoolBundle => {
  const { scenario, catalogue, calibration, memo, layouts, assumptions, terms } = around;
  const issues: Issue[] = [];
  const input = poolInputOf(scenario, deployment, catalogue, calibration, issues);
  const { capacity, issues: found } =
    input && input.groups.length > 0
      ? poolCapacityOf(input, calibration, memo, layouts, assumptions)
      : { capacity: null, issues: [] };
  issues.push(...found);
  const trust = weakestTrust(capacity?.units.flatMap(trustsOf) ?? []);
  const curves = new Map(
    capacity?.units.flatMap((serving) => [...unitPowerCurves(serving, capacity, catalogue.power)]) ?? [],
  );
  const answer = capacity ? poolAnswerOf(capacity, curves, terms) : null;
  const need: NeedTerms = {
    utilisationCap: scenario.utilisationCap,
    availability: poolAvailabilityOf(input?.groups ?? [], catalogue.costs),
    spare: scenario.spare,
  };
  const described = answer ? deploymentAnswerOf(answer, trust, need) : withheld(deployment, input?.model.id ?? null);
  const workloads = (input?.workloads ?? []).map((workload) => workloadAnswerOf(workload, answer, trust));
  const power = answer ? poolPowerOf(answer, curves) : NO_POWER;
  if (answer) issues.push(...vectorStoreIssuesOf(workloads), ...poolIssuesOf(answer, workloads));
  const tokensPerYear = answer ? tokensPerYearOf(answer) : new Map<string, number>();
  return {
    deploymentId: deployment.id,
    pool: answer,
    deployment: described,
    workloads,
    tokensPerYear,
    ...power,
    issues,
  };
};

const NO_POWER: PoolPower = { curves: new Map(), power: new Map(), powerByMonth: new Map() };

/** Trust in every part of a unit: its answer is no better than the weakest of them. */
const trustsOf = ({ capacity }: ServingUnit): Trust[] => {
  const { instance, prefill, ffn } = capacity;
  // No run of attention apart from FFN is published for models of this class, whatever was measured of its operators.
  if (ffn) return [trustFor('datasheet', instance.calibration.bands)];
  return [instance, ...(prefill ? [prefill.instance] : [])].map(trustOf);
};

const withheld = (deployment: Deployment, modelId: string | null): DeploymentAnswer => ({
  deploymentId: deployment.id,
  name: deployment.name,
  modelId,
  tier: 'withheld',
  trust: null,
  verdict: 'withheld',
  peakHourUtc: 0,
  groups: [],
  slaCapacity: null,
  saturation: null,
  slaTokensPerSecond: null,
  headroom: null,
  interactiveShareByHour: [],
  offlineShareByHour: [],
  verdictByHour: [],
  powerLimitedByHour: [],
  units: [],
  months: [],
  busiestMonth: 0,
  loadCurve: [],
  wall: null,
  instancesNeeded: null,
  instancesSpare: 0,
  instancesNeededByHour: [],
  instancesGiven: 0,
});
