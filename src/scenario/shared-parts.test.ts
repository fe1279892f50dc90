import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedParts } from './shared-parts.ts';

test('keeps what did not change, whatever was taken out before it', () => {
  const before = {
    name: 'plan',
    racks: [
      { id: 'a', at: [1, 2] },
      { id: 'b', at: [3] },
      { id: 'c', at: [] },
    ],
    own: {},
  };
  const now = { ...structuredClone(before), racks: structuredClone(before.racks.slice(1)) };
  const shared = sharedParts(before, now);
  expect(shared).toEqual(now);
  expect(shared.racks[0]).toBe(before.racks[1]);
  expect(shared.racks[1]).toBe(before.racks[2]);
  expect(shared.own).toBe(before.own);
});

test('gives back the very document where nothing changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value));
      expect(sharedParts(parsed, structuredClone(parsed))).toBe(parsed);
    }),
  );
});

test('is always equal to what it was given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => {
      expect(sharedParts(before, structuredClone(now))).toStrictEqual(now);
    }),
  );
});
