/** Spread of draws in the strip. */
import { describe, expect, it } from 'vitest';
import { byKpi } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { withChance } from './kpi-chance.ts';
import type { Kpi } from './kpis.ts';

const kpi = (id: string, value: number | null): Kpi => ({
  id,
  label: id,
  value,
  parts: null,
  about: '',
  absent: 'no answer',
  tier: 'calibrated',
  band: { low: 1, high: 2 },
  bandText: 'runs',
  bandFrom: 'runs',
  source: '',
  better: 'less',
  change: 'share',
  broken: false,
});

const chance = (p10: number, p90: number) => ({
  base: 1,
  quantiles: { p10, p50: (p10 + p90) / 2, p90, mean: 1 },
  absentShare: 0,
});

const kpis = byKpi((total) => (total === 'ttftOverLimit' ? chance(0.5, 1.2) : chance(480_000, 560_000)));
const plain = (words: string | undefined): string => (words ?? '').replaceAll('\u00a0', ' ');

describe('withChance', () => {
  it('puts P10 and P90 in place of the band of measured runs', () => {
    const [month] = withChance([kpi('month', 5e5)], { kpis }, null);
    expect(month).toMatchObject({ bandFrom: 'draws', band: { low: 480_000, high: 560_000 } });
    expect(plain(month?.bandText)).toBe('$480–560 k');
  });

  it('tells the TTFT as part of its limit, and draws it in seconds', () => {
    const [ttft] = withChance([kpi('ttft', 2)], { kpis }, 4);
    expect(ttft?.band).toEqual({ low: 2, high: 4.8 });
    expect(plain(ttft?.bandText)).toBe('50–120 % of limit');
  });

  it('leaves a withheld figure, and one without a limit, as they are', () => {
    for (const one of withChance([kpi('month', null), kpi('ttft', 2)], { kpis }, null))
      expect(one.bandFrom).toBe('runs');
  });
});
