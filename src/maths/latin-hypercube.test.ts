import { describe, expect, it } from 'vitest';
import { stratifiedUniforms } from './latin-hypercube.ts';
import { uniformsFrom } from './random.ts';

const COUNT = 256;
const names = Array.from({ length: 120 }, (_, at) => `regions.r${at}.energyPrice`);
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('points', () => {
  it('stand one in each strip of every dimension', () => {
    for (const count of [1, 10, COUNT]) {
      for (const name of names) {
        const points = [...stratifiedUniforms(7, name, count)];
        expect(new Set(points.map((point) => Math.floor(point * count))).size, `${count} points of ${name}`).toBe(
          count,
        );
        expect(Math.min(...points)).toBeGreaterThan(0);
        expect(Math.max(...points)).toBeLessThan(1);
      }
    }
  });

  it('pair dimensions as chance would: correlations of 1/16 in the mean square', () => {
    const columns = names.map((name) => [...stratifiedUniforms(3, name, COUNT)].map((point) => point - 0.5));
    const squares: number[] = [];
    for (const [at, first] of columns.entries())
      for (const second of columns.slice(at + 1)) {
        const product = first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
        squares.push((product / (COUNT / 12)) ** 2);
      }
    // n − 1 = 255 degrees of freedom; 7,140 pairs put the mean square within a few per cent of 1/255.
    expect(mean(squares) * 255).toBeGreaterThan(0.93);
    expect(mean(squares) * 255).toBeLessThan(1.07);
    // Of so many normal ones the largest is near 4 standard deviations.
    expect(Math.sqrt(Math.max(...squares))).toBeLessThan(5.5 / 16);
  });

  it('are the same for the same seed, others for another seed or name', () => {
    expect(stratifiedUniforms(1, 'a', COUNT)).toEqual(stratifiedUniforms(1, 'a', COUNT));
    expect(stratifiedUniforms(1, 'a', COUNT)).not.toEqual(stratifiedUniforms(2, 'a', COUNT));
    expect(stratifiedUniforms(1, 'a', COUNT)).not.toEqual(stratifiedUniforms(1, 'b', COUNT));
  });

  it('integrate a smooth function of 40 figures far better than plain random draws', () => {
    // The mean of Π (1 + (x − ½)/10) over independent uniforms is 1: a product, as cost is of price, life and power.
    const dimensions = names.slice(0, 40);
    const product = (at: (dimension: number) => number): number =>
      dimensions.reduce((value, _, dimension) => value * (1 + (at(dimension) - 0.5) / 10), 1);
    const draws = (of: (index: number) => number): number =>
      mean(Array.from({ length: COUNT }, (_, index) => of(index)));
    const errorOf = (estimate: (seed: number) => number): number =>
      Math.sqrt(mean(Array.from({ length: 20 }, (_, seed) => (estimate(seed + 1) - 1) ** 2)));
    const spread = errorOf((seed) => {
      const columns = dimensions.map((name) => stratifiedUniforms(seed, name, COUNT));
      return draws((index) => product((dimension) => columns[dimension]?.[index] ?? 0));
    });
    const random = errorOf((seed) => {
      const next = uniformsFrom(seed);
      return draws(() => product(next));
    });
    expect(spread).toBeLessThan(random / 5);
  });
});
