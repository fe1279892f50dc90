/** The eight figures of the strip, from the totals of a plan: value, unit, what a change of it means, and the word when absent. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { tokensPerSecond, watts } from '../../src/units/format.ts';
import { change, changeInPoints, signedPercent } from '../../src/units/format-change.ts';
import { whole } from '../../src/units/significant.ts';
import { againstLimit, carbonPerMtok, moneyParts, power, type Parts } from './numbers.ts';

export interface Kpi {
  readonly id: string;
  readonly label: string;
  /** Null when there is no number; then `absent` says why in a word or two. */
  readonly value: number | null;
  readonly parts: Parts | null;
  readonly absent: string;
  readonly tier: Tier;
  /** Where the figure comes from, for the tooltip. */
  readonly source: string;
  /** Which way is better: less, more, or neither. */
  readonly better: 'less' | 'more';
  /** How a change is written: as a share, in points, or as a count. */
  readonly change: 'share' | 'points' | 'count';
  /** The figure breaks a limit. */
  readonly broken: boolean;
}

/** A count of 3 of 4 reads "3 of 4 workloads". */
const countParts = (met: number, all: number): Parts => ({
  value: `${met} of ${all}`,
  unit: all === 1 ? 'workload' : 'workloads',
});

const missingPrice = (evaluation: Evaluation): string => (evaluation.racks.length === 0 ? 'no racks' : 'no price');

const nameOf = (evaluation: Evaluation, deploymentId: string): string =>
  evaluation.deployments.find((pool) => pool.deploymentId === deploymentId)?.name ?? '';

const slaKpi = ({ totals }: Evaluation): Kpi => ({
  id: 'sla',
  label: 'SLA met',
  value: totals.workloadsAnswered > 0 ? totals.workloadsMet : null,
  parts: totals.workloadsAnswered > 0 ? countParts(totals.workloadsMet, totals.workloads) : null,
  absent: totals.workloads > 0 ? 'no answer' : 'no workload',
  tier: totals.tier,
  source: `every target in every hour; ${totals.workloadsAnswered} of ${totals.workloads} answered`,
  better: 'more',
  change: 'count',
  broken: totals.workloadsMet < totals.workloadsAnswered,
});

const ttftKpi = (evaluation: Evaluation): Kpi => {
  const tightest = evaluation.totals.tightestTtft;
  const workload = evaluation.workloads.find((one) => one.workloadId === tightest?.workloadId);
  const overloaded = evaluation.workloads.some((one) => one.verdict === 'overloaded');
  return {
    id: 'ttft',
    label: 'TTFT p99, tightest',
    value: tightest?.value ?? null,
    parts: tightest ? againstLimit(tightest.value, tightest.limit) : null,
    absent: overloaded ? 'overloaded' : 'no answer',
    tier: workload?.tier ?? evaluation.totals.tier,
    source: workload
      ? `${workload.name}, at its peak hour; every arrival counts`
      : 'no workload has a limit and an answer',
    better: 'less',
    change: 'share',
    broken: tightest !== null && tightest.value > tightest.limit,
  };
};

const headroomKpi = (evaluation: Evaluation): Kpi => {
  const headroom = evaluation.totals.headroom;
  const parts = headroom ? signedPercent(headroom.value) : null;
  return {
    id: 'headroom',
    label: 'Headroom',
    value: headroom?.value ?? null,
    parts:
      headroom && parts
        ? { value: parts.value, unit: `${parts.unit} ${nameOf(evaluation, headroom.deploymentId)}` }
        : null,
    absent: 'no answer',
    tier: evaluation.totals.tier,
    source: headroom
      ? 'SLA capacity over peak load, less one; the smallest of all pools'
      : 'no pool has an SLA capacity',
    better: 'more',
    change: 'points',
    broken: headroom !== null && headroom.value < 0,
  };
};

/** The strip, in its fixed order. */
export const kpisOf = (evaluation: Evaluation): readonly Kpi[] => {
  const { totals } = evaluation;
  const empty = evaluation.racks.length === 0;
  const month = empty ? null : totals.costPerMonth;
  const plain = { tier: totals.tier, better: 'less', change: 'share', broken: false } as const;
  const price = `price confidence: ${totals.priceConfidence ?? 'none'}`;
  return [
    {
      ...plain,
      id: 'month',
      label: 'Cost per month',
      value: month,
      parts: month === null ? null : moneyParts(month),
      absent: missingPrice(evaluation),
      source: `all cost over its life, per month; ${price}`,
    },
    {
      ...plain,
      id: 'mtok',
      label: 'Cost per Mtok out',
      value: totals.costPerMtokOutput,
      parts: totals.costPerMtokOutput === null ? null : moneyParts(totals.costPerMtokOutput),
      absent: month === null ? missingPrice(evaluation) : 'no tokens',
      source: `all cost ÷ all output tokens of a mean month; ${price}`,
    },
    slaKpi(evaluation),
    ttftKpi(evaluation),
    {
      ...plain,
      id: 'tokens',
      label: 'Tokens out, peak',
      value: totals.peakOutputTokensPerSecond > 0 ? totals.peakOutputTokensPerSecond : null,
      parts: totals.peakOutputTokensPerSecond > 0 ? tokensPerSecond(totals.peakOutputTokensPerSecond) : null,
      absent: 'none',
      source: 'output of all pools in the busiest hour',
      better: 'more',
    },
    {
      ...plain,
      id: 'power',
      label: 'Power at the meter',
      value: empty ? null : totals.peakMeterPower,
      parts: empty ? null : watts(totals.peakMeterPower),
      absent: 'no racks',
      source: `highest hour, cooling included; provisioned ${power(totals.provisionedMeterPower)}`,
      broken: evaluation.sites.some((site) => site.peakMeterPower > site.powerCap),
    },
    {
      ...plain,
      id: 'carbon',
      label: 'Carbon',
      value: totals.carbonPerMtokOutput,
      parts: totals.carbonPerMtokOutput === null ? null : carbonPerMtok(totals.carbonPerMtokOutput),
      absent: 'no tokens',
      source: 'operation by grid hour, life cycle, per million output tokens',
    },
    headroomKpi(evaluation),
  ];
};

export interface KpiChange {
  readonly direction: -1 | 0 | 1;
  readonly judgement: 'better' | 'worse' | 'broken' | 'neutral';
  /** Without its sign: the triangle carries it. */
  readonly amount: string;
}

const DIRECTIONS = { up: 1, down: -1, same: 0 } as const;

const written = (
  now: Kpi,
  value: number,
  before: number,
): { readonly direction: -1 | 0 | 1; readonly amount: string } => {
  if (now.change === 'count') {
    const more = value - before;
    return {
      direction: more > 0 ? 1 : more < 0 ? -1 : 0,
      amount: more === 0 ? 'same' : `${whole(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'}`,
    };
  }
  const made = now.change === 'points' ? changeInPoints(value, before) : change(value, before);
  return { direction: DIRECTIONS[made.direction], amount: `${made.value.replace(/^[+−]/, '')} ${made.unit}`.trim() };
};

/** Change of a figure against the baseline; null where either is absent. */
export const changeOf = (now: Kpi, baseline: Kpi): KpiChange | null => {
  if (now.value === null || baseline.value === null) return null;
  const { direction, amount } = written(now, now.value, baseline.value);
  const good = direction === (now.better === 'less' ? -1 : 1);
  const judgement = direction === 0 ? 'neutral' : good ? 'better' : now.broken && !baseline.broken ? 'broken' : 'worse';
  return { direction, judgement, amount };
};
