/** How far the overhead of a site, PUE − 1, swings around its mean of the year. The check of a position and the bill read the same. */
import type { PowerFigures, Region } from './figures.ts';

/** Swings of the overhead as shares of it: over a day and over a year. */
export interface Swing {
  readonly day: number;
  readonly season: number;
}

/** From this latitude on summer and winter are whole; seasons shrink towards the equator. */
const FULL_SEASON_DEG = 40;

/** The swings of the ways heat leaves, weighed by the overhead each causes; all of the overhead at most, so that it is never negative. */
// Eq. E1
export const swingOf = (
  overhead: { readonly air: number; readonly liquid: number },
  swings: Readonly<Record<'air' | 'liquid', Swing>>,
  { latitudeDeg }: Pick<Region, 'latitudeDeg'>,
): Swing => {
  const both = overhead.air + overhead.liquid;
  const over = (period: keyof Swing): number =>
    both > 0 ? (overhead.air * swings.air[period] + overhead.liquid * swings.liquid[period]) / both : 0;
  const season = over('season') * Math.min(1, Math.abs(latitudeDeg) / FULL_SEASON_DEG);
  const whole = Math.max(1, over('day') + season);
  return { day: over('day') / whole, season: season / whole };
};

/** At base. */
export const baseSwings = ({ pueSwing: { air, liquid } }: PowerFigures): Readonly<Record<'air' | 'liquid', Swing>> => ({
  air: { day: air.day.base, season: air.season.base },
  liquid: { day: liquid.day.base, season: liquid.season.base },
});

/** PUE of the warmest hour of the year. */
export const atPeak = (mean: number, { day, season }: Swing): number => 1 + (mean - 1) * (1 + day + season);
