/** What the vertical axis counts output against: one GPU, a kW at the meter, or a dollar. */
import type { FrontierAnswer, FrontierColumns } from '../../src/search/frontier-types.ts';
import { inScale, scaleFor, text, type Parts } from '../../src/units/format.ts';
import { significant } from '../../src/units/significant.ts';

export type Upward = 'gpu' | 'kilowatt' | 'dollar';

/** `GPU` where all accelerators are; else `chip`. */
export type Chip = 'GPU' | 'chip';

export const UPWARDS: readonly Upward[] = ['gpu', 'kilowatt', 'dollar'];

export const columnOf = (columns: FrontierColumns, upward: Upward): Float64Array =>
  ({
    gpu: columns.tokensPerSecondPerAccelerator,
    kilowatt: columns.tokensPerSecondPerKilowatt,
    dollar: columns.tokensPerDollar,
  })[upward];

export const frontOf = ({ fronts }: FrontierAnswer, upward: Upward): Uint32Array =>
  ({ gpu: fronts.perAccelerator, kilowatt: fronts.perKilowatt, dollar: fronts.perDollar })[upward];

/** `per GPU`. */
export const perWord = (upward: Upward, chip: Chip): string =>
  ({ gpu: `per ${chip}`, kilowatt: 'per kW', dollar: 'per dollar' })[upward];

/** What is counted: `tok/s`, and `tokens` for a dollar. */
export const unitWord = (upward: Upward): string => (upward === 'dollar' ? 'tokens' : 'tok/s');

export const axisTitle = (upward: Upward, chip: Chip): string =>
  ({
    gpu: `output tokens per second per ${chip}, log`,
    kilowatt: 'output tokens per second per kW at the meter, log',
    dollar: 'output tokens per dollar, log',
  })[upward];

/** Three digits and the unit: `1,090 tok/s`, `1.39 Mtok`. */
export const figure = (upward: Upward, value: number): Parts =>
  upward === 'dollar' ? inScale('tokens', value) : { value: significant(value), unit: 'tok/s' };

export const figureText = (upward: Upward, value: number): string => text(figure(upward, value));

/** A tick; dollars share one prefix over the axis. */
export const tickText = (upward: Upward, value: number): string => {
  if (upward !== 'dollar') return significant(value);
  const { divisor, unit } = scaleFor('tokens', value);
  return `${significant(value / divisor)} ${unit.replace('tok', '')}`.trim();
};
