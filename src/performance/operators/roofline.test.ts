/** The closed form of an operator on a matrix product worked by hand. Eq. O1, Eq. O3 */
import { describe, expect, test } from 'vitest';
import { quantity, scale } from '../../units/quantity.ts';
import { operatorTime } from './roofline.ts';

/** H100 SXM, bf16: 989e12 FLOP/s dense, 3.35e12 B/s. */
const PEAK = quantity<'FLOP/s'>(989e12);
const BANDWIDTH = quantity<'B/s'>(3.35e12);
const bare = { computeShare: 1, bandwidthShare: 1, launchSeconds: quantity<'s'>(0) };

// 4,096 tokens × 4,096 × 4,096 in bf16: FLOPs 2·4,096³ = 137.4e9; bytes 3·4,096²·2 = 100.7e6.
const FLOP = quantity<'FLOP'>(2 * 4_096 ** 3);
const BYTES = quantity<'B'>(3 * 4_096 ** 2 * 2);

describe('a square product', () => {
  // 137.44e9 ÷ 989e12 = 138.97 µs against 100.66e6 ÷ 3.35e12 = 30.05 µs: compute decides.
  test('is bound by compute on the bare datasheet', () => {
    expect(operatorTime(FLOP, BYTES, PEAK, BANDWIDTH, bare) * 1e6).toBeCloseTo(138.97, 2);
  });

  // At 70 % of peak and 4 µs to launch: 138.97/0.7 + 4 = 202.53 µs.
  test('takes its launch and its efficiency on top', () => {
    const real = { computeShare: 0.7, bandwidthShare: 0.62, launchSeconds: quantity<'s'>(4e-6) };
    expect(operatorTime(FLOP, BYTES, PEAK, BANDWIDTH, real) * 1e6).toBeCloseTo(202.53, 2);
  });
});

// One token: FLOPs 2·4,096² = 33.55e6, 0.034 µs; bytes (4,096² + 2·4,096)·2 = 33.57e6, 10.02 µs: memory decides.
test('a product with one vector is bound by memory', () => {
  const seconds = operatorTime(
    quantity<'FLOP'>(2 * 4_096 ** 2),
    quantity<'B'>((4_096 ** 2 + 2 * 4_096) * 2),
    PEAK,
    BANDWIDTH,
    bare,
  );
  expect(seconds * 1e6).toBeCloseTo(10.02, 2);
});

// The ridge: an operator of peak ÷ bandwidth FLOPs per byte takes as long to multiply as to move.
test('both bounds meet at the ridge', () => {
  const bytes = quantity<'B'>(1e9);
  const flop = quantity<'FLOP'>(bytes * (PEAK / BANDWIDTH));
  const more = operatorTime(scale(flop, 1.01), bytes, PEAK, BANDWIDTH, bare);
  expect(operatorTime(flop, bytes, PEAK, BANDWIDTH, bare)).toBeCloseTo(bytes / BANDWIDTH, 12);
  expect(more).toBeCloseTo((1.01 * bytes) / BANDWIDTH, 12);
});
