/** Fit of the shrunken throughput terms, and its grouped cross-validation: a model on an accelerator is left out whole. */
import { fitTerms, termOf } from '../end-to-end/fit-effects.ts';
import type { ThroughputObservation } from './observations.ts';

/** Scatter of one run about its group, and prior standard deviations along the keys: six times those of steps, for whole systems. */
const NOISE = 0.15;
const SPREADS: readonly number[] = [0, 0.3, 0.3, 0.3];

export const fitThroughputTerms = (list: readonly ThroughputObservation[]): ReadonlyMap<string, number> =>
  fitTerms(list, NOISE, SPREADS);

export interface LeftOutThroughput {
  readonly observation: ThroughputObservation;
  /** log(predicted ÷ measured) while its model × accelerator was left out. */
  readonly error: number;
}

/** Every model on every accelerator in turn: no draw of folds decides the figures. */
export const crossValidateThroughput = (list: readonly ThroughputObservation[]): readonly LeftOutThroughput[] => {
  const groupOf = ({ model, accelerator }: ThroughputObservation): string => `${model}|${accelerator}`;
  const groups = [...new Set(list.map(groupOf))].toSorted();
  return groups.flatMap((group) => {
    const terms = fitThroughputTerms(list.filter((observation) => groupOf(observation) !== group));
    return list
      .filter((observation) => groupOf(observation) === group)
      .map((observation) => ({ observation, error: termOf(terms, observation.keys) - observation.value }));
  });
};
