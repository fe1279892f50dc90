/** Tokens of a day by what becomes of them, and the month its hours are of. */
import { describe, expect, it } from 'vitest';
import { quantity } from '../../src/units/quantity.ts';
import { dayTokens, madeOf, weekdayWords } from './day-tokens.ts';

const everyHour = <U extends 'req/s' | 'tok/s'>(value: number) => Array.from({ length: 24 }, () => quantity<U>(value));

const flows = (urgency: 'real-time' | 'near-real-time' | 'offline', made: number, late: number, shed: number) => ({
  urgency,
  outputTokens: 100,
  outputTokensPerSecondByHour: everyHour<'tok/s'>(made * 100),
  askedByHour: everyHour<'req/s'>(made + shed),
  lateByHour: everyHour<'req/s'>(late),
  shedByHour: everyHour<'req/s'>(shed),
});

describe('dayTokens', () => {
  it('tells what is made in time from what is late, and adds what is turned away', () => {
    const [row] = dayTokens([flows('real-time', 5, 2, 0), flows('near-real-time', 4, 1, 3)]);
    expect(row).toEqual({ hour: 0, 'real-time': 300, 'near-real-time': 300, offline: 0, late: 300, shed: 300 });
    expect(row && madeOf(row)).toBe(900);
  });

  it('takes dust of rounding for nothing', () => {
    expect(dayTokens([flows('real-time', 5, 0, 1e-15)])[0]?.shed).toBe(0);
  });

  it('leaves offline work whole in the hours it is made in', () => {
    const [row] = dayTokens([flows('offline', 5, 2, 7)]);
    expect(row).toMatchObject({ offline: 500, late: 0, shed: 0 });
  });
});

const pool = (peaks: readonly number[]) => ({
  months: peaks.map((interactivePeakShare) => ({ interactivePeakShare, verdict: 'stable' as const })),
  busiestMonth: peaks.indexOf(Math.max(...peaks)),
});

describe('weekdayWords', () => {
  const flat = pool(Array.from({ length: 12 }, () => 0.5));
  const march = pool([0.4, 0.4, 0.6, ...Array.from({ length: 9 }, () => 0.4)]);
  const may = pool([0.4, 0.4, 0.4, 0.4, 0.6, ...Array.from({ length: 7 }, () => 0.4)]);

  it('names the month only where it differs from the others', () => {
    expect(weekdayWords([flat])).toBe('weekday, months alike');
    expect(weekdayWords([flat, march])).toBe('weekday in March');
    expect(weekdayWords([may, march])).toBe('weekday of the busiest month of each pool');
  });
});
