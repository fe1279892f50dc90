import { expect, test } from 'vitest';
import { placeLabels } from './map-labels.ts';

const box = { left: 0, top: 0, width: 300, height: 100 };

test('a name stands left of its point where that is free', () => {
  const [label] = placeLabels([{ key: 'a', text: 'chat', x: 150, y: 50 }], [{ x: 150, y: 50 }], [], box);
  expect(label).toMatchObject({ key: 'a', top: 43.5 });
  expect((label?.left ?? 150) + 4 * 5.6).toBeLessThan(150 - 5);
});

test('names of neighbours part: the second goes above, and neither covers a point', () => {
  const points = [
    { x: 150, y: 50 },
    { x: 165, y: 50 },
  ];
  const placed = placeLabels(
    points.map(({ x, y }, index) => ({ key: `${index}`, text: 'coding', x, y })),
    points,
    [],
    box,
  );
  expect(placed.map(({ top }) => top)).toEqual([43.5, 28]);
});

test('a name without room is left out', () => {
  expect(placeLabels([{ key: 'a', text: 'computer use', x: 10, y: 5 }], [], [box], box)).toEqual([]);
});
