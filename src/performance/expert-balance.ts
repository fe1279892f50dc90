/** How evenly tokens fall on experts: the skew of their loads by choice, and the spare experts that level them [O5]. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Model } from '../catalogue/figures.ts';
import type { RoutingQuestion } from './routing.ts';
import type { Techniques } from './techniques.ts';

/** Power laws with which AIConfigurator (Apache-2.0) measures experts: its DeepSeek and Kimi class, all others, and levelled by EPLB. */
const SKEW = { level: 1.01, others: 1.2, eplb: 0.6 } as const;

/** Trained to balance their router without an auxiliary loss. */
const LEVEL_ROUTERS: readonly string[] = ['DeepSeek', 'Moonshot AI'];

/** Spare slots over experts: DeepSeek-V3 places 32 beside its 256 (arXiv:2412.19437, section 3.4). */
const SPARE_SHARE = 1 / 8;

/** The skew at which expert loads are drawn; `measured` is that of the calibration. Eq. O5 */
export const skewOf = (
  model: Pick<Model, 'id' | 'developer'>,
  balance: Techniques['expertBalance'],
  routing: Calibration['routing'],
): RoutingQuestion['skew'] => {
  switch (balance) {
    case 'measured':
      return routing.skewOf[model.id] ?? routing.skew;
    case 'uneven':
      return LEVEL_ROUTERS.includes(model.developer) ? SKEW.level : SKEW.others;
    case 'eplb':
      return SKEW.eplb;
    case 'ideal':
      return 'balanced';
  }
};

/**
 * Experts one rank stores. They are dealt whole: of 256, a rank of 72 holds ceil(256 ÷ 72). EPLB adds its spare ones where there are
 * ranks to level: of 256 + 32, a rank of 32 holds 9.
 */
export const expertsOnRank = (experts: number, ranks: number, balance: Techniques['expertBalance']): number => {
  const spare = balance === 'eplb' && ranks > 1 ? experts * SPARE_SHARE : 0;
  return Math.ceil((experts + spare) / ranks);
};
