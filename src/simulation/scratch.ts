/**
 * Arrays kept from run to run: allocating fresh ones takes a good part of a short run. They hold whatever the last run left, and
 * a run must have been summed up before the next one begins.
 */

const floats = new Map<string, Float64Array>();
const integers = new Map<string, Int32Array>();

/** `count` numbers for one purpose, of any content. */
export const scratchFloats = (purpose: string, count: number): Float64Array => {
  let kept = floats.get(purpose);
  if (!kept || kept.length < count) {
    kept = new Float64Array(2 * count);
    floats.set(purpose, kept);
  }
  return kept.subarray(0, count);
};

/** `count` integers for one purpose, of any content. */
export const scratchIntegers = (purpose: string, count: number): Int32Array => {
  let kept = integers.get(purpose);
  if (!kept || kept.length < count) {
    kept = new Int32Array(2 * count);
    integers.set(purpose, kept);
  }
  return kept.subarray(0, count);
};
