/**
 * Power of one accelerator over an hour, from how long it is busy and with which operators.
 * Measured operator classes first; without them a constant share of board power.
 */
import type { Tier } from '../calibration/tier.ts';
import type { Accelerator, PowerFigures } from '../catalogue/figures.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import { operatorPowerShare, type ClassShares, type KernelKinds, type OperatorShare } from './operator-power.ts';

/** What an accelerator does in an hour. */
export interface Activity {
  /** Share of the hour inside model steps, 0..1. The rest is idle with weights loaded. */
  readonly busyShare: number;
  /** Shares of the busy time, together at most 1; what is left waits for host or links. */
  readonly operators: readonly OperatorShare[];
  readonly kinds: KernelKinds;
}

export const IDLE: Activity = {
  busyShare: 0,
  operators: [],
  kinds: { denseWeights: 'bf16', expertWeights: 'bf16', attention: 'grouped' },
};

/** Where a power figure comes from, best first. `typical` is the published operating power of the whole system. */
export type PowerRank = 'operator-classes' | 'classes-of-sibling' | 'constant-share' | 'typical';

export interface PowerAnswer {
  readonly watts: Watts;
  readonly rank: PowerRank;
}

/** Trust a power rank allows: kernel measurements put together are calibrated, everything else is estimated. */
export const powerTier = (rank: PowerRank): Tier => (rank === 'operator-classes' ? 'calibrated' : 'estimated');

type PoweredAccelerator = Pick<Accelerator, 'id' | 'boardPower' | 'idlePower'>;

/**
 * Parts measured only through another of the same die: its shares of board power apply, its watts do not.
 * The power-capped cards (PCIe, NVL) and cut-down dies (H20) are left out: they sit nearer their limit.
 */
const SIBLINGS: Readonly<Record<string, string>> = {
  'h100-sxm': 'h200-sxm',
  h800: 'h200-sxm',
  'b300-sxm': 'b200-sxm',
  gb300: 'gb200',
};

/** Mean watts of one accelerator at its board, never above board power; null where that is unknown. */
// Eq. E1. Measured classes: AIConfigurator kernel records (NVML power); constant shares: ML.ENERGY runs.
export const acceleratorPower = (
  accelerator: PoweredAccelerator,
  figures: PowerFigures,
  activity: Activity,
): PowerAnswer | null => {
  const { boardPower } = accelerator;
  if (boardPower === null) return null;
  checkActivity(activity);
  const part = { accelerator, boardPower, figures };
  const classes = classShares(accelerator.id, figures);
  const measured = classes === null ? null : measuredShares(classes.shares, activity);
  const busy =
    measured === null ? constantBusyPower(part, activity) : classBusyPower(boardPower, measured, waitingPower(part));
  const idle = idlePower(part);
  const watts = activity.busyShare * Math.min(busy, boardPower) + (1 - activity.busyShare) * idle;
  return {
    watts: quantity(Math.min(watts, boardPower)),
    rank: classes === null || measured === null ? 'constant-share' : classes.rank,
  };
};

interface Part {
  readonly accelerator: PoweredAccelerator;
  readonly boardPower: Watts;
  readonly figures: PowerFigures;
}

interface TimedShare {
  readonly timeShare: number;
  readonly power: number | 'waiting';
}

const classShares = (
  id: string,
  figures: PowerFigures,
): { readonly shares: ClassShares; readonly rank: PowerRank } | null => {
  const sibling = SIBLINGS[id];
  const shares =
    figures.operatorClassShare[id] ?? (sibling === undefined ? undefined : figures.operatorClassShare[sibling]);
  if (shares === undefined) return null;
  return { shares, rank: sibling === undefined ? 'operator-classes' : 'classes-of-sibling' };
};

/** Null as soon as one operator has no class: half-measured answers are not blended. */
const measuredShares = (shares: ClassShares, activity: Activity): readonly TimedShare[] | null => {
  const timed: TimedShare[] = [];
  for (const operator of activity.operators) {
    const power = operatorPowerShare(shares, operator, activity.kinds);
    if (power === null) return null;
    timed.push({ timeShare: operator.timeShare, power });
  }
  return timed;
};

const classBusyPower = (boardPower: Watts, timed: readonly TimedShare[], waiting: Watts): number => {
  const working = timed.reduce((sum, one) => sum + (one.power === 'waiting' ? 0 : one.timeShare * one.power), 0);
  const workingTime = timed.reduce((sum, one) => sum + (one.power === 'waiting' ? 0 : one.timeShare), 0);
  return working * boardPower + Math.max(0, 1 - workingTime) * waiting;
};

/** The published shares are means over whole runs, host gaps included, so phases are weighted by their part of the operator time. */
const constantBusyPower = (part: Part, activity: Activity): number => {
  const total = activity.operators.reduce((sum, one) => sum + one.timeShare, 0);
  if (total === 0) return idlePower(part);
  const { prefill, decode } = part.figures.constantShare;
  const weighted = activity.operators.reduce(
    (sum, one) => sum + one.timeShare * (one.phase === 'prefill' ? prefill.base : decode.base),
    0,
  );
  return part.boardPower * (weighted / total);
};

/** Weights loaded, no work: a reading of this part, else the constant share of board power. */
const idlePower = (part: Part): Watts => {
  const { accelerator, boardPower, figures } = part;
  const own = figures.idleWatts[accelerator.id];
  if (own !== undefined) return quantity(Math.min(own, boardPower));
  if (accelerator.idlePower !== null) return quantity(Math.min(accelerator.idlePower, boardPower));
  return scale(boardPower, figures.constantShare.idle.base);
};

/** Between idle and the floor that full clocks draw without work; the floor is the upper end of the idle band. */
const waitingPower = (part: Part): Watts => {
  const idle = idlePower(part);
  const clockFloor = Math.max(idle, part.boardPower * part.figures.constantShare.idle.high);
  return quantity(idle + 0.5 * (clockFloor - idle));
};

const checkActivity = (activity: Activity): void => {
  const total = activity.operators.reduce((sum, one) => sum + one.timeShare, 0);
  const sound = activity.busyShare >= 0 && activity.busyShare <= 1 && total <= 1 + 1e-9;
  if (!sound || activity.operators.some((one) => !(one.timeShare >= 0))) {
    throw new Error(`activity: busy ${activity.busyShare}, operator shares sum to ${total}`);
  }
  if (activity.busyShare > 0 && activity.operators.length === 0) throw new Error('activity: busy without operators');
};
