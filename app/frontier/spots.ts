/** A point of the answer, read out of its columns. */
import type { FrontierAnswer, FrontierConfiguration } from '../../src/search/frontier-types.ts';
import { configurationAt } from '../../src/search/frontier-columns.ts';
import { E2E_MISSED, TPOT_MISSED, TTFT_MISSED } from '../../src/search/frontier-limits.ts';
import { columnOf, type Upward } from './upward.ts';

export interface Spot {
  /** Of the point; null for a plan that is none of the points. */
  readonly index: number | null;
  readonly configuration: FrontierConfiguration;
  /** Output tokens per second to one user. */
  readonly perUser: number;
  /** Per accelerator, per kW at the meter, tokens per dollar; NaN where the rack states no power or price. */
  readonly up: Readonly<Record<Upward, number>>;
  readonly ttft: number;
  readonly inFlight: number;
  /** Names of the limits missed. */
  readonly misses: readonly string[];
}

const MISSES = [
  [TTFT_MISSED, 'TTFT'],
  [TPOT_MISSED, 'TPOT'],
  [E2E_MISSED, 'end to end'],
] as const;

export const missWords = (misses: number): readonly string[] =>
  MISSES.flatMap(([bit, word]) => ((misses & bit) === 0 ? [] : [word]));

/** One of the points. */
export type PointSpot = Spot & { readonly index: number };

/** Throws where the answer has no such point. */
export const spotAt = (answer: FrontierAnswer, index: number): PointSpot => {
  const { columns } = answer;
  const read = (column: ArrayLike<number>): number => column[index] ?? NaN;
  return {
    index,
    configuration: configurationAt(answer, read(columns.configuration)),
    perUser: read(columns.tokensPerSecondPerUser),
    up: {
      gpu: read(columnOf(columns, 'gpu')),
      kilowatt: read(columnOf(columns, 'kilowatt')),
      dollar: read(columnOf(columns, 'dollar')),
    },
    ttft: read(columns.ttftSeconds),
    inFlight: read(columns.inFlight),
    misses: missWords(read(columns.misses)),
  };
};
