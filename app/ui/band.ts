/** The band around an answer: where measured runs lay that the fit had not seen, in the unit of the answer. Eq. T2 */
import type { Tier } from '../../src/calibration/tier.ts';
import type { Band } from '../../src/calibration/trust.ts';
import { text } from '../../src/units/format.ts';
import { range } from '../../src/units/format-change.ts';

/** A duration with its band applied: factors become seconds. */
export const bandAround = (seconds: number, band: Band): Band => ({
  low: seconds * band.low,
  high: seconds * band.high,
});

/** `27–36 ms`. */
export const bandText = ({ low, high }: Band): string => text(range('duration', low, high));

/** `calibrated · 27–36 ms`. */
export const trustText = (tier: Tier, seconds: number, band: Band): string =>
  `${tier} · ${bandText(bandAround(seconds, band))}`;

/** For tooltips and screen readers. */
export const trustSentence = (tier: Tier, seconds: number, band: Band): string =>
  `${tier}, 4 of 5 measured runs would lie within ${bandText(bandAround(seconds, band))}`;
