/** Sites alike in words, and the month of the hours. */
import { describe, expect, it } from 'vitest';
import { ofAll, siteMonthWords, siteName } from './site-words.ts';

describe('sites in charts', () => {
  it('counts sites alike together', () => {
    expect(siteName({ name: 'Shop', count: 200 })).toBe('Shop × 200');
    expect(siteName({ name: 'Frankfurt', count: 1 })).toBe('Frankfurt');
    expect(ofAll([1, 2], { count: 3 })).toEqual([3, 6]);
  });

  it('names the month only where it is one', () => {
    expect(siteMonthWords([{ month: 6 }, { month: 6 }])).toBe('weekday in July');
    expect(siteMonthWords([{ month: 6 }, { month: 0 }])).toBe('weekday of the month each draws most');
  });
});
