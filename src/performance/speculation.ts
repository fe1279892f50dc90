/** Speculative decoding: how far a step gets when it verifies drafted tokens [S7]. */

/**
 * Tokens a sequence gains per step that verifies `verified` tokens (its drafts and one), each draft accepted with probability
 * `acceptance` given the one before: Σ a^i for i < verified. Eq. S7
 */
export const tokensPerStep = (acceptance: number, verified: number): number => {
  let [sum, chain] = [0, 1];
  for (let i = 0; i < verified; i++) {
    sum += chain;
    chain *= acceptance;
  }
  return sum;
};
