/** How far an answer may be trusted (Eq. T1). A derived number takes the weakest tier of its inputs. */
export type Tier = 'measured' | 'calibrated' | 'estimated' | 'withheld';

const ORDER: readonly Tier[] = ['measured', 'calibrated', 'estimated', 'withheld'];

/** Weakest of the tiers given; `measured` when there are none. */
export const weakestTier = (...tiers: readonly Tier[]): Tier =>
  tiers.reduce<Tier>((weakest, tier) => (ORDER.indexOf(tier) > ORDER.indexOf(weakest) ? tier : weakest), 'measured');
