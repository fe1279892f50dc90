/** Power of one accelerator over an hour: idle with weights loaded, or stepping as the fitted law says [E1]. */
import {
  defaultPower,
  generationOf,
  powerRankOf,
  type PowerCalibration,
  type PowerRank,
  type StepUse,
} from '../calibration/power.ts';
import type { Accelerator, PowerFigures } from '../catalogue/figures.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import { workingShare } from './power-law.ts';

/** What an accelerator does in an hour. */
export interface Activity {
  /** Share of the hour inside model steps, 0..1. The rest is idle with weights loaded. */
  readonly busyShare: number;
  /** What the steps do; null without any. */
  readonly use: StepUse | null;
}

export const IDLE: Activity = { busyShare: 0, use: null };

export interface PowerAnswer {
  readonly watts: Watts;
  readonly rank: PowerRank;
}

type PoweredAccelerator = Pick<Accelerator, 'id' | 'boardPower' | 'idlePower'>;

/** A limit that the owner sets on each accelerator. */
export interface PowerLimit {
  /** Of board power. */
  readonly share: number;
  /** What is left of the rates under it: shares of use are of rates at these. */
  readonly compute: number;
  readonly memory: number;
}

export const NO_LIMIT: PowerLimit = { share: 1, compute: 1, memory: 1 };

/** Mean watts of one accelerator at its board, never above board power or its limit; null where that is unknown. */
// Eq. E1, Eq. E5
export const acceleratorPower = (
  accelerator: PoweredAccelerator,
  figures: PowerFigures,
  activity: Activity,
  power: PowerCalibration = defaultPower,
  limit: PowerLimit = NO_LIMIT,
): PowerAnswer | null => {
  const { id, boardPower } = accelerator;
  if (boardPower === null) return null;
  checkActivity(activity);
  const rank = powerRankOf(id);
  const idle = idlePower(accelerator, boardPower, figures);
  const { busyShare, use } = activity;
  if (use === null) return { watts: idle, rank };
  const law = power.laws[generationOf(id)];
  const asIs = {
    ...use,
    computeShare: use.computeShare * limit.compute,
    memoryShare: use.memoryShare * limit.memory,
  };
  const working = boardPower * Math.min(limit.share, workingShare(law, power.sharpness, idle / boardPower, asIs));
  return { watts: quantity(busyShare * working + (1 - busyShare) * idle), rank };
};

/** Weights loaded, no work: a reading of this part, else the constant share of board power. */
export const idlePower = (
  accelerator: Pick<Accelerator, 'id' | 'idlePower'>,
  boardPower: Watts,
  figures: PowerFigures,
): Watts => {
  const own = figures.idleWatts[accelerator.id] ?? accelerator.idlePower;
  if (own !== null) return quantity(Math.min(own, boardPower));
  return scale(boardPower, figures.constantShare.idle.base);
};

const checkActivity = ({ busyShare, use }: Activity): void => {
  if (!(busyShare >= 0 && busyShare <= 1)) throw new Error(`activity: busy ${busyShare}`);
  if (use === null) {
    if (busyShare > 0) throw new Error('activity: busy without steps');
    return;
  }
  const { kernelShare, memoryShare, computeShare } = use;
  if (!(kernelShare >= 0 && kernelShare <= 1 + 1e-9 && memoryShare >= 0 && computeShare >= 0)) {
    throw new Error(`activity: kernels ${kernelShare}, memory ${memoryShare}, compute ${computeShare}`);
  }
};
