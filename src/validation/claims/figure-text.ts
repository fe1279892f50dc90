/** Figures of the claims desk as text; the page and the document say the same. */
import { joules, number, percent, per, seconds, text, tokensPerSecond, watts, dollars } from '../../units/format.ts';
import { factor } from '../../units/format-change.ts';
import { quantity } from '../../units/quantity.ts';
import { whole } from '../../units/significant.ts';
import type { ClaimUnit } from './claim.ts';

/** The figure with its unit, or the word given where there is none. */
export const figureText = (value: number | null, unit: ClaimUnit, absent = 'no answer'): string => {
  if (value === null) return absent;
  switch (unit) {
    case 'times':
      return text(factor(value));
    case 'share':
      return text(percent(value));
    case 'watts':
      return text(watts(quantity<'J/s'>(value)));
    case 'tokenRate':
      return text(tokensPerSecond(quantity<'tok/s'>(value)));
    case 'perUser':
      return text(number(value, 'tok/s'));
    case 'joulesPerToken':
      return text(per(joules(quantity<'J'>(value)), 'tok'));
    case 'dollarsPerMtok':
      return text(per(dollars(quantity<'USD'>(value)), 'Mtok'));
    case 'count':
      return whole(value);
    case 'seconds':
      return text(seconds(quantity<'s'>(value)));
  }
};
