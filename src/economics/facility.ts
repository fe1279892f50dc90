/**
 * From IT power to the meter: PUE of a site by the way its heat leaves, and energy per token at the meter.
 */
import type { CoolingClass } from '../catalogue/figures.ts';
import { atPeak, swingOf, type Swing } from '../catalogue/pue-swing.ts';
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

export interface SitePlace {
  readonly latitudeDeg: number;
  readonly utcOffsetHours: number;
}

/** PUE of a site through the day and the year: warm afternoons and summers take more than the mean. */
export interface PueThroughYear extends Swing {
  /** Over all hours of the year. */
  readonly mean: number;
  /** Of the day, at the middle of the warmest hour; 0 is January. */
  readonly warmestHourUtc: number;
  readonly warmestMonth: number;
}

/** By the sun: the warmest hour of the day, local time, and the warmest month north of the equator. */
const WARMEST_HOUR = 15;
const WARMEST_MONTH = 6;
// Eq. E1
export const pueThroughYear = (
  cooling: SiteCooling,
  swings: Readonly<Record<'air' | 'liquid', Swing>>,
  place: SitePlace,
): PueThroughYear => {
  const { pueAir, pueLiquid, liquidShare } = cooling;
  const overhead = { air: (pueAir - 1) * (1 - liquidShare), liquid: (pueLiquid - 1) * liquidShare };
  return {
    mean: sitePue(cooling),
    ...swingOf(overhead, swings, place),
    warmestHourUtc: (WARMEST_HOUR - place.utcOffsetHours + 24) % 24,
    warmestMonth: place.latitudeDeg < 0 ? (WARMEST_MONTH + 6) % 12 : WARMEST_MONTH,
  };
};

/** In one hour of the days of one month, 0 is January. Their mean over all hours and months is that of the year. */
// Eq. E1: PUE(h, m) = 1 + (mean − 1) · (1 + day · cos 2π(h − warmest)/24 + season · cos 2π(m − warmest)/12)
export const pueAt = (pue: PueThroughYear, hourUtc: number, month: number): number => {
  const { mean, day, season, warmestHourUtc, warmestMonth } = pue;
  const ofDay = day * Math.cos((2 * Math.PI * (hourUtc + 0.5 - warmestHourUtc)) / 24);
  const ofYear = season * Math.cos((2 * Math.PI * (month - warmestMonth)) / 12);
  return 1 + (mean - 1) * (1 + ofDay + ofYear);
};

/** What the site must be built for: the warmest hour of the warmest month. */
// Eq. E1
export const peakPue = (pue: PueThroughYear): number => atPeak(pue.mean, pue);

/** Power at the meter. Of provisioned IT power: what the site must carry. Of hourly IT power: what is billed. */
export const meterPower = (itPower: Watts, pue: number): Watts => scale(itPower, pue);

/** Joules at the meter for one token; null when none flow. Prefill energy is inside it when the tokens are output tokens. */
// Eq. E1
export const joulesPerToken = (meter: Watts, tokensPerSecond: TokensPerSecond): Joules | null =>
  tokensPerSecond > 0 ? quantity(meter / tokensPerSecond) : null;
