/** The tail of the wait against a queue simulated arrival by arrival: first come, first served at k servers. Eq. Q3 */
import { describe, expect, test } from 'vitest';
import { erlangC, meanWait } from '../maths/queue.ts';
import { uniformsFrom } from '../maths/random.ts';

const ARRIVALS = 300_000;

interface Queue {
  readonly servers: number;
  /** Mean of one service is 1 s; `next` draws one. */
  readonly next: () => number;
  /** Seconds between arrivals. */
  readonly gap: () => number;
}

/** Waits of all arrivals after the first tenth, ascending. */
const simulatedWaits = ({ servers, next, gap }: Queue): number[] => {
  const free = Array.from({ length: servers }, () => 0);
  const waits: number[] = [];
  let now = 0;
  for (let i = 0; i < ARRIVALS; i++) {
    now += gap();
    const first = free.indexOf(Math.min(...free));
    const begins = Math.max(now, free[first] ?? 0);
    free[first] = begins + next();
    if (i > ARRIVALS / 10) waits.push(begins - now);
  }
  return waits.toSorted((a, b) => a - b);
};

const quantileIn = (ascending: readonly number[], p: number): number =>
  ascending[Math.floor(p * ascending.length)] ?? NaN;

/** The formula: P(wait > t) = P_wait·exp(−t·P_wait/mean). */
const quantileOf = (servers: number, load: number, variability: number, p: number): number => {
  const waits = erlangC(servers, load);
  const mean = meanWait(waits, variability, 1, servers, load / servers);
  return p <= 1 - waits ? 0 : (mean / waits) * Math.log(waits / (1 - p));
};

const exponential = (uniform: () => number, mean: number) => () => -mean * Math.log(1 - uniform());

/** Arrivals in two moods, ten times as many in one of them, each lasting 20 services on average. */
const moody = (
  uniform: () => number,
  rate: number,
): { gap: () => number; dispersionOver: (window: number) => number } => {
  const [quiet, busy, stay] = [rate * (2 / 11), rate * (20 / 11), 20];
  let [now, mood, changes] = [0, busy, 0];
  const gap = (): number => {
    const before = now;
    if (changes === 0) changes = exponential(uniform, stay)();
    for (;;) {
      const after = exponential(uniform, 1 / mood)();
      if (now + after <= changes) {
        now += after;
        return now - before;
      }
      now = changes;
      mood = mood === busy ? quiet : busy;
      changes = now + exponential(uniform, stay)();
    }
  };
  // Two moods of equal length: covariance of the rate falls as exp(−2t/stay), so that over a window w, with r = 2w/stay,
  // variance ÷ mean of counts = 1 + ((busy − quiet)/2)²·stay/rate · (1 − (1 − e^−r)/r).
  const dispersionOver = (window: number): number => {
    const r = (2 * window) / stay;
    return 1 + ((((busy - quiet) / 2) ** 2 * stay) / rate) * (1 - (1 - Math.exp(-r)) / r);
  };
  return { gap, dispersionOver };
};

const TAIL = [0.9, 0.95, 0.99] as const;

describe('the tail of the wait in a simulated queue', () => {
  test.each([
    { name: 'M/M/1 at 0.7', servers: 1, load: 0.7 },
    { name: 'M/M/4 at 0.8', servers: 4, load: 3.2 },
    { name: 'M/M/16 at 0.9', servers: 16, load: 14.4 },
  ])('$name: within 4 %, where the formula is exact', ({ servers, load }) => {
    const uniform = uniformsFrom(7);
    const waits = simulatedWaits({ servers, next: exponential(uniform, 1), gap: exponential(uniform, 1 / load) });
    for (const p of TAIL) {
      const [ours, theirs] = [quantileOf(servers, load, 1, p), quantileIn(waits, p)];
      expect(Math.abs(ours - theirs), `${p}: ${ours} against ${theirs}`).toBeLessThan(0.04 * theirs + 0.02);
    }
  });

  test('M/D/1 at 0.7: within 12 %, on the safe side', () => {
    const uniform = uniformsFrom(11);
    const waits = simulatedWaits({ servers: 1, next: () => 1, gap: exponential(uniform, 1 / 0.7) });
    for (const p of TAIL) {
      const [ours, theirs] = [quantileOf(1, 0.7, 0.5, p), quantileIn(waits, p)];
      expect(ours / theirs, `${p}: ${ours} against ${theirs}`).toBeGreaterThan(1);
      expect(ours / theirs, `${p}: ${ours} against ${theirs}`).toBeLessThan(1.12);
    }
  });

  test('arrivals in bursts, dispersion over the relaxation time 1/(1 − √ρ)²: within 30 %; as Poisson less than half', () => {
    const uniform = uniformsFrom(13);
    const { gap, dispersionOver } = moody(uniform, 0.5);
    const waits = simulatedWaits({ servers: 1, next: exponential(uniform, 1), gap });
    const theirs = quantileIn(waits, 0.99);
    const dispersion = dispersionOver(1 / (1 - Math.sqrt(0.5)) ** 2);
    const ours = quantileOf(1, 0.5, (dispersion + 1) / 2, 0.99);
    expect(Math.abs(ours / theirs - 1), `${ours} against ${theirs}`).toBeLessThan(0.3);
    expect(quantileOf(1, 0.5, 1, 0.99) / theirs).toBeLessThan(0.5);
  });
});
