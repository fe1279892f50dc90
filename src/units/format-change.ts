/** Changes against a baseline, factors and ranges. The triangle beside a change is drawn, not written. */
import { EN_DASH, TIMES, inScale, scaleFor, type Dimension, type Parts } from './format.ts';
import { DIGITS, MINUS, significant } from './significant.ts';

export interface Change extends Parts {
  readonly direction: 'up' | 'down' | 'same';
}

/** Beyond this factor a percentage stops telling the size. */
const FACTOR_FROM = 4;

/** `+12.0 %`, `−9.8 %`, or beyond four times `×5.2` and `÷5.2`; `new` where the baseline is zero. */
export const change = (now: number, before: number): Change => {
  const direction = directionOf(now, before);
  if (direction === 'same') return { direction, value: 'same', unit: '' };
  if (before === 0) return { direction, value: 'new', unit: '' };
  const factor = now / before;
  if (factor > FACTOR_FROM) return { direction, value: `${TIMES}${significant(factor)}`, unit: '' };
  if (factor > 0 && factor < 1 / FACTOR_FROM) return { direction, value: `÷${significant(1 / factor)}`, unit: '' };
  return { direction, value: plus((now - before) / Math.abs(before), 100), unit: '%' };
};

/** Shares change in points: 0.14 to 0.17 is `+3 pt`. */
export const changeInPoints = (now: number, before: number): Change => {
  const direction = directionOf(now, before);
  if (direction === 'same') return { direction, value: 'same', unit: '' };
  return { direction, value: plus(now - before, 100), unit: 'pt' };
};

/** A signed share or difference: 0.071 is `+7.1 %`. */
export const signedPercent = (share: number): Parts => ({ value: plus(share, 100), unit: '%' });

/** `×4.39`. */
export const factor = (value: number): Parts => ({ value: `${TIMES}${significant(value)}`, unit: '' });

/** Low and high in one unit, that of the larger: `571–768 kW`, `$571–768 k`. */
export const range = (dimension: Dimension, low: number, high: number): Parts => {
  const scale = scaleFor(dimension, Math.max(Math.abs(low), Math.abs(high)));
  const to = inScale(dimension, high, scale);
  const from = inScale(dimension, low, scale);
  const end = dimension === 'dollars' && high >= 0 ? to.value.slice(1) : to.value;
  return { value: `${from.value}${EN_DASH}${end}`, unit: to.unit };
};

const directionOf = (now: number, before: number): Change['direction'] => {
  if (Math.abs(now - before) <= Math.max(Math.abs(now), Math.abs(before)) * 0.5 * 10 ** -DIGITS) return 'same';
  return now > before ? 'up' : 'down';
};

/** At most one digit after the point: the third digit of a change is noise. */
const plus = (value: number, times: number): string => {
  const scaled = value * times;
  const digits = Math.abs(scaled) < 1 ? 1 : Math.abs(scaled) < 10 ? 2 : DIGITS;
  const text = significant(scaled, digits);
  return text.startsWith(MINUS) ? text : `+${text}`;
};
