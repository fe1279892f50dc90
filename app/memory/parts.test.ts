import { expect, test } from 'vitest';
import { quantity } from '../../src/units/quantity.ts';
import { partsOf } from './parts.ts';

const bytes = (value: number) => quantity<'B'>(value);
const memory = {
  capacity: bytes(100),
  weights: bytes(30),
  kvInUse: bytes(20),
  kvRoom: bytes(50),
  activations: bytes(5),
  reserve: bytes(7),
};

test('the parts fill the capacity: 30 + 20 + 30 left + 5 + 7 + 8 of 100', () => {
  const parts = partsOf(memory);
  expect(parts.map(({ bytes: size }) => size)).toEqual([30, 20, 30, 5, 7, 8]);
});

test('more sequences than room never show more KV than there is', () => {
  const parts = partsOf({ ...memory, kvInUse: bytes(60) });
  expect(parts.map(({ bytes: size }) => size)).toEqual([30, 50, 0, 5, 7, 8]);
});
