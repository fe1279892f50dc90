/** Savings of shifting in words. */
import { describe, expect, it } from 'vitest';
import type { ShiftAnswer } from '../../src/optimise/shift-answer.ts';
import { quantity } from '../../src/units/quantity.ts';
import { meanDayWords, shiftRows } from './shift-words.ts';

const month = (carbon: number, doneShare = 1) => ({
  energyPerMonth: quantity<'J'>(3.6e9),
  energyCostPerMonth: quantity<'USD'>(1000),
  carbonPerMonth: quantity<'gCO2e'>(carbon),
  doneShare,
});

const answer: ShiftAnswer = {
  goal: 'carbon',
  status: 'optimal',
  variables: 10,
  months: { soonest: month(1e6), filled: month(9e5), optimal: month(8e5) },
  moved: null,
  schedule: null,
  meanDays: [{ siteId: 'a', measured: false, savings: [{ runHours: 4, share: 0.12 }] }],
};

const plain = (words: string | undefined): string => (words ?? '').replaceAll('\u00a0', ' ');
const carbonOf = (one: ShiftAnswer) => shiftRows(one).find(({ sought }) => sought);

describe('shiftRows', () => {
  it('counts what is saved by the fill on screen while no schedule is better', () => {
    expect(plain(carbonOf(answer)?.saved)).toBe('100 kgCO2e less, −10 %');
    expect(plain(carbonOf(answer)?.optimal)).toBe('800 kgCO2e');
  });

  it('counts what the schedule saves once it is followed', () => {
    const followed = { ...answer, schedule: { workloads: [] } as unknown as ShiftAnswer['schedule'] };
    expect(plain(carbonOf(followed)?.saved)).toBe('200 kgCO2e less, −20 %');
  });

  it('has a word where nothing is saved and where there is no optimum', () => {
    const [energy] = shiftRows({ ...answer, status: 'limit', months: { ...answer.months, optimal: null } });
    expect(energy).toMatchObject({ saved: 'nothing', optimal: 'out of time' });
  });

  it('says what the day of a site allows', () => {
    expect(plain(meanDayWords(answer, () => 'Luleå'))).toBe('Luleå (estimated shape): 4 h 12 %');
  });
});
