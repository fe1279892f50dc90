/** State of one frontier search while it runs: the points so far, their fronts, and the numbers that configurations go by. */
import { layoutKey, type Layout } from '../performance/layout.ts';
import { createPointStore, type FoundPoint, type PointStore, type Usage } from './frontier-points.ts';
import { createConfigurationStore, type ConfigurationStore } from './frontier-columns.ts';
import { limitsOf, missesOf, TPOT_MISSED, TTFT_MISSED, type Limits } from './frontier-limits.ts';
import { VERDICTS, type FrontierQuestion } from './frontier-types.ts';
import { createFront, type Front } from './pareto.ts';
import type { Tables } from './frontier-cache.ts';

export interface Space {
  readonly question: FrontierQuestion;
  readonly tables: Tables;
  /** Off: every point is worked out, however badly it is beaten already. */
  readonly prune: boolean;
  readonly limits: Limits;
  readonly points: PointStore;
  readonly configurations: ConfigurationStore;
  readonly layouts: Layout[];
  readonly layoutIndex: (layout: Layout) => number;
  readonly fronts: { readonly perAccelerator: Front; readonly perKilowatt: Front; readonly perDollar: Front };
  prunedPoints: number;
}

export const createSpace = (question: FrontierQuestion, tables: Tables, prune: boolean): Space => {
  const layouts: Layout[] = [];
  const numbers = new Map<string, number>();
  const seen = new Map<Layout, number>();
  const perAccelerator = createFront();
  // With one rack power and price are in proportion to accelerators: the three fronts hold the same points.
  const alone = question.racks.length === 1;
  return {
    question,
    tables,
    prune,
    limits: limitsOf(question.targets),
    points: createPointStore(),
    configurations: createConfigurationStore(),
    layouts,
    layoutIndex: (layout) => {
      const same = seen.get(layout);
      if (same !== undefined) return same;
      const key = layoutKey(layout);
      const number = numbers.get(key) ?? layouts.push(layout) - 1;
      numbers.set(key, number);
      seen.set(layout, number);
      return number;
    },
    fronts: {
      perAccelerator,
      perKilowatt: alone ? perAccelerator : createFront(),
      perDollar: alone ? perAccelerator : createFront(),
    },
    prunedPoints: 0,
  };
};

/** What accelerators of a rack, named by its index, take together. */
export const usageOf = ({ racks }: FrontierQuestion, index: number, accelerators: number): Usage => {
  const rack = racks[index];
  const watts = rack?.wattsPerAccelerator ?? Number.NaN;
  return {
    accelerators,
    kilowatts: (accelerators * watts * (rack?.pue ?? Number.NaN)) / 1_000,
    usdPerSecond: (accelerators * (rack?.usdPerAcceleratorHour ?? Number.NaN)) / 3_600,
  };
};

export const bothOf = (one: Usage, other: Usage): Usage => ({
  accelerators: one.accelerators + other.accelerators,
  kilowatts: one.kilowatts + other.kilowatts,
  usdPerSecond: one.usdPerSecond + other.usdPerSecond,
});

/** Adds a point to the cloud and offers it to the fronts. */
export const addPoint = ({ fronts, points, question, limits }: Space, point: FoundPoint): void => {
  const { usage } = point.unit;
  const tokens = point.requestsPerSecond * question.mix.outputTokens;
  const perUser = 1 / point.tpot[0];
  const misses = missesOf(limits, point);
  const index = points.add(point, tokens, misses, verdictOf(misses));
  fronts.perAccelerator.add(perUser, tokens / usage.accelerators, index);
  if (fronts.perKilowatt === fronts.perAccelerator) return;
  fronts.perKilowatt.add(perUser, tokens / usage.kilowatts, index);
  fronts.perDollar.add(perUser, tokens / usage.usdPerSecond, index);
};

/** Whether a point no better than this could still be on a front. */
export const mayWin = (
  { fronts, question }: Space,
  tpot: number,
  requestsPerSecond: number,
  { accelerators, kilowatts, usdPerSecond }: Usage,
): boolean => {
  const tokens = requestsPerSecond * question.mix.outputTokens;
  const beaten = (front: Front, y: number): boolean => Number.isNaN(y) || front.beats(1 / tpot, y);
  return !(
    beaten(fronts.perAccelerator, tokens / accelerators) &&
    (fronts.perKilowatt === fronts.perAccelerator ||
      (beaten(fronts.perKilowatt, tokens / kilowatts) && beaten(fronts.perDollar, tokens / usdPerSecond)))
  );
};

const verdictOf = (misses: number): number => {
  if (misses === 0) return VERDICTS.indexOf('dominated');
  if ((misses & TTFT_MISSED) !== 0) return VERDICTS.indexOf('ttft');
  return VERDICTS.indexOf((misses & TPOT_MISSED) !== 0 ? 'tpot' : 'e2e');
};
