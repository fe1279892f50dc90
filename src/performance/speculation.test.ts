/** Tokens a verified step yields. Eq. S7 */
import { expect, test } from 'vitest';
import { tokensPerStep } from './speculation.ts';

// Three drafts at 0.8: 1 + 0.8 + 0.64 + 0.512 = 2.952.
test('one token and the accepted drafts', () => {
  expect(tokensPerStep(0.8, 4)).toBeCloseTo(2.952, 12);
  expect(tokensPerStep(0.8, 1)).toBe(1);
  expect(tokensPerStep(0, 4)).toBe(1);
  expect(tokensPerStep(1, 4)).toBe(4);
});
