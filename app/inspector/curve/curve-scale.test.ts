import { describe, expect, test } from 'vitest';
import { plotOf } from '../../ui/charts/plot.ts';
import { afterKey, curveAxis, middleAt, snapped, steppedPath, stepOf, valueAt, widestApart } from './curve-scale.ts';

/** 240 px of ground from x 40, 100 px from y 10 down. */
const plot = plotOf(300, 130, { left: 40, right: 20, top: 10, bottom: 20 });

describe('curve', () => {
  test('the axis leaves room over the highest point and is never empty', () => {
    expect(curveAxis([1, 12]).max).toBeGreaterThan(12 * 1.14);
    expect(curveAxis([0, 0]).max).toBe(1);
    expect(curveAxis([1, 1], 2).max).toBeGreaterThan(2);
  });

  test('steps are round, at least one two-hundredth of the axis and at most one fortieth', () => {
    expect([15, 100, 0.03, 2_000].map(stepOf)).toEqual([0.1, 0.5, 0.0002, 10]);
    for (const max of [0.07, 1, 3.3, 12, 47, 910]) {
      expect(stepOf(max)).toBeGreaterThanOrEqual(max / 200 - 1e-12);
      expect(stepOf(max)).toBeLessThanOrEqual(max / 40);
    }
  });

  test('a height means a value, rounded to the step and held on the axis', () => {
    expect(valueAt(plot, 10, 110)).toBe(0);
    expect(valueAt(plot, 10, 60)).toBe(5);
    expect(valueAt(plot, 10, 10)).toBe(10);
    expect(valueAt(plot, 10, -400)).toBe(10);
    expect(valueAt(plot, 10, 900)).toBe(0);
    expect(valueAt(plot, 10, 59.3)).toBe(5.05);
    expect(snapped(0.1 + 0.2, 0.1)).toBe(0.3);
  });

  test('24 points share the ground evenly', () => {
    expect(middleAt(plot, 0, 24)).toBe(45);
    expect(middleAt(plot, 23, 24)).toBe(275);
  });

  test('a step per point, closed for an area', () => {
    expect(steppedPath(plot, [5, 10], 10, false)).toBe('M40.0 60.0H160.0L160.0 10.0H280.0');
    expect(steppedPath(plot, [5, 10], 10, true)).toBe('M40.0 60.0H160.0L160.0 10.0H280.0V110.0H40.0Z');
  });

  test('keys: up and down by the step, pages by ten, left and right to the next point', () => {
    const values = [1, 4, 9.97];
    expect(afterKey('ArrowUp', 1, values, 0.1)).toEqual({ index: 1, value: 4.1 });
    expect(afterKey('ArrowUp', 2, values, 0.1)).toEqual({ index: 2, value: 10.1 });
    expect(afterKey('PageDown', 0, values, 0.1)).toEqual({ index: 0, value: 0 });
    expect(afterKey('ArrowRight', 1, values, 0.1)).toEqual({ index: 2, value: 9.97 });
    expect(afterKey('ArrowRight', 2, values, 0.1)).toEqual({ index: 2, value: 9.97 });
    expect(afterKey('Home', 2, values, 0.1)).toEqual({ index: 0, value: 1 });
    expect(afterKey('Enter', 0, values, 0.1)).toBeNull();
    expect(afterKey('ArrowUp', 7, values, 0.1)).toBeNull();
  });

  test('a word stands where two curves are furthest apart', () => {
    expect(widestApart([1, 5, 3], [1, 1, 2])).toBe(1);
  });
});
