import { describe, expect, test } from 'vitest';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import { binsOf, colourGroups, OTHERS_NAME, sliceLines, statisticsOf } from './groups.ts';
import { comparisonOf, errorText, loadWords } from './metrics.ts';
import { factorLine, nearestAt, placeIn, squareOf } from './scale.ts';

interface Changes {
  readonly system?: string;
  readonly measured?: number;
  readonly predicted?: number | null;
  readonly queued?: boolean;
}

const run = (
  id: string,
  { system = 'H200', measured = 10, predicted = 10, queued = false }: Changes,
): PredictedPoint => ({
  point: {
    id,
    kind: 'latency',
    modelId: 'm',
    modelName: 'M',
    acceleratorId: 'a',
    acceleratorName: system,
    engine: 'vllm',
    engineName: 'vLLM',
    users: 1,
    inputTokens: 1024,
    outputTokens: 8,
    accelerators: 8,
    how: 'aggregated, fp8',
    citation: 'Somewhere, file.csv',
    licence: 'MIT',
  },
  outcome: {
    id,
    group: id,
    score: true,
    measured: { tpot: measured, ttft: measured },
    queued,
    slices: {
      system,
      model: 'M',
      backend: 'vllm',
      mode: 'agg',
      precision: 'fp8',
      spec_decode: 'none',
      modality: 'text',
      source: 'Somewhere',
    },
    tier: predicted === null ? null : 'calibrated',
    predicted: predicted === null ? {} : { tpot: predicted, ttft: predicted },
    band: {},
    refusal: predicted === null ? 'no room' : null,
  },
});

describe('comparison', () => {
  test('keeps answers in the order of their measurements and counts refusals apart', () => {
    const { compared, refused } = comparisonOf(
      [run('b', { measured: 20, predicted: 15 }), run('a', { measured: 10 }), run('c', { predicted: null })],
      'tpot',
      false,
    );
    expect(compared.map(({ point }) => point.id)).toEqual(['a', 'b']);
    expect(compared[1]?.error).toBeCloseTo(-0.25, 12);
    expect(refused).toMatchObject([{ reason: 'no room', measured: 10 }]);
  });

  test('first tokens that queued count only when asked for; every pace counts', () => {
    const points = [run('a', {}), run('b', { queued: true })];
    expect(comparisonOf(points, 'ttft', false)).toMatchObject({ queued: 1, compared: [{ point: { id: 'a' } }] });
    expect(comparisonOf(points, 'ttft', true).compared).toHaveLength(2);
    expect(comparisonOf(points, 'tpot', false).compared).toHaveLength(2);
    expect(comparisonOf(points, 'throughput', false).compared).toEqual([]);
  });

  test('a refusal is an error of 100 % in the figures', () => {
    // Errors 0, 10 and 100 %: the middle one is 10.
    const comparison = comparisonOf(
      [run('a', {}), run('b', { predicted: 11 }), run('c', { predicted: null })],
      'tpot',
      false,
    );
    expect(statisticsOf(comparison)).toMatchObject({ n: 3, median_ape: expect.closeTo(10, 9) });
  });
});

describe('words', () => {
  test('errors are signed, and factors beyond four times', () => {
    expect(errorText(0.12)).toBe('+12\u00a0%');
    expect(errorText(4)).toBe('×5');
    expect(errorText(-0.8)).toBe('÷5');
  });

  test('tokens are said in full', () => {
    expect(loadWords(run('a', {}).point).replaceAll('\u00a0', ' ')).toBe('1 user, 1,024 in, 8 out, 8 accelerators');
  });
});

describe('groups', () => {
  const many = ['A', 'A', 'A', 'B', 'B', 'C', 'D', 'E', 'F', 'G'].map((system, index) =>
    run(String(index), { system }),
  );
  const comparison = comparisonOf(many, 'tpot', false);

  test('the largest have a colour, the rest share one', () => {
    const groups = colourGroups(comparison.compared, 'accelerator');
    expect(groups.map(({ name, count }) => [name, count])).toEqual([
      ['A', 3],
      ['B', 2],
      ['C', 1],
      ['D', 1],
      ['E', 1],
      [OTHERS_NAME, 2],
    ]);
    expect(new Set(groups.map(({ colour }) => colour)).size).toBe(6);
  });

  test('slices are complete and the largest comes first', () => {
    const lines = sliceLines(comparison, 'accelerator');
    expect(lines[0]).toMatchObject({ name: 'A', statistics: { n: 3 }, refused: 0 });
    expect(lines.reduce((sum, { statistics }) => sum + statistics.n, 0)).toBe(10);
  });

  test('every error is in one bin', () => {
    const errors = comparisonOf(
      [5, 9.5, 10, 10.5, 20].map((predicted, index) => run(String(index), { predicted })),
      'tpot',
      false,
    );
    // −50, −5, 0, +5, +100 %; a bin holds its lower end.
    expect(binsOf(errors.compared).map(({ count }) => count)).toEqual([0, 1, 0, 0, 1, 2, 0, 0, 0, 1]);
  });
});

describe('scale', () => {
  const square = squareOf(comparisonOf([run('a', { measured: 2, predicted: 80 })], 'tpot', false).compared);
  const box = { left: 0, top: 0, width: 100, height: 100 };

  test('both axes are one, and equal values lie on the diagonal', () => {
    expect([square.min, square.max]).toEqual([1, 100]);
    expect(placeIn(box, square, 10, 10)).toEqual({ x: 50, y: 50 });
    expect(placeIn(box, square, 1, 100)).toEqual({ x: 0, y: 0 });
  });

  test('a line of a factor is cut where it leaves the square', () => {
    expect(factorLine(square, 2)).toEqual({ from: 1, to: 50 });
    expect(factorLine(square, 0.5)).toEqual({ from: 2, to: 100 });
  });

  test('the nearest place within reach is found', () => {
    const places = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(nearestAt(places, 7, 0, 5)).toBe(1);
    expect(nearestAt(places, 40, 0, 5)).toBeNull();
  });
});
