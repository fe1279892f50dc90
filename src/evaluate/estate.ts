/**
 * Everything an evaluation works out, before it is put into words: pools, power, sites and money, each linked to what it is of.
 * Questions that go beyond one evaluation (years, failures, uncertainty, schedules) start here instead of from the answer.
 */
import type { Calibration } from '../calibration/calibration.ts';
import { rangeOf, rangeWords } from '../catalogue/figure-ranges.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { everyDay, MONTH } from '../economics/hourly.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { priceIssues, spotIssues, systemIssues, unassignedIssues } from './estate-issues.ts';
import type { GroupCost } from './cost-answer.ts';
import { groupCostOf } from './group-cost.ts';
import { groundOf, rememberFrom, type EvaluationMemo } from './memo.ts';
import { poolBundlesOf, type PoolBundle } from './pool-bundle.ts';
import { heatOf, restPowerOf } from './rack-power.ts';
import { siteResultOf, type GroupPower, type SiteResult } from './site-answer.ts';
import { powerLimitIssues } from './site-issues.ts';
import type { Schedule } from './schedule.ts';

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
  asked: Scenario,
  shipped: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
  options: EvaluateOptions,
): Estate => {
  const { scenario, catalogue, unknown, outside } = groundOf(asked, shipped, memo);
  const issues: Issue[] = unknown.map((path) => ({
    code: 'unknown-override',
    severity: 'warning',
    path: `assumptions/${path}`,
    facts: { path },
  }));
  issues.push(
    ...outside.map((path): Issue => ({
      code: 'override-out-of-range',
      severity: 'warning',
      path: `assumptions/${path}`,
      facts: { path, value: scenario.assumptions[path] ?? 0, range: rangeWords(rangeOf(path)) },
    })),
  );
  const bundles = poolBundlesOf(scenario, catalogue, calibration, memo, options);
  issues.push(...unassignedIssues(scenario), ...bundles.flatMap((bundle) => bundle.issues));

  const powers = powersOf(scenario.rackGroups, bundles, catalogue, memo);
  const sites = scenario.sites.flatMap((site) => {
    const groups = powers.filter(({ rackGroup }) => rackGroup.siteId === site.id);
    const result = siteOf(site, groups, catalogue, memo);
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

/** Power of each group: what its pool makes of it, else at rest. Nulls where no figure exists. */
const powersOf = (
  rackGroups: readonly RackGroup[],
  bundles: readonly PoolBundle[],
  catalogue: Catalogue,
  memo: EvaluationMemo,
): GroupPower[] => {
  const serving = new Map(
    bundles.toReversed().flatMap((bundle) => [...bundle.power.keys()].map((id) => [id, bundle] as const)),
  );
  return rackGroups.map((rackGroup) => {
    const { id } = rackGroup;
    const served = serving.get(id);
    if (served) {
      const itPower = served.power.get(id) ?? null;
      const itPowerByMonth = served.powerByMonth.get(id) ?? null;
      const curve = served.curves.get(id) ?? null;
      return rememberFrom(memo.powers, id, [rackGroup, itPower, itPowerByMonth, curve], () => ({
        rackGroup,
        itPower,
        itPowerByMonth,
        curve,
      }));
    }
    const rest = restPowerOf(rackGroup, catalogue);
    return rememberFrom(memo.powers, id, [rackGroup, rest], () => restingAt(rackGroup, rest));
  });
};

const restingAt = (rackGroup: RackGroup, rest: Watts | null): GroupPower => {
  if (rest === null) return { rackGroup, itPower: null, itPowerByMonth: null, curve: null };
  const itPower = everyDay(Array.from({ length: 24 }, () => rest));
  return { rackGroup, itPower, itPowerByMonth: Array.from({ length: 12 }, () => itPower), curve: null };
};

const siteOf = (
  site: Site,
  groups: readonly GroupPower[],
  catalogue: Catalogue,
  memo: EvaluationMemo,
): SiteResult | null => {
  const heat = heatOf(
    groups.map(({ rackGroup }) => rackGroup),
    catalogue,
  );
  const { provisioned, nameplate, liquid, liquidShare } = heat;
  const region = catalogue.regions[site.regionId];
  const inputs = [site, region, catalogue.power, provisioned, nameplate, liquid, liquidShare, ...groups];
  return rememberFrom(memo.sites, site.id, inputs, () => siteResultOf(site, groups, heat, catalogue));
};

/** Output tokens a year by rack group. */
export const tokensByGroup = (bundles: readonly PoolBundle[]): Map<string, number> => {
  const tokens = new Map<string, number>();
  for (const bundle of bundles)
    for (const [id, mine] of bundle.tokensPerYear) tokens.set(id, (tokens.get(id) ?? 0) + mine);
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
  const { costs, power } = catalogue;
  const inputs = [rackGroup, site, system, accelerator, region, costs, power, ...Object.values(amounts)];
  return rememberFrom(memo.costs, rackGroup.id, inputs, () =>
    groupCostOf({ rackGroup, site, system, accelerator, region, ...amounts }, catalogue),
  );
};
