/** The arguments of `search`, read and checked. */
import { parseArgs } from 'node:util';
import type { EngineName } from '../../src/calibration/calibration.ts';
import type { WeightRecipe } from '../../src/performance/precision.ts';
import type { EstimateCase } from '../../src/performance/split-step-estimates.ts';
import { MODES, type FrontierMode } from '../../src/search/frontier-types.ts';

const OPTIONS = {
  model: { type: 'string' },
  system: { type: 'string' },
  isl: { type: 'string' },
  osl: { type: 'string' },
  'tpot-p95': { type: 'string' },
  'ttft-p95': { type: 'string' },
  precision: { type: 'string' },
  mode: { type: 'string' },
  engine: { type: 'string' },
  accelerators: { type: 'string' },
  'ffn-system': { type: 'string' },
  'ffn-accelerators': { type: 'string' },
  'ffn-estimates': { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const SEARCH_HELP = `  rackwright search --model ID --system ID --isl TOKENS --osl TOKENS [--tpot-p95 MS] [--ttft-p95 MS] [--precision NAME]
                    [--mode aggregated|disaggregated|attention-ffn] [--engine NAME] [--accelerators N] [--json]
                    [--ffn-system ID [--ffn-accelerators N] [--ffn-estimates pessimistic|base|optimistic]]
                                               every configuration of a model on a rack: the frontier of speed for one user against
                                               output per accelerator, what serves most inside the limits, why the rest fell out
`;

const WEIGHTS: readonly WeightRecipe[] = ['native', 'bf16', 'fp8', 'nvfp4', 'nvfp4-experts', 'int4-g128'];
const ESTIMATES: readonly EstimateCase[] = ['pessimistic', 'base', 'optimistic'];
const ENGINES: readonly EngineName[] = ['vllm', 'sglang', 'tensorrt-llm'];

export interface SearchCall {
  readonly modelId: string;
  readonly systemId: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Seconds; null without a limit. */
  readonly tpotP95: number | null;
  readonly ttftP95: number | null;
  /** Null: all that the accelerator runs. */
  readonly weights: WeightRecipe | null;
  readonly mode: FrontierMode | null;
  readonly engine: EngineName;
  /** Null: those of one system. */
  readonly accelerators: number | null;
  /** Racks that run the FFNs for attention on the others; null without such. Accelerators null: those of one system. */
  readonly ffn: {
    readonly systemId: string;
    readonly accelerators: number | null;
    readonly estimates: EstimateCase;
  } | null;
  readonly json: boolean;
}

/** The arguments after `search`, or what is wrong with them. */
export const parseSearchCall = (args: readonly string[]): SearchCall | string => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    const { model, system, isl, osl } = values;
    if (model === undefined || system === undefined || isl === undefined || osl === undefined)
      return 'search needs --model, --system, --isl and --osl.';
    const number = (name: keyof typeof values, whole: boolean): number | null | string => {
      const text = values[name];
      if (typeof text !== 'string') return null;
      const value = Number(text);
      const fits = Number.isFinite(value) && value > 0 && value <= 1e9 && (!whole || Number.isInteger(value));
      return fits ? value : `--${name} takes a ${whole ? 'whole ' : ''}number above zero, not ${text}.`;
    };
    const read = {
      inputTokens: number('isl', true),
      outputTokens: number('osl', true),
      tpot: number('tpot-p95', false),
      ttft: number('ttft-p95', false),
      accelerators: number('accelerators', true),
      ffn: number('ffn-accelerators', true),
    };
    const wrong = Object.values(read).find((value) => typeof value === 'string');
    if (typeof wrong === 'string') return wrong;
    const weights = WEIGHTS.find((one) => one === values.precision) ?? null;
    const mode = MODES.find((one) => one === values.mode) ?? null;
    const engine = ENGINES.find((one) => one === (values.engine ?? 'vllm')) ?? null;
    if (values.precision !== undefined && weights === null) return `--precision is one of ${WEIGHTS.join(', ')}.`;
    if (values.mode !== undefined && mode === null) return `--mode is one of ${MODES.join(', ')}.`;
    const estimates = ESTIMATES.find((one) => one === (values['ffn-estimates'] ?? 'base')) ?? null;
    const ffnSystem = values['ffn-system'];
    if (estimates === null) return `--ffn-estimates is one of ${ESTIMATES.join(', ')}.`;
    if (ffnSystem === undefined && (values['ffn-accelerators'] ?? values['ffn-estimates']) !== undefined)
      return '--ffn-accelerators and --ffn-estimates need --ffn-system.';
    if (engine === null) return `--engine is one of ${ENGINES.join(', ')}.`;
    const seconds = (milliseconds: number | null | string): number | null =>
      typeof milliseconds === 'number' ? milliseconds / 1_000 : null;
    return {
      modelId: model,
      systemId: system,
      inputTokens: Number(read.inputTokens),
      outputTokens: Number(read.outputTokens),
      tpotP95: seconds(read.tpot),
      ttftP95: seconds(read.ttft),
      weights,
      mode,
      engine,
      accelerators: typeof read.accelerators === 'number' ? read.accelerators : null,
      ffn:
        ffnSystem === undefined
          ? null
          : { systemId: ffnSystem, accelerators: typeof read.ffn === 'number' ? read.ffn : null, estimates },
      json: values.json === true,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
