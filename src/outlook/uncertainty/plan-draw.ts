/** One draw of a whole plan: every pool, every site, its money, and the totals [T2]. */
import type { Catalogue } from '../../catalogue/figures.ts';
import { MONTH } from '../../economics/hourly.ts';
import { outputTokensPerMonth } from '../../evaluate/carried-parts.ts';
import { tokensByGroup, type Estate } from '../../evaluate/estate.ts';
import { copiesOf } from '../../evaluate/pool.ts';
import { embodiedPerMonth } from '../../evaluate/workload-money.ts';
import { HOURS } from '../../serving/demand.ts';
import { basePoolOf, type BasePool } from './base-pool.ts';
import { baseSiteOf, type BaseSite } from './base-site.ts';
import { baseMoneyOf, payRatesOf, type BaseMoney } from './money-draw.ts';
import { standingMonths } from './months.ts';
import { poolDrawOf, type PoolDraw, type PoolFactors } from './pool-draw.ts';
import { siteDrawOf, type SiteDraw } from './site-draw.ts';
import type { KpiValues } from './uncertainty-answer.ts';

/** What all draws of a plan share. */
export interface BasePlan {
  readonly estate: Estate;
  readonly pools: readonly BasePool[];
  /** With every figure at base; and output tokens per second in the mean of the year as evaluated. */
  readonly poolsAtBase: readonly PoolDraw[];
  readonly meanTokens: readonly number[];
  /** Those of known regions. */
  readonly sites: readonly BaseSite[];
  readonly sitesAtBase: readonly SiteDraw[];
  readonly money: BaseMoney;
  /** Output tokens a year, as evaluated, and the pool they come from, by rack group of the scenario; −1 where it serves nothing. */
  readonly tokens: readonly number[];
  readonly poolOf: readonly number[];
}

export interface PlanFactors {
  /** One per pool of the base plan. */
  readonly pools: readonly PoolFactors[];
  readonly catalogue: Catalogue;
}

export interface PlanDraw {
  readonly pools: readonly PoolDraw[];
  readonly sites: readonly SiteDraw[];
  readonly kpis: KpiValues;
}

export const basePlanOf = (estate: Estate): BasePlan => {
  const standing = standingMonths(estate);
  const pools = estate.bundles.flatMap((bundle) => basePoolOf(bundle, standing) ?? []);
  const draws = pools.map((pool) => poolDrawOf(pool, factorsOf(pool)));
  const poolOfGroup = new Map(
    pools.flatMap(({ units }, index) =>
      units.flatMap(({ curves }) => curves.map(({ rackGroupId }): [string, number] => [rackGroupId, index])),
    ),
  );
  const tokens = tokensByGroup(estate.bundles);
  const money = baseMoneyOf(estate);
  const rates = money.kinds.map((kind) => payRatesOf(kind, estate.catalogue));
  const pays = money.kindOf.map((kind) => rates[kind]?.paysEnergy ?? false);
  const sites = estate.sites.map((site) => baseSiteOf(estate, site, pools, draws, poolOfGroup, pays));
  const { rackGroups } = estate.scenario;
  return {
    estate,
    pools,
    poolsAtBase: draws,
    meanTokens: pools.map(({ bundle }) => outputTokensPerMonth(bundle.pool) / MONTH),
    sites,
    sitesAtBase: sites.map((site) => siteDrawOf(site, pools, draws, estate.catalogue)),
    money,
    tokens: rackGroups.map(({ id }) => tokens.get(id) ?? 0),
    poolOf: rackGroups.map(({ id }) => poolOfGroup.get(id) ?? -1),
  };
};

export const factorsAtBase = ({ estate, pools }: BasePlan): PlanFactors => ({
  catalogue: estate.catalogue,
  pools: pools.map(factorsOf),
});

const factorsOf = ({ workloads }: BasePool): PoolFactors => ({
  tpot: 1,
  ttft: 1,
  power: 1,
  demand: workloads.map(() => 1),
});

/** Pools whose factors are all 1 are as they were. Eq. T2 */
export const planDrawOf = (plan: BasePlan, factors: PlanFactors): PlanDraw => {
  const pools = plan.pools.map((pool, index) => {
    const [own, before] = [factors.pools[index], plan.poolsAtBase[index]];
    if (!own || !before) throw new Error(`no factors for pool ${index}`);
    return isBase(own) ? before : poolDrawOf(pool, own);
  });
  const still = pools.every((pool, index) => pool === plan.poolsAtBase[index]);
  const sites = plan.sites.map((site, index) => {
    const before =
      still && sameGrid(site, factors.catalogue, plan.estate.catalogue) ? plan.sitesAtBase[index] : undefined;
    return before ?? siteDrawOf(site, plan.pools, pools, factors.catalogue);
  });
  // Tokens of the year grow as those of the days worked out do.
  const grown = pools.map(({ meanTokens }, index) => {
    const before = plan.poolsAtBase[index]?.meanTokens ?? 0;
    return before > 0 ? meanTokens / before : 1;
  });
  const money = moneyOf(plan, factors.catalogue, grown, sites);
  return { pools, sites, kpis: kpisOf(plan, factors.catalogue, pools, sites, grown, money) };
};

