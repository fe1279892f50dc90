/** The pieces of the frontier's drawing, worked by hand, and what pinning changes. */
import { describe, expect, test } from 'vitest';
import { questionUnderTest, searched } from '../../src/search/frontier-under-test.ts';
import { configurationAt } from '../../src/search/frontier-columns.ts';
import { searchFrontier } from '../../src/search/frontier.ts';
import { createFrontierCache } from '../../src/search/frontier-cache.ts';
import type { FrontierColumns } from '../../src/search/frontier-types.ts';
import { cardPlace } from './card-place.ts';
import { markAt, marksOf } from './cloud.ts';
import { rasterOf } from './cloud-raster.ts';
import { csvOf, samplesOf } from './front-table.ts';
import { frontHeightAt, scaleOf, xOf, yOf } from './frontier-scale.ts';
import { neighboursOf } from './neighbours.ts';
import { spotAt } from './spots.ts';
import { createViewSoFar, viewOf } from './view.ts';

const question = questionUnderTest({ modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8 });
const { mix, targets, racks, choices } = question;
const terms = { mix, targets, racks, choices };
const answer = searched(question);
const view = viewOf(answer, 'gpu');
const box = { left: 40, top: 10, width: 800, height: 400 };
const NONE = { x: [], y: [] };
const scale = scaleOf(box, view.front, NONE);
if (!scale) throw new Error('no scale');

describe('axes', () => {
  // From 0 to 100 · 1.04 over 520 px; from 10 ÷ 1.6 to 1,000 · 1.5 over ln 240.
  const own = scaleOf({ left: 0, top: 0, width: 520, height: 100 }, { x: [20, 100], y: [1_000, 10] }, NONE);
  if (!own) throw new Error('no scale');

  test('one user from 0, output on a log axis', () => {
    expect(xOf(own, 50)).toBeCloseTo(250, 9);
    expect(yOf(own, 6.25)).toBeCloseTo(100, 9);
    expect(yOf(own, 1_500)).toBeCloseTo(0, 9);
    expect(yOf(own, 100)).toBeCloseTo(100 * (1 - Math.log(16) / Math.log(240)), 9);
    expect(own.yTicks).toEqual([10, 100, 1_000]);
  });

  test('the front is straight between its points and ends with the last', () => {
    const line = { x: [20, 100], y: [1_000, 10] };
    const middle = frontHeightAt(own, line, xOf(own, 60));
    expect(middle).toBeCloseTo((yOf(own, 1_000) + yOf(own, 10)) / 2, 9);
    expect(frontHeightAt(own, line, xOf(own, 10))).toBeCloseTo(yOf(own, 1_000), 9);
    expect(frontHeightAt(own, line, xOf(own, 101))).toBe(100);
  });

  test('nothing to draw has no axes', () => {
    expect(scaleOf(box, NONE, NONE)).toBeNull();
  });
});

describe('cloud', () => {
  const marks = marksOf([answer.columns], 'gpu', scale);

  test('a mark stands where its point is, and is found there', () => {
    expect(marks.count).toBeGreaterThan(100);
    expect(marks.count).toBeLessThanOrEqual(answer.counts.points);
    for (const mark of [0, marks.count - 1]) {
      const spot = spotAt(answer, marks.point[mark] ?? 0);
      expect(marks.x[mark]).toBeCloseTo(xOf(scale, spot.perUser), 3);
      expect(marks.y[mark]).toBeCloseTo(yOf(scale, spot.up.gpu), 3);
      expect(markAt(marks, marks.x[mark] ?? 0, marks.y[mark] ?? 0, 1)).not.toBeNull();
    }
    expect(markAt(marks, -50, -50, 12)).toBeNull();
  });

  test('points that fall on one another are one mark, of each kind', () => {
    const twice = marksOf([answer.columns, answer.columns], 'gpu', scale);
    expect(twice.count).toBe(marks.count);
  });

  test('a rack without a price has no marks per dollar', () => {
    const unpriced: FrontierColumns = {
      ...answer.columns,
      tokensPerDollar: answer.columns.tokensPerDollar.map(() => NaN),
    };
    expect(marksOf([unpriced], 'dollar', scale).count).toBe(0);
  });

  test('dots lie above crosses, and only marks are inked', () => {
    const at = { x: Float32Array.of(20, 60), y: Float32Array.of(20, 20) };
    const inks = { within: [0, 0, 255], broken: [255, 0, 0] } as const;
    const both = { ...at, count: 2, kind: Uint8Array.of(0, 1), point: Uint32Array.of(0, 1) };
    const pixels = rasterOf(both, 100, 40, 1, inks);
    const of = (x: number, y: number): number[] => Array.from(pixels.slice(4 * (x + 100 * y), 4 * (x + 100 * y) + 4));
    expect(of(20, 20).slice(0, 3)).toEqual([0, 0, 255]);
    expect(of(60, 20).slice(0, 3)).toEqual([255, 0, 0]);
    expect(of(40, 20)).toEqual([0, 0, 0, 0]);
    const [red = 0, , blue = 0] = Array.from(
      rasterOf({ ...both, x: Float32Array.of(20, 20) }, 100, 40, 1, inks).slice(4 * 2_020, 4 * 2_020 + 4),
    );
    expect(blue).toBeGreaterThan(red);
    expect(red).toBeGreaterThan(0);
  });
});

