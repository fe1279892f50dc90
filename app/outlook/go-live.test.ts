/** Going live in words. */
import { describe, expect, it } from 'vitest';
import type { SiteGoLive } from '../../src/outlook/lead-times.ts';
import { decidesWords, goLiveWords } from './go-live.ts';

const item = (of: 'building' | 'gridConnection', base: number) => ({
  item: of,
  months: { low: base / 2, base, high: base * 2 },
  path: `costs.leadTimeMonths.${of}`,
  estimate: false,
});

const site = (over: Partial<SiteGoLive>): SiteGoLive => ({
  siteId: 's',
  name: 'Frankfurt',
  months: { low: 0, base: 0, high: 0 },
  items: [],
  decides: null,
  unknown: [],
  ...over,
});

describe('going live', () => {
  const [grid, building] = [item('gridConnection', 36), item('building', 24)];

  it('says how long and what decides', () => {
    const waiting = site({ months: grid.months, items: [grid, building], decides: grid });
    expect(goLiveWords(waiting)).toBe('36 months (18–72)');
    expect(decidesWords(waiting)).toBe('decided by the grid connection, then the building');
  });

  it('has words where nothing is waited for or known', () => {
    expect(goLiveWords(site({}))).toBe('nothing to wait for');
    expect(decidesWords(site({ unknown: ['a', 'b'] }))).toBe('no lead time stated for 2 groups of racks');
  });
});
