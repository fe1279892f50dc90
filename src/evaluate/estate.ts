/**
 * Everything an evaluation works out, before it is put into words: pools, power, sites and money, each linked to what it is of.
 * Questions that go beyond one evaluation (years, failures, uncertainty, schedules) start here instead of from the answer.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import { IDLE } from '../economics/accelerator-power.ts';
import { everyDay, weekMean, type WeekProfile } from '../economics/hourly.ts';
import { groupPower } from '../economics/system-power.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import type { Watts } from '../units/quantity.ts';
import { allotmentOf } from './allotment.ts';
import { priceIssues, systemIssues, unassignedIssues } from './estate-issues.ts';
import { groupCostOf, type GroupCost } from './group-cost.ts';
import type { EvaluationMemo } from './memo.ts';
import { poolAssumptionsKey, poolBundleOf, type PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool.ts';
import { siteResultOf, type GroupPower, type SiteResult } from './site-answer.ts';
import type { Schedule } from './schedule.ts';
import { requestsPerMonth } from './token-money.ts';

export interface EvaluateOptions {
  /** `reuse` answers at once on the layout used before where a search would be needed, and marks the answer provisional. */
  readonly layouts: 'search' | 'reuse';
  /** Where offline work goes, from an optimiser; absent: filled in by the plan's own rule. */
  readonly schedule?: Schedule;
}

export const SEARCHED: EvaluateOptions = { layouts: 'search' };

export interface SiteOfEstate {
  readonly site: Site;
  readonly groups: readonly GroupPower[];
  readonly result: SiteResult;
}

export interface Estate {
  readonly scenario: Scenario;
  /** With the overrides of the scenario. */
  readonly catalogue: Catalogue;
  /** One per deployment, in its order. */
  readonly bundles: readonly PoolBundle[];
  /** One per rack group, in its order. */
  readonly powers: readonly GroupPower[];
  readonly costs: readonly (GroupCost | null)[];
  readonly sites: readonly SiteOfEstate[];
  readonly issues: readonly Issue[];
}

/** Works out a scenario. `memo` carries what earlier evaluations found; never throws for what a user can write. */
export const estateOf = (
  scenario: Scenario,
  shipped: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  options: EvaluateOptions,
): Estate => {
  const { catalogue, unknown } = applyOverrides(shipped, scenario.assumptions);
  const issues: Issue[] = unknown.map((path) => ({
    code: 'unknown-override',
    severity: 'warning',
    path: `assumptions/${path}`,
    facts: { path },
  }));
  const assumptions = poolAssumptionsKey(scenario);
  const bundles = scenario.deployments.map((deployment) =>
    poolBundleOf(scenario, deployment, catalogue, calibration, memo, options.layouts, assumptions),
  );
  issues.push(...unassignedIssues(scenario), ...bundles.flatMap((bundle) => bundle.issues));

  const powers = scenario.rackGroups.map((rackGroup): GroupPower => ({
    rackGroup,
    itPower: powerOf(rackGroup, bundles, catalogue),
  }));
  const sites = scenario.sites.flatMap((site) => {
    const groups = powers.filter(({ rackGroup }) => rackGroup.siteId === site.id);
    const result = siteResultOf(site, groups, catalogue);
    if (!result)
      issues.push({
        code: 'unknown-reference',
        severity: 'refusal',
        path: `sites/${site.id}`,
        facts: { kind: 'region', id: site.regionId },
      });
    return result ? [{ site, groups, result }] : [];
  });
  issues.push(...sites.flatMap(({ result }) => result.issues), ...systemIssues(powers, catalogue));

  const tokens = tokensByGroup(bundles);
  const costs = powers.map(({ rackGroup, itPower }) =>
    costOf(
      rackGroup,
      itPower,
      sites.map(({ result }) => result),
      tokens,
      scenario,
      catalogue,
    ),
  );
  issues.push(...priceIssues(powers, costs, catalogue));

  return { scenario, catalogue, bundles, powers, costs, sites, issues };
};

/** Hourly IT power of a group: what its pool makes of it, else idle. Null where no figure exists. */
const powerOf = (
  rackGroup: RackGroup,
  bundles: readonly PoolBundle[],
  catalogue: Catalogue,
): WeekProfile<Watts> | null => {
  const served = bundles.find(({ power }) => power.has(rackGroup.id))?.power.get(rackGroup.id);
  if (served !== undefined) return served;
  const system = catalogue.systems[rackGroup.systemId];
  if (!system) return null;
  const accelerator = system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null);
  const idle = groupPower({
    system,
    accelerator,
    figures: catalogue.power,
    systems: systemsOf(rackGroup),
    activeAccelerators: 0,
    activity: IDLE,
  });
  return idle === null ? null : everyDay(Array.from({ length: 24 }, () => idle.watts));
};

export const outputTokensPerMonth = (bundles: readonly PoolBundle[], of: (bundle: PoolBundle) => boolean): number =>
  bundles
    .filter(of)
    .reduce(
      (sum, { pool }) =>
        sum +
        (pool?.input.workloads.reduce(
          (total, workload) => total + requestsPerMonth(workload, pool) * workload.requests.outputTokens,
          0,
        ) ?? 0),
      0,
    );

/** Output tokens a year by rack group: the pool's, in proportion to what each group can carry. */
const tokensByGroup = (bundles: readonly PoolBundle[]): Map<string, number> => {
  const tokens = new Map<string, number>();
  for (const bundle of bundles) {
    const all = 12 * outputTokensPerMonth([bundle], () => true);
    const whole = bundle.pool?.saturation ?? 0;
    for (const { unit, capacity } of bundle.pool?.units ?? []) {
      const allotted = allotmentOf(unit, capacity);
      const used = allotted.reduce((sum, { accelerators }) => sum + accelerators, 0);
      for (const { group, accelerators } of allotted) {
        const { id } = group.rackGroup;
        const mine = (all * accelerators * capacity.saturation) / (used * whole);
        tokens.set(id, (tokens.get(id) ?? 0) + mine);
      }
    }
  }
  return tokens;
};

const costOf = (
  rackGroup: RackGroup,
  itPower: WeekProfile<Watts> | null,
  sites: readonly SiteResult[],
  tokens: ReadonlyMap<string, number>,
  scenario: Scenario,
  catalogue: Catalogue,
): GroupCost | null => {
  const site = scenario.sites.find(({ id }) => id === rackGroup.siteId);
  const result = sites.find(({ answer }) => answer.siteId === rackGroup.siteId);
  const system = catalogue.systems[rackGroup.systemId];
  const region = site && catalogue.regions[site.regionId];
  if (!site || !result || !system || !region || !itPower) return null;
  const accelerator = system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null);
  return groupCostOf(
    {
      rackGroup,
      site,
      system,
      accelerator,
      region,
      pue: result.answer.pue,
      meanItPower: weekMean(itPower),
      streamedTokensPerYear: tokens.get(rackGroup.id) ?? 0,
    },
    catalogue,
  );
};
