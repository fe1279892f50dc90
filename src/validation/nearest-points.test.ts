import { expect, test } from 'vitest';
import { nearestPoints, type Place } from './nearest-points.ts';
import type { Point } from './points.ts';

const place: Place = {
  modelId: 'm',
  acceleratorId: 'a',
  engine: 'vllm',
  users: 64,
  inputTokens: 1024,
  outputTokens: 1024,
  accelerators: 8,
};

const item = (id: string, changes: Partial<Point>): { readonly point: Point } => ({
  point: {
    id,
    kind: 'latency',
    modelId: 'm',
    modelName: 'M',
    acceleratorId: 'a',
    acceleratorName: 'A',
    engine: 'vllm',
    engineName: 'vLLM',
    users: 64,
    inputTokens: 1024,
    outputTokens: 1024,
    accelerators: 8,
    how: '',
    citation: '',
    licence: '',
    ...changes,
  },
});

test('distance counts doublings in all four directions', () => {
  // 8 times the users is 3 doublings, a sixteenth of the input 4: √(9 + 16) = 5.
  const [near] = nearestPoints([item('p', { users: 512, inputTokens: 64 })], place, 1);
  expect(near?.doublings).toBeCloseTo(5, 12);
});

test('what is shared goes before how far away it is', () => {
  const found = nearestPoints(
    [
      item('accelerator', { modelId: 'other' }),
      item('model', { acceleratorId: 'other' }),
      item('engine', { engine: 'sglang' }),
      item('far', { users: 1 }),
      item('near', { users: 32 }),
      item('stranger', { modelId: 'other', acceleratorId: 'other' }),
      item('no users', { users: null }),
    ],
    place,
    9,
  );
  expect(found.map(({ item: { point } }) => point.id)).toEqual(['near', 'far', 'engine', 'model', 'accelerator']);
  expect(nearestPoints([item('a', {}), item('b', {})], place, 1)).toHaveLength(1);
});
