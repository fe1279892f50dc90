/** The eight figures of the strip, from the totals of a plan: value, unit, what a change of it means, and the word when absent. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { Band } from '../../src/calibration/trust.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { text, tokensPerSecond, watts } from '../../src/units/format.ts';
import { change, changeInPoints, factor, signedPercent } from '../../src/units/format-change.ts';
import { MINUS, whole } from '../../src/units/significant.ts';
import { bandAround, bandText } from '../ui/band.ts';
import { shortName } from '../ui/short-name.ts';
import { againstLimit, carbonParts, moneyParts, power, type Parts } from './numbers.ts';

export interface Kpi {
  readonly id: string;
  readonly label: string;
  /** Null when there is no number; then `absent` says why in a word or two. */
  readonly value: number | null;
  readonly parts: Parts | null;
  /** Said after the figure where there is room: its limit, its base, the pool it belongs to. */
  readonly about: string;
  readonly absent: string;
  readonly tier: Tier;
  /** Where measured runs would put it, in the unit of `value`; null where no measurement judges the figure. */
  readonly band: Band | null;
  readonly bandText: string;
  /** Left-out runs of the fit, or draws of everything uncertain. */
  readonly bandFrom: 'runs' | 'draws';
  /** Where the figure comes from, for the tooltip. */
  readonly source: string;
  /** Which way is better: less, more, or neither. */
  readonly better: 'less' | 'more';
  /** How a change is written: as a share, in points, or as a count. */
  readonly change: 'share' | 'points' | 'count';
  /** The figure breaks a limit. */
  readonly broken: boolean;
}

/** Where one pool is overloaded, a figure per token would hide the work that is not served. */
const OVERLOADED = 'overloaded';

const isOverloaded = ({ verdict }: { readonly verdict: string }): boolean => verdict === OVERLOADED;

/** Cost, power and carbon follow from the racks and the demand; runs that were measured say nothing about them. */
const NO_BAND = { band: null, bandText: '', bandFrom: 'runs' } as const;

const missingPrice = (evaluation: Evaluation): string => (evaluation.racks.length === 0 ? 'no racks' : 'no price');

const slaKpi = ({ totals }: Evaluation): Kpi => {
  const answered = totals.workloadsAnswered > 0;
  return {
    id: 'sla',
    label: 'SLA met',
    value: answered ? totals.workloadsMet : null,
    parts: answered ? { value: `${whole(totals.workloadsMet)} of ${whole(totals.workloads)}`, unit: '' } : null,
    about: totals.workloads === 1 ? 'workload' : 'workloads',
    absent: totals.workloads > 0 ? 'no answer' : 'no workload',
    tier: totals.tier,
    ...NO_BAND,
    source: `every target in every hour; ${totals.workloadsAnswered} of ${totals.workloads} answered`,
    better: 'more',
    change: 'count',
    broken: totals.workloadsMet < totals.workloadsAnswered,
  };
};

const ttftKpi = (evaluation: Evaluation): Kpi => {
  const late = evaluation.workloads.find((one) => one.urgency !== 'offline' && isOverloaded(one));
  const tightest = late ? null : evaluation.totals.tightestTtft;
  const workload = evaluation.workloads.find((one) => one.workloadId === tightest?.workloadId);
  const figure = tightest ? againstLimit(tightest.value, tightest.limit) : null;
  const band = tightest && workload?.trust ? bandAround(tightest.value, workload.trust.ttft) : null;
  return {
    id: 'ttft',
    label: 'TTFT p99, tightest',
    value: tightest?.value ?? null,
    parts: figure ? { value: figure.value, unit: '' } : null,
    about: figure?.unit ?? '',
    absent: late ? OVERLOADED : 'no answer',
    tier: workload?.tier ?? evaluation.totals.tier,
    band,
    bandText: band ? bandText(band) : '',
    bandFrom: 'runs',
    source: late
      ? `the queue of ${late.name} grows: it has no latency`
      : workload
        ? `${workload.name}, at its peak hour; every arrival counts`
        : 'no workload has a limit and an answer',
    better: 'less',
    change: 'share',
    broken: late !== undefined || (tightest !== null && tightest.value > tightest.limit),
  };
};

