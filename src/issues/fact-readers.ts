/** Facts of an issue as text, each by its unit. */
import { bytes, number, percent, seconds, text, watts, type Parts } from '../units/format.ts';
import { quantity } from '../units/quantity.ts';
import { whole } from '../units/significant.ts';
import type { Issue } from './issue.ts';

export const NOT_STATED = 'not stated';

/** Readers of facts by their unit; all give text. */
export const readersOf = ({ facts }: Issue) => {
  const shown = (fact: string, format: (value: number) => Parts): string => {
    const value = facts[fact];
    return typeof value === 'number' ? text(format(value)) : NOT_STATED;
  };
  return {
    has: (fact: string): boolean => Object.hasOwn(facts, fact),
    name: (fact: string): string => String(facts[fact] ?? NOT_STATED),
    power: (fact: string): string => shown(fact, (value) => watts(quantity<'J/s'>(value))),
    size: (fact: string): string => shown(fact, (value) => bytes(quantity<'B'>(value))),
    time: (fact: string): string => shown(fact, (value) => seconds(quantity<'s'>(value))),
    count: (fact: string): string => shown(fact, (value) => ({ value: whole(value), unit: '' })),
    share: (fact: string): string => shown(fact, percent),
    plain: (fact: string, unit = ''): string => shown(fact, (value) => number(value, unit)),
  };
};
