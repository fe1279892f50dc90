/** Left-out errors in figures: by slice for the report, and the bands that held 80 % of them. */
import type { Basis, BasisBands, Band } from '../../../src/calibration/trust.ts';
import { quantile } from '../../../src/validation/statistics.ts';
import type { LeftOut, LeftOutError } from './cross-validate.ts';

export interface SliceSummary {
  readonly how: LeftOut;
  readonly slice: string;
  readonly metric: 'tpot' | 'ttft';
  readonly n: number;
  /** Absolute errors in per cent. */
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
}

type Holds = (error: LeftOutError) => boolean;

const of =
  (backend: string): Holds =>
  ({ observation }) =>
    observation.core && observation.row.backend === backend;
const speculative: Holds = ({ observation }) => observation.prepared.configuration.verified > 1;
const disaggregated: Holds = ({ observation }) => observation.row.mode === 'disagg';

/** Slices of the report; first tokens that queued are reported apart from those that did not. */
export const SLICES: Readonly<Record<string, Holds>> = {
  all: () => true,
  core: ({ observation }) => observation.core,
  'core, aggregated': ({ observation }) => observation.core && observation.row.mode === 'agg',
  disaggregated,
  'speculative, aggregated': (error) => speculative(error) && !disaggregated(error),
  'speculative, disaggregated': (error) => speculative(error) && disaggregated(error),
  'vLLM, core': of('vllm'),
  'TensorRT-LLM, core': of('tensorrt-llm'),
  'SGLang, core': of('sglang'),
};

const ascending = (a: number, b: number): number => a - b;
const inPercent = (error: number): number => 100 * Math.abs(Math.exp(error) - 1);
const short = (value: number): number => Number(value.toPrecision(3));

const summaryOf = (
  how: LeftOut,
  slice: string,
  metric: SliceSummary['metric'],
  errors: readonly number[],
): SliceSummary[] => {
  if (errors.length === 0) return [];
  const apes = errors.map(inPercent).toSorted(ascending);
  const mean = apes.reduce((sum, ape) => sum + ape, 0) / apes.length;
  return [
    {
      how,
      slice,
      metric,
      n: apes.length,
      median: short(quantile(apes, 0.5)),
      mean: short(mean),
      p90: short(quantile(apes, 0.9)),
    },
  ];
};

const firstTokens = (errors: readonly LeftOutError[]): number[] =>
  errors.flatMap(({ ttft }) => (ttft === null ? [] : [ttft]));

/** Every slice of one way of leaving out. Rows that the model refuses are not in it: they are counted beside it. */
export const summariesOf = (how: LeftOut, errors: readonly LeftOutError[]): readonly SliceSummary[] => {
  const named = Object.entries(SLICES).flatMap(([slice, holds]) => {
    const some = errors.filter(holds);
    const calm = some.filter(({ observation }) => !observation.queued);
    return [
      ...summaryOf(
        how,
        slice,
        'tpot',
        some.map(({ tpot }) => tpot),
      ),
      ...summaryOf(how, `${slice}, not queued`, 'ttft', firstTokens(calm)),
    ];
  });
  const queued = errors.filter(({ observation }) => observation.queued);
  return [...named, ...summaryOf(how, 'all, queued', 'ttft', firstTokens(queued))];
};

/** Measured ÷ predicted between its 10th and 90th percentile. */
const bandOf = (errors: readonly number[]): Band => {
  const ratios = errors.map((error) => Math.exp(-error)).toSorted(ascending);
  return { low: short(quantile(ratios, 0.1)), high: short(quantile(ratios, 0.9)) };
};

const widened = (band: Band, least: Band): Band => ({
  low: Math.min(band.low, least.low),
  high: Math.max(band.high, least.high),
});

/** Fewest left-out rows from which quantiles are read. */
const ENOUGH = 30;

/**
 * Bands of every basis: known combinations from curves left out, known models from combinations left out, measured operators from models
 * left out, datasheets from accelerators without tables left out. Less behind an answer never narrows its band. Eq. T2
 */
export const bandsOf = (
  errors: Readonly<Record<LeftOut, readonly LeftOutError[]>>,
  fallback: BasisBands,
): Readonly<Record<Basis, BasisBands>> => {
  const tables: Holds = ({ observation }) => observation.prepared.configuration.workers.instance.tables !== null;
  const parts: readonly (readonly [Basis, readonly LeftOutError[]])[] = [
    ['combination', errors.curve.filter(tables)],
    ['model', errors.combination.filter(tables)],
    ['operators', errors.model.filter(tables)],
    ['datasheet', errors.system.filter((error) => !tables(error))],
  ];
  const bands = new Map<Basis, BasisBands>();
  let least: BasisBands | null = null;
  for (const [basis, some] of parts) {
    const own: BasisBands =
      some.length >= ENOUGH
        ? { tpot: bandOf(some.map(({ tpot }) => tpot)), ttft: bandOf(firstTokens(some)) }
        : fallback;
    const band: BasisBands =
      least === null ? own : { tpot: widened(own.tpot, least.tpot), ttft: widened(own.ttft, least.ttft) };
    bands.set(basis, band);
    least = band;
  }
  const get = (basis: Basis): BasisBands => bands.get(basis) ?? fallback;
  return {
    combination: get('combination'),
    model: get('model'),
    operators: get('operators'),
    datasheet: get('datasheet'),
  };
};
