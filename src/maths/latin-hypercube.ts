/**
 * Well spread points in any number of dimensions for a few hundred draws: of n points one lies in each of n equal strips of every
 * dimension, at a random place in it, and the strips of different dimensions are paired at random (McKay, Beckman, Conover 1979).
 *
 * Why not a Sobol or Halton sequence: a plan has 40 to 150 uncertain figures, and at 256 points such a sequence is even in pairs of its
 * first dimensions only. What is asked of a plan is nearly a sum of functions of one figure each, which strips settle (Stein 1987); what
 * is left converges as plain random draws do, and never worse. Scrambled sequences shuffled against each other, strips at every power of
 * two, pair dimensions at half as many places (128 of 256) and so double what is left.
 *
 * A dimension is found by its name, so that two plans draw the figures they share alike: their difference is not noise.
 */
import { uniformsFrom } from './random.ts';

/** Seed of a dimension: that of everything sampled, and the name of what is drawn (FNV-1a). */
const seedOf = (seed: number, name: string): number => {
  let hash = (0x811c_9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x0100_0193) >>> 0;
  return hash;
};

/** The values of one dimension for `count` points, each inside (0, 1): same seed, name and count, same values. */
export const stratifiedUniforms = (seed: number, name: string, count: number): Float64Array => {
  const next = uniformsFrom(seedOf(seed, name));
  const points = Float64Array.from({ length: count }, (_, strip) => (strip + 1e-9 + next() * (1 - 2e-9)) / count);
  // Fisher–Yates.
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const [here = 0, there = 0] = [points[at], points[other]];
    points[at] = there;
    points[other] = here;
  }
  return points;
};
