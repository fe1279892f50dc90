/** Hours of a workload in words. */
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/evaluate/evaluation.ts';
import { quantity } from '../../src/units/quantity.ts';
import { dayShare, hoursOf, hourWords } from './workload-hours.ts';

const rates = (of: (hour: number) => number) => Array.from({ length: 24 }, (_, hour) => quantity<'req/s'>(of(hour)));

const flows = {
  askedByHour: rates(() => 4),
  lateByHour: rates((hour) => (hour === 14 ? 1 : 0)),
  shedByHour: rates((hour) => (hour === 14 ? 2 : 0)),
  verdictByHour: Array.from({ length: 24 }, (_, hour): Verdict => (hour === 14 ? 'overloaded' : 'stable')),
};

const plain = (words: string): string => words.replaceAll('\u00a0', ' ');

describe('hours of a workload', () => {
  it('says what is late and shed only where something is', () => {
    expect(plain(hourWords(flows, 14))).toBe('14:00 overloaded, 4 req/s asked, 1 req/s late, 2 req/s shed');
    expect(plain(hourWords(flows, 3))).toBe('03:00 stable, 4 req/s asked');
  });

  it('shares the day', () => {
    expect(plain(dayShare(flows, 'shedByHour'))).toBe('2.08 %');
    expect(dayShare({ ...flows, lateByHour: rates(() => 0) }, 'lateByHour')).toBe('none');
    expect(dayShare({ ...flows, askedByHour: rates(() => 0) }, 'lateByHour')).toBe('not asked');
    expect(hoursOf(flows, 'overloaded')).toBe(1);
  });
});
