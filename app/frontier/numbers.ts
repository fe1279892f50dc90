/** Figures of the frontier as text. */
import { NO_BREAK_SPACE, seconds as duration, text } from '../../src/units/format.ts';
import { change } from '../../src/units/format-change.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant } from '../../src/units/significant.ts';

export const axisNumber = (value: number): string => significant(value);
export const seconds = (value: number): string => text(duration(quantity<'s'>(value)));
/** `46.0 tok/s`. */
export const perUser = (value: number): string => `${significant(value)}${NO_BREAK_SPACE}tok/s`;
/** Tokens of a request: `10.7 k`, `419`. */
export const tokenWords = (value: number): string =>
  value < 1_000 ? significant(value) : `${significant(value / 1_000)}${NO_BREAK_SPACE}k`;
/** `−3.3 %`. */
export const gapText = (now: number, before: number): string => text(change(now, before));
