/** What moving offline work saves, as rows of words: not shifting, the plan's own fill, and the optimum. */
import { savedShare, type MonthSum } from '../../src/optimise/month-sum.ts';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import { changeInPoints, signedPercent } from '../../src/units/format-change.ts';
import { electricity, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { carbonMass, money, share } from './numbers.ts';

export interface ShiftRow {
  readonly name: string;
  readonly soonest: string;
  readonly filled: string;
  /** A word where the program has no answer. */
  readonly optimal: string;
  /** By the way the plan is placed on screen, against not shifting. */
  readonly saved: string;
  /** What the plan looks for. */
  readonly sought: boolean;
}

/** Parts below this are rounding. */
const NOTHING = 5e-5;

interface Measure {
  readonly name: string;
  readonly of: (sum: MonthSum) => number;
  readonly words: (value: number) => string;
}

const MEASURES: Readonly<Record<'energy' | 'cost' | 'carbon', Measure>> = {
  energy: {
    name: 'Energy at the meter',
    of: ({ energyPerMonth }) => energyPerMonth,
    words: (value) => text(electricity(quantity<'J'>(value))),
  },
  cost: { name: 'Energy bill', of: ({ energyCostPerMonth }) => energyCostPerMonth, words: money },
  carbon: { name: 'Carbon, by location', of: ({ carbonPerMonth }) => carbonPerMonth, words: carbonMass },
};

/** Why there is no optimum. */
const NO_OPTIMUM: Readonly<Record<ShiftAnswer['status'], string>> = {
  optimal: 'none found',
  limit: 'out of time',
  failed: 'solver failed',
  'too-large': 'too large to solve',
};

const savedWords = (before: number, after: number, words: Measure['words']): string => {
  const part = savedShare(before, after);
  if (part === null || Math.abs(part) < NOTHING) return 'nothing';
  return `${words(Math.abs(before - after))} ${part > 0 ? 'less' : 'more'}, ${text(signedPercent(-part))}`;
};

/** A mean month of the whole plan; the carbon of the moved work alone; the part done in time. */
export const shiftRows = ({ months, moved, goal, status, schedule }: ShiftAnswer): readonly ShiftRow[] => {
  const { soonest, filled, optimal } = months;
  // Where the schedule is no better by the full model, the plan keeps its own fill.
  const shown = (schedule && optimal) || filled;
  const none = NO_OPTIMUM[status];
  const rows = (['energy', 'cost', 'carbon'] as const).map((key): ShiftRow => {
    const { name, of, words } = MEASURES[key];
    return {
      name,
      soonest: words(of(soonest)),
      filled: words(of(filled)),
      optimal: optimal ? words(of(optimal)) : none,
      saved: savedWords(of(soonest), of(shown), words),
      sought: key === goal,
    };
  });
  return [
    ...rows,
    ...(moved ? [movedRow(moved, goal, schedule !== null, none)] : []),
    {
      name: 'Moved work done in time',
      soonest: share(soonest.doneShare),
      filled: share(filled.doneShare),
      optimal: optimal ? share(optimal.doneShare) : none,
      saved:
        Math.abs(shown.doneShare - soonest.doneShare) < NOTHING
          ? 'same'
          : text(changeInPoints(shown.doneShare, soonest.doneShare)),
      sought: false,
    },
  ];
};

/** By the marginal figures of the program: what the work adds to a plan that runs anyway. */
const movedRow = (
  { soonest, filled, optimal }: NonNullable<ShiftAnswer['moved']>,
  goal: ShiftAnswer['goal'],
  scheduled: boolean,
  none: string,
): ShiftRow => {
  const of = ({ usdPerMonth, gramsPerMonth }: typeof soonest): number =>
    goal === 'cost' ? usdPerMonth : gramsPerMonth;
  const { words } = MEASURES[goal];
  return {
    name: `${goal === 'cost' ? 'Bill' : 'Carbon'} of the moved work alone`,
    soonest: words(of(soonest)),
    filled: words(of(filled)),
    optimal: optimal ? words(of(optimal)) : none,
    saved: savedWords(of(soonest), of((scheduled && optimal) || filled), words),
    sought: false,
  };
};

/** What the shape of a mean day allows at best, by site. */
export const meanDayWords = ({ meanDays }: ShiftAnswer, nameOf: (siteId: string) => string): string =>
  meanDays
    .map(({ siteId, measured, savings }) => {
      const parts = savings.map(({ runHours, share: part }) => `${runHours} h ${share(part)}`);
      return `${nameOf(siteId)} (${measured ? 'measured shape' : 'estimated shape'}): ${parts.join(', ')}`;
    })
    .join('; ');
