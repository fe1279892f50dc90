/** The seeded generator: uniform, repeatable, and the same numbers however they are asked for. */
import { expect, test } from 'vitest';
import { seededUniforms, uniformsFrom } from './random.ts';

test('same seed, same numbers; another seed, others', () => {
  const [a, b, c] = [uniformsFrom(7), uniformsFrom(7), uniformsFrom(8)];
  const draw = (next: () => number): number[] => Array.from({ length: 5 }, () => next());
  const first = draw(a);
  expect(draw(b)).toEqual(first);
  expect(draw(c)).not.toEqual(first);
  expect([...seededUniforms(7, 5)]).toEqual(first);
});

// 20,000 uniforms: mean 1/2 ± 4·√(1/12)/√20,000 = ± 0.0082; each tenth holds 2,000 ± 4·√(20,000·0.09) = ± 170.
test('uniform in [0, 1)', () => {
  const draws = seededUniforms(1, 20_000);
  const tenths = Array.from({ length: 10 }, () => 0);
  let sum = 0;
  for (const u of draws) {
    sum += u;
    tenths[Math.floor(10 * u)] = (tenths[Math.floor(10 * u)] ?? 0) + 1;
  }
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(Math.abs(sum / draws.length - 0.5)).toBeLessThan(0.0082);
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(170);
});
