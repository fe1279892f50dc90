/**
 * Shrunken terms of published throughput: what benchmarks of one family showed for one model, and one maker's accelerators under one
 * serving stack, beside the model of the step. Logarithms on measured ÷ predicted; what nobody measured has none.
 */
import artefact from './throughput.json' with { type: 'json' };

/** What a throughput run is called in the groups. */
export interface ThroughputNames {
  /** Benchmark or campaign that the run belongs to; its lengths, rules and tuning are alike. */
  readonly family: string;
  readonly model: string;
  readonly maker: string;
  readonly stack: string;
}

export type ThroughputTerms = Readonly<Record<string, number>>;

/** From wide to narrow, in the places of the prior spreads of `effects.ts`: the family, the family's runs of a model, the maker's stack. */
export const throughputKeys = ({ family, model, maker, stack }: ThroughputNames): readonly string[] => [
  family,
  `${family}|${model}`,
  `${family}|${maker}|${stack}`,
];

/** Factor on a predicted throughput. */
export const throughputFactor = (terms: ThroughputTerms, names: ThroughputNames): number =>
  Math.exp(throughputKeys(names).reduce((sum, key) => sum + (terms[key] ?? 0), 0));

/** Terms that ship with the planner, from the generated file. */
export const defaultThroughputTerms: ThroughputTerms = artefact.terms;
/** Measured ÷ predicted of runs whose model and accelerator the fit had not seen: 80 % lie between. */
export const throughputBand: { readonly low: number; readonly high: number } = artefact.band;
