/** An amount shared out in proportion to weights, as far as each can take it: what one cannot take goes to the others. */

/** Parts of `amount`, none above its limit; they fall short of it only where all limits together do. Weights of 0 take none. */
export const levelFill = (amount: number, weights: readonly number[], limits: readonly number[]): number[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(whole > 0) || !(amount > 0)) return weights.map(() => 0);
  const level = amount / whole;
  const even = weights.map((weight) => level * weight);
  if (even.every((part, index) => part <= (limits[index] ?? 0))) return even;
  // The level up to which each takes its part, lowest first: below it all that are not full rise together.
  const order = weights
    .map((weight, index) => ({ index, weight, full: weight > 0 ? (limits[index] ?? 0) / weight : 0 }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => a.full - b.full);
  const parts = weights.map(() => 0);
  let [left, open] = [amount, whole];
  for (const { index, weight, full } of order) {
    const part = Math.min(Math.max(0, full) * weight, (left / open) * weight);
    parts[index] = part;
    left -= part;
    open -= weight;
    if (open <= 0) break;
  }
  return parts;
};
