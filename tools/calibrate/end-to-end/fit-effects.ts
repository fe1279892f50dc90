/** Shrunken group terms by penalised least squares: each group's term is pulled to zero by its level's prior. */
export interface Residual {
  readonly keys: readonly string[];
  /** log(measured ÷ predicted). */
  readonly value: number;
  readonly weight: number;
}

/** Residuals beyond this many noise widths count as that many: one strange row must not carry its group. */
const HUBER = 1.5;
const ROUNDS = 12;

/** Term of every group, for noise of `noise` on a residual of weight one and a prior standard deviation for each level of keys. */
export const fitTerms = (
  residuals: readonly Residual[],
  noise: number,
  spreads: readonly number[],
): Map<string, number> => {
  const terms = new Map<string, number>();
  const left = residuals.map(({ value }) => value);
  for (let round = 0; round < ROUNDS; round++) {
    spreads.forEach((spread, level) => {
      const sums = new Map<string, { weighted: number; weight: number }>();
      residuals.forEach(({ keys, weight }, i) => {
        const key = keys[level];
        if (!key || weight === 0) return;
        const old = terms.get(key) ?? 0;
        const own = (left[i] ?? 0) + old;
        const size = Math.abs(left[i] ?? 0) / noise;
        const trusted = weight * (size > HUBER ? HUBER / size : 1);
        const sum = sums.get(key) ?? { weighted: 0, weight: 0 };
        sums.set(key, { weighted: sum.weighted + trusted * own, weight: sum.weight + trusted });
      });
      const prior = (noise / spread) ** 2;
      const change = new Map<string, number>();
      for (const [key, { weighted, weight }] of sums) {
        const next = weighted / (weight + prior);
        change.set(key, next - (terms.get(key) ?? 0));
        terms.set(key, next);
      }
      residuals.forEach(({ keys }, i) => {
        left[i] = (left[i] ?? 0) - (change.get(keys[level] ?? '') ?? 0);
      });
    });
  }
  return terms;
};

/** Sum of the terms of a row's groups. */
export const termOf = (terms: ReadonlyMap<string, number>, keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + (terms.get(key) ?? 0), 0);
