/** Measured rows → predictions → what they miss by. Knows no kind of row: facts and prediction are functions of a row. */
import type { Tier } from '../calibration/tier.ts';
import type { Metric, Predicted, Values } from './predicted.ts';
import type { RowFacts } from './row-kind.ts';

/** One row with its prediction. */
export interface Outcome extends RowFacts {
  /** Null when refused. */
  readonly tier: Tier | null;
  readonly predicted: Values;
  readonly band: Readonly<Partial<Record<Metric, readonly [number, number]>>>;
  /** Why there is no answer; null when there is one. */
  readonly refusal: string | null;
}

export interface ValidationOptions {
  /** Also rows that are not fit for scoring. */
  readonly all: boolean;
  /** Told after each row. */
  onRow?(done: number, total: number): void;
}

/**
 * Predicts every row that counts. A prediction that is not a positive finite number is a refusal, so that no statistic
 * can be spoiled by one bad answer.
 */
export const validateRows = <Row>(
  rows: readonly Row[],
  facts: (row: Row) => RowFacts,
  predict: (row: Row) => Predicted,
  options: ValidationOptions = { all: false },
): readonly Outcome[] => {
  const chosen = rows.map((row) => ({ row, own: facts(row) })).filter(({ own }) => options.all || own.score);
  return chosen.map(({ row, own }, index) => {
    const outcome = outcomeOf(own, predict(row));
    options.onRow?.(index + 1, chosen.length);
    return outcome;
  });
};

const outcomeOf = (facts: RowFacts, answer: Predicted): Outcome => {
  if (!answer.ok) return refused(facts, answer.reason);
  const broken = Object.entries(answer.values).find(([, value]) => !(value > 0 && Number.isFinite(value)));
  if (broken) return refused(facts, `${broken[0]} came out as ${String(broken[1])}`);
  return { ...facts, tier: answer.tier, predicted: answer.values, band: answer.band ?? {}, refusal: null };
};

const refused = (facts: RowFacts, refusal: string): Outcome => ({
  ...facts,
  tier: null,
  predicted: {},
  band: {},
  refusal,
});
