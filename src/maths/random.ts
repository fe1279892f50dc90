/** Seeded random numbers: same seed, same numbers, on every machine. */

/** Mulberry32: a small generator with a 32-bit state; uniform in [0, 1). */
export const uniformsFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const remembered = new Map<string, Float64Array>();

/** The first `count` uniforms of a seed. */
export const seededUniforms = (seed: number, count: number): Float64Array => {
  const key = `${seed}:${count}`;
  const known = remembered.get(key);
  if (known) return known;
  const next = uniformsFrom(seed);
  const uniforms = Float64Array.from({ length: count }, () => next());
  remembered.set(key, uniforms);
  return uniforms;
};
