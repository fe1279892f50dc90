/** A pool with its days for tests: soonest fill, no power limit, nothing scheduled, unless a test says otherwise. */
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { createMemo } from './memo.ts';
import { poolAnswerOf, type PoolAnswer, type PoolTerms } from './pool-answer.ts';
import type { PoolCapacity } from './pool-capacity.ts';
import { unitPowerCurves } from './pool-power.ts';
import { poolCapacityOf } from './pool-units.ts';
import type { PoolInput } from './pool.ts';
import type { PowerCurve } from './power-curve.ts';

export const curvesOf = (pool: PoolCapacity): ReadonlyMap<string, PowerCurve | null> =>
  new Map(pool.units.flatMap((serving) => [...unitPowerCurves(serving, pool, defaultCatalogue.power)]));

/** Null where no unit can serve. */
export const loadedPoolOf = (input: PoolInput, terms: Partial<PoolTerms> = {}): PoolAnswer | null => {
  const { capacity } = poolCapacityOf(input, defaultCalibration, createMemo(), 'search', '');
  return (
    capacity &&
    poolAnswerOf(capacity, curvesOf(capacity), {
      utilisationCap: 1,
      shiftTo: 'soonest',
      allotments: new Map(),
      jouleHours: new Map(),
      schedule: null,
      ...terms,
    })
  );
};
