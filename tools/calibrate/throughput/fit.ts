/** Fit of the shrunken throughput terms, and its grouped cross-validation: a model on an accelerator is left out whole. */
import { uniformsFrom } from '../../../src/maths/random.ts';
import { fitTerms, termOf } from '../end-to-end/fit-effects.ts';
import type { ThroughputObservation } from './observations.ts';

/** Scatter of one run about its group, and how much wider than those of steps the priors of whole systems are. */
const NOISE = 0.2;
const WIDENING = 6;

export const fitThroughputTerms = (list: readonly ThroughputObservation[]): ReadonlyMap<string, number> =>
  fitTerms(list, NOISE, WIDENING);

export interface LeftOutThroughput {
  readonly observation: ThroughputObservation;
  /** log(predicted ÷ measured) while its model × accelerator was left out. */
  readonly error: number;
}

const FOLDS = 10;
const SEED = 11;

export const crossValidateThroughput = (list: readonly ThroughputObservation[]): readonly LeftOutThroughput[] => {
  const groupOf = ({ model, accelerator }: ThroughputObservation): string => `${model}|${accelerator}`;
  const next = uniformsFrom(SEED);
  const groups = [...new Set(list.map(groupOf))].toSorted();
  const shuffled = groups.map((group) => ({ group, place: next() })).toSorted((a, b) => a.place - b.place);
  const foldOf = new Map(shuffled.map(({ group }, i) => [group, i % FOLDS]));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const terms = fitThroughputTerms(list.filter((observation) => foldOf.get(groupOf(observation)) !== fold));
    return list
      .filter((observation) => foldOf.get(groupOf(observation)) === fold)
      .map((observation) => ({ observation, error: termOf(terms, observation.keys) - observation.value }));
  }).flat();
};
