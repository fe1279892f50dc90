/**
 * Bounds of a document from a stranger, checked before anything else looks at it: depth, number of values, length of text,
 * numbers that JSON can hold, and no key that reaches the prototype of an object.
 */
import { FORBIDDEN_KEYS } from './assumption-path.ts';
import { readError, type ReadError } from './read-error.ts';

/** A scenario nests 7 deep (sites/positions, deployments/serving/layout); the rest is room for later versions. */
export const MAX_DEPTH = 24;
export const MAX_VALUES = 400_000;
export const MAX_TEXT = 4_000_000;

/** The first bound a value breaks; null when it keeps them all. Iterative: depth is what it guards against. */
export const boundsError = (json: unknown): ReadError | null => {
  const open: { value: unknown; place: string; depth: number }[] = [{ value: json, place: '', depth: 0 }];
  let values = 0;
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { value, place, depth } = item;
    values += 1;
    if (values > MAX_VALUES) return readError('too-large', '', `more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) return readError('too-deep', place, `nested more than ${MAX_DEPTH} deep`);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return readError('invalid', place, 'a number out of range', 'Correct the number in the file.');
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      if (FORBIDDEN_KEYS.has(key)) return readError('forbidden-key', place, `the key ${key} is not allowed`);
      open.push({ value: Reflect.get(value, key), place: place === '' ? key : `${place}/${key}`, depth: depth + 1 });
    }
  }
  return null;
};
