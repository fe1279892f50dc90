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
  /** Whether the accelerator has measured operators. */
  readonly measured: boolean;
}

export type ThroughputTerms = Readonly<Record<string, number>>;

/**
 * A family's runs of a model; a maker's entries to a family, which are tuned alike; and a maker's accelerators under a stack where no
 * operators were measured. They stand in the places of `groupKeys` whose prior spreads suit them, the first of which stays empty.
 */
export const throughputKeys = ({ family, model, maker, stack, measured }: ThroughputNames): readonly string[] => [
  '',
  `${family}|${model}`,
  `${family}|${maker}|${stack}`,
  measured ? '' : `${maker}|${stack}`,
];

/** Factor on a predicted throughput. */
export const throughputFactor = (terms: ThroughputTerms, names: ThroughputNames): number =>
  Math.exp(throughputKeys(names).reduce((sum, key) => sum + (terms[key] ?? 0), 0));

/** Terms that ship with the planner, from the generated file. */
export const defaultThroughputTerms: ThroughputTerms = artefact.terms;
/** Measured ÷ predicted of runs whose model and accelerator the fit had not seen: 80 % lie between. */
export const throughputBand: { readonly low: number; readonly high: number } = artefact.band;
