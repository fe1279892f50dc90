/** Numbers of charts and key figures as text. All digits come from `units/format.ts`; this names the units of plain series. */
import {
  carbon,
  dollars,
  inScale as partsInScale,
  percent,
  requestsPerSecond,
  scaleFor,
  seconds as duration,
  text,
  tokens as tokenCount,
  tokensPerSecond,
  watts,
  type Parts,
} from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import { quantity, type Dollars, type GramsCo2e } from '../../src/units/quantity.ts';
import { significant, whole } from '../../src/units/significant.ts';

export type { Parts } from '../../src/units/format.ts';

/** SI prefix shared by one axis or one set of labels. */
export interface AxisScale {
  readonly divisor: number;
  readonly prefix: string;
}

/** The prefix for an axis that reaches `largest`. */
export const scaleOf = (largest: number): AxisScale => {
  const { divisor, unit } = scaleFor('power', largest);
  return { divisor, prefix: unit.slice(0, -1) };
};

/** A value of an axis whose head states the prefix. */
export const inScale = (value: number, scale: AxisScale): string => significant(value / scale.divisor);

/** `12.3 M`: the prefixes of money without its sign. */
const countScale = (value: number): Parts => {
  const scale = scaleFor('dollars', value);
  return { value: significant(value / scale.divisor), unit: scale.unit };
};

export const axisNumber = (value: number): string => significant(value);
export const axisMoney = (value: number): string => text(dollars(quantity<'USD'>(value)));
export const hourLabel = clock;

export const share = (value: number): string => text(percent(value));
export const tokenRate = (value: number): string => text(tokensPerSecond(quantity<'tok/s'>(value)));
export const requestRate = (value: number): string => text(requestsPerSecond(quantity<'req/s'>(value)));
/** Requests of a month: a plain count with its prefix. */
export const requestCount = (value: number): string => text(countScale(value));
export const seconds = (value: number): string => text(duration(quantity<'s'>(value)));
export const tokens = (value: number): string => text(tokenCount(value));
export const money = (value: number): string => text(dollars(quantity<'USD'>(value)));
export const power = (value: number): string => text(watts(quantity<'J/s'>(value)));
export const carbonMass = (value: number): string => text(carbon(quantity<'gCO2e'>(value)));
/** gCO2e/J as a plain number per kWh, for axes. */
export const gramsPerKwh = (value: number): number => value * 3.6e6;
export const milliseconds = (value: number): string => (value < 1 ? 'under 1 ms' : `${whole(value)} ms`);

/** `$653 k` reads as one figure: the prefix belongs to the value. */
export const moneyParts = (value: Dollars): Parts => ({ value: text(dollars(value)), unit: '' });
export const carbonParts = (value: GramsCo2e): Parts => carbon(value);

/** A figure and its limit in the unit of the figure: `7.4 s` `of 8`. */
export const againstLimit = (value: number, limit: number): Parts => {
  const scale = scaleFor('duration', Math.max(value, limit));
  const now = partsInScale('duration', value, scale);
  return { value: text(now), unit: `of ${partsInScale('duration', limit, scale).value}` };
};