const sameGrid = ({ site: { regionId } }: BaseSite, a: Catalogue, b: Catalogue): boolean =>
  a.regions[regionId] === b.regions[regionId] && a.power === b.power;

const isBase = ({ tpot, ttft, power, demand }: PoolFactors): boolean =>
  tpot === 1 && ttft === 1 && power === 1 && demand.every((factor) => factor === 1);

interface Money {
  readonly yearly: number;
  readonly capex: number;
}

/** Null when one price is missing. */
const moneyOf = (
  { money, sites, tokens, poolOf }: BasePlan,
  catalogue: Catalogue,
  grown: readonly number[],
  siteDraws: readonly SiteDraw[],
): Money | null => {
  if (money.kindOf.includes(-1)) return null;
  const rates = money.kinds.map((kind) => payRatesOf(kind, catalogue));
  let yearly =
    (1 + catalogue.costs.taxShare.base) *
    sum(siteDraws, ({ energyUsd }, index) => (sites[index]?.site.count ?? 1) * energyUsd);
  let capex = 0;
  for (const [place, kind] of money.kindOf.entries()) {
    const rate = rates[kind];
    if (!rate) continue;
    const streamed = (tokens[place] ?? 0) * (grown[poolOf[place] ?? -1] ?? 1);
    yearly += rate.perSystem * (money.systems[place] ?? 0) + rate.perToken * streamed;
    capex += rate.capexPerSystem * (money.systems[place] ?? 0);
  }
  return { yearly, capex };
};

/** As the totals of an evaluation: cost withheld when one price is missing, what is per token when a pool is overloaded. */
const kpisOf = (
  { estate, pools, poolsAtBase, meanTokens, sites }: BasePlan,
  catalogue: Catalogue,
  draws: readonly PoolDraw[],
  siteDraws: readonly SiteDraw[],
  grown: readonly number[],
  money: Money | null,
): KpiValues => {
  const { scenario, powers } = estate;
  const answered = sum(pools, ({ workloads }) => workloads.length);
  const overloaded = draws.some((draw) => draw.overloaded);
  const tokens = MONTH * sum(meanTokens, (mean, index) => mean * (grown[index] ?? 1));
  const perToken = !overloaded && tokens >= 1 ? 1e6 / tokens : null;
  const overSites = (of: (site: SiteDraw) => number): number =>
    sum(siteDraws, (site, index) => (sites[index]?.site.count ?? 1) * of(site));
  const operation = overSites(({ carbonPerMonth }) => carbonPerMonth);
  const made = sum(powers, ({ rackGroup }) => copiesOf(scenario, rackGroup) * embodiedPerMonth(rackGroup, catalogue));
  const meterAt = (hour: number): number =>
    Math.max(
      overSites(({ meter }) => meter.weekday[hour] ?? 0),
      overSites(({ meter }) => meter.weekend[hour] ?? 0),
    );
  const ratios = draws.flatMap(({ ttftOverLimit }) => ttftOverLimit.flatMap((ratio) => ratio ?? []));
  // Where a pool loses its latency to overload, the worst first token of the plan is not that of the others.
  const lost = draws.some(
    ({ overloaded: now }, index) => now && poolsAtBase[index]?.ttftOverLimit.some((ratio) => ratio !== null),
  );
  const headrooms = draws.flatMap(({ headroom }) => headroom ?? []);
  return {
    costPerMonth: money && money.yearly / 12,
    costPerMtok: money && perToken !== null ? (money.yearly / 12) * perToken : null,
    capex: money && money.capex,
    tco: money && money.yearly * scenario.horizonYears,
    slaMet: answered > 0 ? sum(draws, ({ met }) => met.filter(Boolean).length) : null,
    ttftOverLimit: lost || ratios.length === 0 ? null : Math.max(...ratios),
    headroom: headrooms.length > 0 ? Math.min(...headrooms) : null,
    tokensPerSecond: Math.max(...HOURS.map((hour) => sum(draws, ({ tokensByHour }) => tokensByHour[hour] ?? 0))),
    tokensPerMonth: tokens,
    peakPower: Math.max(...HOURS.map(meterAt)),
    energyPerMonth: overSites(({ energyPerMonth }) => energyPerMonth),
    carbonPerMtok: perToken === null ? null : (operation + made) * perToken,
    carbonPerMonth: operation,
    waterPerMonth: siteDraws.some(({ waterPerMonth }) => waterPerMonth === null)
      ? null
      : overSites(({ waterPerMonth }) => waterPerMonth ?? 0),
  };
};

const sum = <T>(items: readonly T[], of: (item: T, index: number) => number): number =>
  items.reduce((total, item, index) => total + of(item, index), 0);