/** Whole per cent from ten up: the band of an answer supports no more. */
const headroomParts = (value: number): Parts =>
  Math.abs(value) < 0.1
    ? signedPercent(value)
    : { value: `${value < 0 ? MINUS : '+'}${whole(Math.abs(value) * 100)}`, unit: '%' };

/** Capacity falls as the time per token rises: measured slower is less headroom. */
const headroomBand = (headroom: number, { low, high }: Band): Band => ({
  low: (1 + headroom) / high - 1,
  high: (1 + headroom) / low - 1,
});

const pointsText = ({ low, high }: Band): string => {
  const [from, to] = [headroomParts(low), headroomParts(high)];
  return `${from.value} to ${text(to)}`;
};

const headroomKpi = (evaluation: Evaluation): Kpi => {
  const { headroom, tier } = evaluation.totals;
  const pool = evaluation.deployments.find(({ deploymentId }) => deploymentId === headroom?.deploymentId);
  const names = evaluation.deployments.map(({ name }) => name);
  const short = pool && names.length > 1 ? shortName(pool.name, names) : '';
  const common = { id: 'headroom', label: 'Headroom', tier, better: 'more', change: 'points', ...NO_BAND } as const;
  const full = evaluation.deployments.find((one) => isOverloaded(one) && one.headroom === null);
  if (full || !headroom) {
    return {
      ...common,
      value: null,
      parts: null,
      about: '',
      absent: full ? OVERLOADED : 'no answer',
      source: full ? `${full.name} has no load within its targets` : 'no pool has an SLA capacity',
      broken: full !== undefined,
    };
  }
  if (pool && isOverloaded(pool)) {
    const load = factor(1 / (1 + headroom.value)).value;
    return {
      ...common,
      value: headroom.value,
      parts: { value: 'none', unit: '' },
      about: `load ${load}`,
      absent: OVERLOADED,
      source: `the peak load of ${pool.name} is ${load} its SLA capacity`,
      broken: true,
    };
  }
  const band = pool?.trust ? headroomBand(headroom.value, pool.trust.tpot) : null;
  return {
    ...common,
    band,
    bandText: band ? pointsText(band) : '',
    value: headroom.value,
    parts: headroomParts(headroom.value),
    about: short,
    absent: 'no answer',
    source: `${pool?.name ?? ''}: SLA capacity over peak load, less one; the smallest of all pools`,
    broken: headroom.value < 0,
  };
};

/** The strip, in its fixed order. */
export const kpisOf = (evaluation: Evaluation): readonly Kpi[] => {
  const { totals } = evaluation;
  const empty = evaluation.racks.length === 0;
  const month = empty ? null : totals.costPerMonth;
  const unserved = evaluation.deployments.some(isOverloaded);
  const perMtok = unserved ? null : totals.costPerMtokOutput;
  const carbon = unserved ? null : totals.carbonPerMtokOutput;
  const plain = { tier: totals.tier, about: '', better: 'less', change: 'share', broken: false, ...NO_BAND } as const;
  const price = `price confidence: ${totals.priceConfidence ?? 'none'}`;
  const notServed = 'part of the demand is not served, so a token has no fair price';
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
      value: perMtok,
      parts: perMtok === null ? null : moneyParts(perMtok),
      absent: month === null ? missingPrice(evaluation) : unserved ? OVERLOADED : 'no tokens',
      source: unserved ? notServed : `all cost ÷ all output tokens of a mean month; ${price}`,
      broken: unserved && month !== null,
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
      source: unserved
        ? 'what the pools put out at saturation; the demand is more'
        : 'output of all pools in the busiest hour',
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
      label: 'Carbon per Mtok',
      value: carbon,
      parts: carbon === null ? null : carbonParts(carbon),
      absent: unserved ? OVERLOADED : 'no tokens',
      source: unserved ? notServed : 'operation by grid hour, life cycle, per million output tokens',
      broken: unserved,
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
