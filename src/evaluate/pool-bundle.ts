/** One deployment answered whole: capacity, hours, percentiles and power. The unit that an edit recomputes or reuses. */
import type { Calibration } from '../calibration/calibration.ts';
import { trustFor, weakestTrust, type Trust } from '../calibration/trust.ts';
import { trustOf } from '../performance/basis.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { WeekProfile } from '../economics/hourly.ts';
import type { Issue } from '../issues/issue.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import type { Watts } from '../units/quantity.ts';
import { deploymentAnswerOf } from './deployment-answer.ts';
import type { DeploymentAnswer, WorkloadAnswer } from './evaluation.ts';
import { remember, type EvaluationMemo } from './memo.ts';
import { poolAnswerOf, type PoolAnswer } from './pool-answer.ts';
import type { ServingUnit } from './pool-capacity.ts';
import { storeGroupsOf, toolGroupsOf } from './pool-neighbours.ts';
import { poolInputOf } from './pool-input.ts';
import { poolIssuesOf } from './pool-issues.ts';
import { unitPowerByHour } from './pool-power.ts';
import { workloadAnswerOf } from './workload-answer.ts';

export interface PoolBundle {
  readonly deploymentId: string;
  readonly pool: PoolAnswer | null;
  readonly deployment: DeploymentAnswer;
  readonly workloads: readonly WorkloadAnswer[];
  /** IT power by rack group id; null where no figure exists. Groups without an answer are missing. */
  readonly power: ReadonlyMap<string, WeekProfile<Watts> | null>;
  readonly issues: readonly Issue[];
}

/** Prices and grids change nothing here; every other override might, availability among the costs. */
const affectsPools = (path: string): boolean =>
  !/(^costs\.(?!availabilityShare)|\.capex|\.rental|energyPrice|carbonIntensity|^regions\.)/.test(path);

/** Overrides that pools depend on, as a key. */
export const poolAssumptionsKey = (scenario: Scenario): string =>
  JSON.stringify(Object.entries(scenario.assumptions).filter(([path]) => affectsPools(path)));

const keyOf = (scenario: Scenario, deployment: Deployment, assumptions: string): string => {
  const groups = scenario.rackGroups.filter(({ id }) => deployment.rackGroupIds.includes(id));
  const workloads = scenario.workloads.filter(({ id }) => deployment.workloadIds.includes(id));
  const used = scenario.deployments.map(({ rackGroupIds, workloadIds, serving }) => [
    rackGroupIds.map((id) => [id, scenario.rackGroups.find((group) => group.id === id)?.siteId]),
    workloadIds.length > 0 && serving.kvTiers.racks,
  ]);
  // KV stores and CPU racks of the sites, and who shares them.
  const stores = [...storeGroupsOf(scenario), ...toolGroupsOf(scenario)].filter(({ siteId }) =>
    groups.some((group) => group.siteId === siteId),
  );
  const sites = scenario.sites
    .filter(({ id }) => groups.some(({ siteId }) => siteId === id))
    .map(({ id, name, roundTripSeconds }) => [id, name, roundTripSeconds]);
  return JSON.stringify([
    deployment,
    groups,
    workloads,
    stores.length > 0 ? [stores, used] : [],
    sites,
    scenario.slaClasses,
    scenario.utilisationCap,
    assumptions,
  ]);
};

export const poolBundleOf = (
  scenario: Scenario,
  deployment: Deployment,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  assumptions: string,
): PoolBundle => {
  const key = keyOf(scenario, deployment, assumptions);
  const known = memo.pools.get(key);
  if (known) return known;
  const bundle = compute(scenario, deployment, catalogue, calibration, memo, layouts, assumptions);
  return bundle.pool?.provisional === true ? bundle : remember(memo.pools, key, () => bundle);
};

const compute = (
  scenario: Scenario,
  deployment: Deployment,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  layouts: 'search' | 'reuse',
  assumptions: string,
): PoolBundle => {
  const issues: Issue[] = [];
  const input = poolInputOf(scenario, deployment, catalogue, calibration, issues);
  const { answer, issues: found } =
    input && input.groups.length > 0
      ? poolAnswerOf(input, calibration, memo, layouts, scenario.utilisationCap, assumptions)
      : { answer: null, issues: [] };
  issues.push(...found);
  const trust = weakestTrust(answer?.units.flatMap(trustsOf) ?? []);
  const availability = catalogue.costs.availabilityShare.base;
  const described = answer
    ? deploymentAnswerOf(answer, trust, scenario.utilisationCap, availability)
    : withheld(deployment, input?.model.id ?? null);
  const workloads = (input?.workloads ?? []).map((workload) => workloadAnswerOf(workload, answer, trust));
  const power = new Map(answer?.units.flatMap((unit) => [...unitPowerByHour(unit, answer, catalogue.power)]) ?? []);
  if (answer) issues.push(...poolIssuesOf(answer, described, workloads));
  return { deploymentId: deployment.id, pool: answer, deployment: described, workloads, power, issues };
};

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
  loadCurve: [],
  wall: null,
  instancesNeeded: null,
  instancesGiven: 0,
});
