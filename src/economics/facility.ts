/**
 * From IT power to the meter: PUE of a site by the way its heat leaves, and energy per token at the meter.
 */
import type { CoolingClass } from '../catalogue/figures.ts';
import { quantity, scale, type Joules, type TokensPerSecond, type Watts } from '../units/quantity.ts';

/** Share of heat that leaves by liquid. Where it is not published: all for liquid, none for air and for what is unknown. */
export const liquidShareOf = (system: {
  readonly cooling: CoolingClass;
  readonly liquidShare: number | null;
}): number => system.liquidShare ?? (system.cooling === 'liquid' ? 1 : 0);

/** Liquid share of a site, weighted by IT power; 0 for a site that draws none. */
export const siteLiquidShare = (
  loads: readonly { readonly itPower: Watts; readonly liquidShare: number }[],
): number => {
  const total = loads.reduce((sum, one) => sum + one.itPower, 0);
  return total === 0 ? 0 : loads.reduce((sum, one) => sum + one.itPower * one.liquidShare, 0) / total;
};

export interface SiteCooling {
  /** Annual mean the owner states; it replaces the region's. */
  readonly statedPue: number | null;
  readonly pueAir: number;
  readonly pueLiquid: number;
  readonly liquidShare: number;
}

/** Power at the meter ÷ IT power. */
// Eq. E1: each share of the heat pays for its own way out.
export const sitePue = (cooling: SiteCooling): number => {
  const { statedPue, pueAir, pueLiquid, liquidShare } = cooling;
  if (!(liquidShare >= 0 && liquidShare <= 1)) throw new Error(`sitePue: liquid share ${liquidShare}`);
  return statedPue ?? pueAir * (1 - liquidShare) + pueLiquid * liquidShare;
};

/** Power at the meter. Of provisioned IT power: what the site must carry. Of hourly IT power: what is billed. */
export const meterPower = (itPower: Watts, pue: number): Watts => scale(itPower, pue);

/** Joules at the meter for one token; null when none flow. Prefill energy is inside it when the tokens are output tokens. */
// Eq. E1
export const joulesPerToken = (meter: Watts, tokensPerSecond: TokensPerSecond): Joules | null =>
  tokensPerSecond > 0 ? quantity(meter / tokensPerSecond) : null;
