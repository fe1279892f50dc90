/**
 * Everything an evaluation works out, before it is put into words: pools, power, sites and money, each linked to what it is of.
 * Questions that go beyond one evaluation (years, failures, uncertainty, schedules) start here instead of from the answer.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import { everyDay, MONTH } from '../economics/hourly.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import { allotmentOf } from './allotment.ts';
import { carriedParts } from './carried-parts.ts';
import { priceIssues, spotIssues, systemIssues, unassignedIssues } from './estate-issues.ts';
import type { GroupCost } from './cost-answer.ts';
import { groupCostOf } from './group-cost.ts';
import type { EvaluationMemo } from './memo.ts';
import { poolBundlesOf, type PoolBundle } from './pool-bundle.ts';
import { restPowerOf } from './rack-power.ts';
import { siteResultOf, type GroupPower, type SiteResult } from './site-answer.ts';
import { powerLimitIssues } from './site-issues.ts';
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
  const bundles = poolBundlesOf(scenario, catalogue, calibration, memo, options);
  issues.push(...unassignedIssues(scenario), ...bundles.flatMap((bundle) => bundle.issues));

  const powers = scenario.rackGroups.map((rackGroup) => powerOf(rackGroup, bundles, catalogue));
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
  issues.push(
    ...sites.flatMap(({ result }) => result.issues),
    ...powerLimitIssues(bundles.map(({ deployment }) => deployment)),
    ...systemIssues(powers, catalogue),
  );

  const tokens = tokensByGroup(bundles);
  const bySite = new Map(sites.map((one) => [one.site.id, one]));
  const costs = powers.map((power) => costOf(power, bySite.get(power.rackGroup.siteId), tokens, catalogue, memo));
  issues.push(...priceIssues(powers, costs, scenario.sites, catalogue), ...spotIssues(powers, costs, catalogue));

  return { scenario, catalogue, bundles, powers, costs, sites, issues };
};

/** Power of a group: what its pool makes of it, else at rest. Nulls where no figure exists. */
const powerOf = (rackGroup: RackGroup, bundles: readonly PoolBundle[], catalogue: Catalogue): GroupPower => {
  const { id } = rackGroup;
  const served = bundles.find(({ power }) => power.has(id));
  if (served)
    return {
      rackGroup,
      itPower: served.power.get(id) ?? null,
      itPowerByMonth: served.powerByMonth.get(id) ?? null,
      curve: served.curves.get(id) ?? null,
    };
  const rest = restPowerOf(rackGroup, catalogue);
  if (rest === null) return { rackGroup, itPower: null, itPowerByMonth: null, curve: null };
  const itPower = everyDay(Array.from({ length: 24 }, () => rest));
  return { rackGroup, itPower, itPowerByMonth: Array.from({ length: 12 }, () => itPower), curve: null };
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

/** Output tokens a year by rack group: of each unit what it carries, over its groups by their accelerators. */
export const tokensByGroup = (bundles: readonly PoolBundle[]): Map<string, number> => {
  const tokens = new Map<string, number>();
  for (const bundle of bundles) {
    const { pool } = bundle;
    if (!pool) continue;
    const all = 12 * outputTokensPerMonth([bundle], () => true);
    const parts = carriedParts(pool);
    for (const [index, { unit, capacity }] of pool.units.entries()) {
      const allotted = allotmentOf(unit, capacity);
      const used = allotted.reduce((sum, { accelerators }) => sum + accelerators, 0);
      for (const { group, accelerators } of allotted) {
        const { id } = group.rackGroup;
        const mine = (all * (parts[index] ?? 0) * accelerators) / used;
        tokens.set(id, (tokens.get(id) ?? 0) + mine);
      }
    }
  }
  return tokens;
};

const costOf = (
  { rackGroup }: GroupPower,
  standing: SiteOfEstate | undefined,
  tokens: ReadonlyMap<string, number>,
  catalogue: Catalogue,
  memo: EvaluationMemo,
): GroupCost | null => {
  const share = standing?.result.shares.get(rackGroup.id);
  const system = catalogue.systems[rackGroup.systemId];
  const region = standing && catalogue.regions[standing.site.regionId];
  if (!standing || !share || !system || !region) return null;
  const { site, result } = standing;
  const accelerator = system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null);
  const amounts = {
    pue: result.answer.pue,
    meanItPower: quantity<'J/s'>(share.itEnergyPerMonth / MONTH),
    energyUsdPerYear: share.energyUsdPerYear,
    streamedTokensPerYear: tokens.get(rackGroup.id) ?? 0,
  };
  // Most groups cost what they did: figures are the same objects, and the rest has the same content.
  const figures = [catalogue.costs, catalogue.power, system, accelerator, region];
  const content = JSON.stringify([rackGroup, site, amounts]);
  const known = memo.costs.get(rackGroup.id);
  if (known?.content === content && known.figures.every((one, index) => one === figures[index])) return known.cost;
  const cost = groupCostOf({ rackGroup, site, system, accelerator, region, ...amounts }, catalogue);
  memo.costs.set(rackGroup.id, { content, figures, cost });
  return cost;
};
