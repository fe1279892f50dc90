/** Words and places of the ladder: gains, absent figures, the logarithmic scale. */
import { describe, expect, test } from 'vitest';
import type { LadderFigures, LadderRow } from '../../src/evaluate/ladder.ts';
import { quantity } from '../../src/units/quantity.ts';
import { gainOf, placeOf, rungsOf, scaleOf, ticksOf, wordsOf } from './rungs.ts';

const figures = (within: number, most: number, more: Partial<LadderFigures> = {}): LadderFigures => ({
  verdict: 'stable',
  tier: 'calibrated',
  ttftP95: null,
  tpotP95: null,
  slaTokensPerSecond: quantity<'tok/s'>(within),
  saturatedTokensPerSecond: quantity<'tok/s'>(most),
  costPerMtok: null,
  energyPerToken: null,
  layout: 'TP 2',
  instances: 4,
  ...more,
});

const row = (
  id: LadderRow['id'],
  of: LadderFigures | null,
  refused: string | null = null,
): [LadderRow['id'], LadderRow] => [id, { id, name: id, change: '', refused, figures: of }];

describe('gains', () => {
  test('compare what is within targets where the row before has any', () => {
    expect(gainOf(figures(300, 900), figures(100, 800))).toEqual({ words: '×3', within: true });
  });
  test('say so where the targets are kept for the first time', () => {
    expect(gainOf(figures(300, 900), figures(0, 800))).toEqual({ words: 'now within', within: true });
  });
  test('fall back to where the queue grows', () => {
    expect(gainOf(figures(0, 900), figures(0, 450))).toEqual({ words: '×2', within: false });
  });
  test('are against the last row that was answered, over refused and left out ones', () => {
    const rows = new Map([
      row('start', figures(0, 100)),
      row('batching', figures(0, 400)),
      row('paging', figures(0, 400), 'no'),
      row('fp8', figures(0, 800)),
    ]);
    const rungs = rungsOf(rows, ['flash-attention'], 4);
    const gain = (id: string) => rungs.find((rung) => rung.id === id)?.gain?.words ?? null;
    expect([gain('batching'), gain('paging'), gain('fp8')]).toEqual(['×4', null, '×2']);
    expect(rungs.find(({ id }) => id === 'flash-attention')).toMatchObject({ leftOut: true, row: null });
  });
});

test('only rows of the run under way are fresh', () => {
  const rungs = rungsOf(new Map([row('start', figures(0, 100)), row('batching', figures(0, 400))]), [], 1);
  expect(rungs.slice(0, 2).map(({ fresh }) => fresh)).toEqual([true, false]);
});

test('the scale spans whole decades, and a rate stands by its logarithm', () => {
  const scale = scaleOf(
    rungsOf(new Map([row('start', figures(0, 150)), row('batching', figures(900, 20_000))]), [], 2),
  );
  expect(scale).toEqual({ from: 2, to: 5 });
  if (!scale) return;
  expect(placeOf(scale, 1_000)).toBeCloseTo(1 / 3, 12);
  expect(placeOf(scale, 0)).toBe(0);
  expect(ticksOf(scale).map(({ words }) => words.replace('\u00a0', ' '))).toEqual(['100', '1 k', '10 k', '100 k']);
});

test('what is absent is a word that says why', () => {
  expect(wordsOf(figures(0, 100, { verdict: 'overloaded' }))).toMatchObject({
    within: 'none',
    ttft: 'overloaded',
    cost: 'none',
  });
  expect(wordsOf(figures(50, 100))).toMatchObject({ cost: 'no price', energy: 'no power' });
});
