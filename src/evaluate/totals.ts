/** The estate in a handful of figures: what the KPI strip shows. */
import { weakestTier } from '../calibration/tier.ts';
import type { Confidence } from '../catalogue/figures.ts';
import { addCosts, NO_COST, scaleCost, totalCost } from '../economics/cost.ts';
import { addLines, NO_LINES, scaleLines } from '../economics/cost-stack.ts';
import { quantity, type GramsCo2e, type TokensPerSecond } from '../units/quantity.ts';
import type { DeploymentAnswer, SiteAnswer, WorkloadAnswer } from './evaluation.ts';
import type { Totals } from './totals-answer.ts';
import type { GroupCost } from './cost-answer.ts';

export interface TotalsQuestion {
  readonly deployments: readonly DeploymentAnswer[];
  readonly workloads: readonly WorkloadAnswer[];
  readonly sites: readonly SiteAnswer[];
  /** One per rack group; null where no price is known. */
  readonly costs: readonly (GroupCost | null)[];
  readonly accelerators: number;
  readonly workloadCount: number;
  readonly embodiedPerMonth: GramsCo2e;
  readonly outputTokensPerMonth: number;
  readonly horizonYears: number;
}

const MONTHS = 12;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const CONFIDENCES: readonly Confidence[] = ['measured', 'datasheet', 'reported', 'estimate'];

/**
 * Cost is withheld whole when one price is missing: a sum without it would be too low. Per-token figures are withheld under
 * overload: dividing by what is served at saturation would make a failing plan look cheap.
 */
export const totalsOf = (question: TotalsQuestion): Totals => {
  const { deployments, workloads, sites, costs, horizonYears, outputTokensPerMonth } = question;
  const priced = costs.flatMap((cost) => cost ?? []);
  const complete = priced.length === costs.length;
  const tokens = deployments.some(({ verdict }) => verdict === 'overloaded') ? 0 : outputTokensPerMonth;
  const yearly = addCosts(NO_COST, ...priced.map((cost) => cost.yearly));
  const month = scaleCost(yearly, 1 / MONTHS);
  const answered = workloads.filter(({ slaMet }) => slaMet !== null);
  /** Over all copies of all sites. */
  const overSites = (of: (site: SiteAnswer) => number): number => sum(sites, (site) => site.count * of(site));
  const byHour = (urgency: WorkloadAnswer['urgency']): TokensPerSecond[] =>
    HOURS.map((hour) =>
      quantity<'tok/s'>(
        sum(
          workloads.filter((one) => one.urgency === urgency),
          ({ outputTokensPerSecondByHour }) => outputTokensPerSecondByHour[hour] ?? 0,
        ),
      ),
    );
  const series = {
    'real-time': byHour('real-time'),
    'near-real-time': byHour('near-real-time'),
    offline: byHour('offline'),
  };
  const peakTokens = Math.max(
    ...HOURS.map(
      (hour) => (series['real-time'][hour] ?? 0) + (series['near-real-time'][hour] ?? 0) + (series.offline[hour] ?? 0),
    ),
  );
  const meterAt = (hour: number, day: 'meterPowerByHour' | 'weekendMeterPowerByHour'): number =>
    overSites((site) => site[day][hour] ?? 0);
  const peakMeter = Math.max(
    ...HOURS.map((hour) => Math.max(meterAt(hour, 'meterPowerByHour'), meterAt(hour, 'weekendMeterPowerByHour'))),
  );
  const carbonPerMonth = quantity<'gCO2e'>(overSites((site) => site.carbonPerMonth));
  return {
    tier: deployments.length > 0 ? weakestTier(...deployments.map(({ tier }) => tier)) : 'withheld',
    priceConfidence: priced.reduce<Confidence | null>(
      (weakest, { priceConfidence }) =>
        weakest === null || CONFIDENCES.indexOf(priceConfidence) > CONFIDENCES.indexOf(weakest)
          ? priceConfidence
          : weakest,
      null,
    ),
    accelerators: question.accelerators,
    capex: complete ? quantity<'USD'>(sum(priced, ({ capex }) => capex)) : null,
    costPerMonth: complete ? totalCost(month) : null,
    costPartsPerMonth: complete ? month : null,
    costStackPerMonth: complete
      ? scaleLines(addLines(NO_LINES, ...priced.map(({ stack }) => stack)), 1 / MONTHS)
      : null,
    capexParts: complete
      ? {
          server: quantity<'USD'>(sum(priced, ({ capexParts }) => capexParts.server)),
          fabric: quantity<'USD'>(sum(priced, ({ capexParts }) => capexParts.fabric)),
          storage: quantity<'USD'>(sum(priced, ({ capexParts }) => capexParts.storage)),
        }
      : null,
    tcoOverHorizon: complete ? quantity<'USD'>(totalCost(yearly) * horizonYears) : null,
    costPerMtokOutput: complete && tokens >= 1 ? quantity<'USD'>((totalCost(month) * 1e6) / tokens) : null,
    workloadsMet: answered.filter(({ slaMet }) => slaMet).length,
    workloadsAnswered: answered.length,
    workloads: question.workloadCount,
    tightestTtft: tightestTtft(workloads),
    peakOutputTokensPerSecond: quantity<'tok/s'>(peakTokens),
    peakMeterPower: quantity<'J/s'>(peakMeter),
    provisionedMeterPower: quantity<'J/s'>(overSites((site) => site.provisionedMeterPower)),
    carbonPerMtokOutput:
      tokens >= 1 ? quantity<'gCO2e'>(((carbonPerMonth + question.embodiedPerMonth) * 1e6) / tokens) : null,
    carbonPerMonth,
    marketCarbonPerMonth: quantity<'gCO2e'>(overSites((site) => site.marketCarbonPerMonth)),
    waterPerMonth: sites.some(({ waterPerMonth }) => waterPerMonth === null)
      ? null
      : quantity<'L'>(overSites((site) => site.waterPerMonth ?? 0)),
    embodiedPerMonth: question.embodiedPerMonth,
    energyPerMonth: quantity<'J'>(overSites((site) => site.energyPerMonth)),
    energyCostPerMonth: quantity<'USD'>(overSites((site) => site.energyCostPerMonth)),
    tokensPerMegawatt: peakMeter > 0 ? quantity<'tok/s/MW'>((peakTokens * 1e6) / peakMeter) : null,
    headroom: leastHeadroom(deployments),
    outputTokensPerMonth,
    slaCapacityTokensPerSecond: quantity<'tok/s'>(
      sum(deployments, ({ slaTokensPerSecond }) => slaTokensPerSecond ?? 0),
    ),
    outputTokensPerSecondByHour: series,
  };
};

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const tightestTtft = (workloads: readonly WorkloadAnswer[]): Totals['tightestTtft'] =>
  workloads.reduce<Totals['tightestTtft']>((tightest, { workloadId, ttft, targets }) => {
    if (!ttft || !targets.ttft) return tightest;
    const [value, limit] = [ttft.p99, targets.ttft.p99];
    return tightest === null || value / limit > tightest.value / tightest.limit
      ? { workloadId, value, limit }
      : tightest;
  }, null);

const leastHeadroom = (deployments: readonly DeploymentAnswer[]): Totals['headroom'] =>
  deployments.reduce<Totals['headroom']>(
    (least, { deploymentId, headroom }) =>
      headroom !== null && (least === null || headroom < least.value) ? { deploymentId, value: headroom } : least,
    null,
  );