describe('front', () => {
  test('the front so far, at the end of the search, is that of the answer', () => {
    const soFar = createViewSoFar();
    const run = searchFrontier(question, createFrontierCache());
    const parts: FrontierColumns[] = [];
    for (let step = run.next(); !step.done; step = run.next()) {
      parts.push(step.value.columns);
      soFar([...parts], 'kilowatt');
    }
    const last = soFar(parts, 'kilowatt');
    expect(last.front).toEqual(viewOf(answer, 'kilowatt').front);
    expect(soFar(parts, 'gpu').front).toEqual(view.front);
  });

  test('neighbours are beside the plan: one faster, one with more output', () => {
    const middle = view.indices[Math.floor(view.indices.length / 2)];
    if (middle === undefined) throw new Error('no front');
    const chosen = spotAt(answer, middle);
    const { faster, cheaper } = neighboursOf(answer, view, chosen, 'gpu');
    expect(faster?.perUser).toBeGreaterThan(chosen.perUser);
    expect(cheaper?.up.gpu).toBeGreaterThan(chosen.up.gpu);
    expect(faster?.index).not.toBe(cheaper?.index);
  });

  test('the table and the file have a row for each of its points', () => {
    const samples = samplesOf(answer, terms, view, [], 'estimated', 'GPU');
    expect(samples.positions).toHaveLength(view.indices.length);
    const [first] = samples.at(0).rows;
    expect(first?.value).toContain('tok/s');
    expect(new Set(samples.positions.map((_, at) => samples.at(at).label)).size).toBe(view.indices.length);
    const lines = csvOf(answer, terms, view).trimEnd().split('\n');
    expect(lines).toHaveLength(view.indices.length + 1);
    // Labels of formats carry commas and are quoted.
    const cells = (line = ''): number => line.replaceAll(/"[^"]*"/g, '').split(',').length;
    for (const line of lines) expect(cells(line)).toBe(cells(lines[0]));
    expect(cells(lines[0])).toBeGreaterThan(20);
  });

  test('every point of it names a configuration', () => {
    for (const index of view.indices) {
      const { accelerators } = configurationAt(answer, answer.columns.configuration[index] ?? -1);
      expect(accelerators).toBeGreaterThan(0);
    }
  });
});

describe('card', () => {
  const card = { width: 200, height: 100 };

  test('it stands above the front and never over its point', () => {
    for (const index of view.indices) {
      const { perUser, up } = spotAt(answer, index);
      const point = { x: xOf(scale, perUser), y: yOf(scale, up.gpu) };
      const { left, top } = cardPlace(scale, view.front, point, card);
      expect(left).toBeGreaterThanOrEqual(box.left);
      expect(left + card.width).toBeLessThanOrEqual(box.left + box.width);
      expect(top).toBeGreaterThanOrEqual(box.top);
      const over = point.x > left && point.x < left + card.width && point.y > top && point.y < top + card.height;
      expect(over).toBe(false);
    }
  });
});
