/**
 * A published row as a configuration the model can answer: device, layout, formats, users, lengths and the engine's limits, from the
 * row's configuration columns alone. What no column says follows one stated rule for all rows.
 */
import type { Calibration, EngineName, EngineTerms } from '../calibration/calibration.ts';
import type { Catalogue, Model, WeightFormat } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { layoutKey, type Layout } from '../performance/layout.ts';
import { precisionOf, type Precision } from '../performance/precision.ts';
import type { NameTables } from './resolve-names.ts';
import { subjectOf } from './subject.ts';
import type { E2eRow } from './rows/e2e-row.ts';

/** One kind of worker: its instance and how many of it there are. */
export interface Workers {
  readonly instance: Instance;
  readonly count: number;
}

export interface Configuration {
  readonly model: Model;
  readonly device: Device;
  readonly engine: EngineTerms;
  readonly engineName: EngineName;
  readonly workers: Workers;
  /** Null when the same workers prefill and decode. */
  readonly prefill: Workers | null;
  /** Slots of one decoding worker; null when the row does not limit them. */
  readonly slots: number | null;
  /** In flight over all workers. */
  readonly users: number;
  readonly prompts: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly lengthLow: number;
  /** Tokens verified per step: drafts and one. */
  readonly verified: number;
  readonly staticBatch: boolean;
  /** Run by a campaign whose launch scripts let the engine poll for prompts rarely: the one with lengths in [0.8, 1]. */
  readonly campaign: boolean;
}

export type ConfigurationOrReason =
  { readonly ok: true; readonly configuration: Configuration } | { readonly ok: false; readonly reason: string };

export interface ConfigurationContext {
  readonly catalogue: Catalogue;
  readonly names: NameTables;
  readonly calibration: Calibration;
  /** Most users of any row of the same curve: published lists of loads share one set of slots. */
  readonly mostUsers: ReadonlyMap<string, number>;
  /** Instances met so far: rows of one configuration share what an instance tabulates. */
  readonly instances: Map<string, Instance>;
}

const refuse = (reason: string): ConfigurationOrReason => ({ ok: false, reason });

/** Software without terms of its own runs on those of the engine it builds on. */
const ENGINE_OF: Readonly<Record<string, EngineName>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  'tensorrt-llm': 'tensorrt-llm',
  atom: 'vllm',
  neuron: 'vllm',
  'tpu-vllm': 'vllm',
};

/** Closed-loop runs issue ten prompts per user. */
const WAVES = 10;

export const configurationOf = (row: E2eRow, context: ConfigurationContext): ConfigurationOrReason => {
  const { calibration } = context;
  const found = subjectOf(row, context);
  if (!found.ok) return found;
  const { model, device, system, devicesPerCounted } = found.subject;
  const { concurrency, isl, osl } = row;
  if (concurrency === null || isl === null || osl === null) return refuse('users or lengths are not stated');
  const engineName = ENGINE_OF[row.backend] ?? 'vllm';
  const engine = calibration.engines[engineName];
  const precision = precisionOfRow(row, model, engineName);
  if (typeof precision === 'string') return refuse(precision);
  const instance = (layout: Layout): Instance => {
    const formats = `${JSON.stringify(precision.weights)}${precision.kvBytes}`;
    const key = `${model.id}|${system.id}|${engineName}|${layoutKey(layout)}|${formats}`;
    let known = context.instances.get(key);
    if (!known) {
      known = instanceOf(model, device, layout, precision, engine, calibration);
      context.instances.set(key, known);
    }
    return known;
  };
  const sides = row.mode === 'disagg' ? disaggregated(row) : aggregated(row, devicesPerCounted);
  if (typeof sides === 'string') return refuse(sides);
  const lengths = lengthsOf(row, isl, osl);
  return {
    ok: true,
    configuration: {
      model,
      device,
      engine,
      engineName,
      workers: { instance: instance(sides.decode.layout), count: sides.decode.count },
      prefill: sides.prefill ? { instance: instance(sides.prefill.layout), count: sides.prefill.count } : null,
      slots: slotsOf(row, sides.decode.layout, sides.decode.count, context.mostUsers.get(row.group) ?? concurrency),
      users: concurrency,
      prompts: promptsOf(row, concurrency),
      ...lengths,
      verified: verifiedOf(row, engineName, model),
      staticBatch: row.load === 'static-batch',
      campaign: row.lengthDistribution.startsWith('uniform[0.8'),
    },
  };
};

interface Side {
  readonly layout: Layout;
  readonly count: number;
}

interface Sides {
  readonly decode: Side;
  readonly prefill: Side | null;
}

const aggregated = (row: E2eRow, devicesPerCounted: number): Sides | string => {
  const { tp, pp, attnDp, moeTp, ep, acceleratorsTotal } = row;
  const total = (acceleratorsTotal ?? (tp ?? 1) * (pp ?? 1) * (attnDp ?? 1)) * devicesPerCounted;
  // Rows of parts with several cores count cores in `tp`; an instance has no more accelerators than the run.
  const stated = layoutOf(tp ?? total, pp ?? 1, attnDp ?? 1, moeTp, ep);
  const ranks = stated.tp * stated.pp * stated.attnDp;
  if (ranks <= total)
    return { decode: { layout: stated, count: Math.max(1, Math.floor(total / ranks)) }, prefill: null };
  if (stated.ep > 1 || (moeTp ?? 0) > 1) return { decode: { layout: stated, count: 1 }, prefill: null };
  return { decode: { layout: layoutOf(total, 1, 1, null, null), count: 1 }, prefill: null };
};

const disaggregated = (row: E2eRow): Sides | string => {
  const { prefill, decode } = row;
  if (!prefill || !decode || decode.workers === null || prefill.workers === null) return 'worker counts are not stated';
  const sideOf = (side: NonNullable<E2eRow['prefill']>): Side => {
    const attnDp = side.attnDp ?? 1;
    const gpus = side.gpusPerWorker ?? (side.tp ?? 1) * attnDp;
    return { layout: layoutOf(side.tp ?? gpus / attnDp, 1, attnDp, null, side.ep), count: side.workers ?? 1 };
  };
  return { prefill: sideOf(prefill), decode: sideOf(decode) };
};

/** Experts are cut over the ranks that attention uses; what expert parallelism does not take, tensor parallelism does. */
const layoutOf = (tp: number, pp: number, attnDp: number, moeTp: number | null, ep: number | null): Layout => {
  const ranks = tp * attnDp;
  const expertRanks = ep ?? 1;
  if (moeTp !== null && moeTp * expertRanks > ranks) {
    // A row that names more expert ranks than attention ranks means that many accelerators.
    return { tp: moeTp * expertRanks, pp, attnDp: 1, moeTp, ep: expertRanks };
  }
  return { tp, pp, attnDp, moeTp: moeTp ?? Math.max(1, ranks / expertRanks), ep: Math.min(ranks, expertRanks) };
};

const FORMATS: Readonly<Record<string, 'bf16' | 'fp8' | 'nvfp4' | 'int4-g128' | 'native'>> = {
  bf16: 'bf16',
  fp16: 'bf16',
  fp8: 'fp8',
  fp4: 'nvfp4',
  nvfp4: 'nvfp4',
  mxfp4: 'native',
  'mxfp4 experts': 'native',
  int4: 'int4-g128',
};

const FAMILY: Readonly<Record<WeightFormat, string>> = {
  bf16: 'bf16',
  fp32: 'bf16',
  fp8: 'fp8',
  mxfp8: 'fp8',
  nvfp4: 'fp4',
  mxfp4: 'mxfp4',
  int8: 'int8',
  'int4-g32': 'int4',
  'int4-g128': 'int4',
};

/** The checkpoint's own formats where they are of the row's precision; else all linear layers in it. A message when it names none. */
export const precisionOfRow = (
  row: Pick<E2eRow, 'weightPrecision' | 'kvPrecision'>,
  model: Model,
  engine: EngineName,
): Precision | string => {
  const named = row.weightPrecision.toLowerCase();
  const kv = row.kvPrecision === 'fp8' ? 'fp8' : row.kvPrecision === 'bf16' ? 'bf16' : 'auto';
  const heart = model.parameters.routedExperts > 0 ? model.nativeFormats.routedExperts : model.nativeFormats.denseFfn;
  if (named === '' || FAMILY[heart] === named) return precisionOf(model, 'native', kv, engine);
  const recipe = FORMATS[named];
  if (recipe) return precisionOf(model, recipe, kv, engine);
  if (named === 'int8') {
    const bf16 = precisionOf(model, 'bf16', kv, engine);
    const int8 = { mixer: 'int8', routedExperts: 'int8', sharedExperts: 'int8', denseFfn: 'int8' } as const;
    return { ...bf16, weights: { ...bf16.weights, ...int8 } };
  }
  return `weight format ${row.weightPrecision} is not modelled`;
};

/** `uniform[0.8L,L]` as printed; random lengths with their means given run from nearly nothing to twice the mean. */
const lengthsOf = (
  row: E2eRow,
  isl: number,
  osl: number,
): Pick<Configuration, 'inputTokens' | 'outputTokens' | 'lengthLow'> => {
  if (row.lengthDistribution.startsWith('uniform[0.8')) return { inputTokens: isl, outputTokens: osl, lengthLow: 0.8 };
  if (row.lengthDistribution.startsWith('uniform random'))
    return { inputTokens: 2 * isl, outputTokens: 2 * osl, lengthLow: 0.02 };
  return { inputTokens: isl, outputTokens: osl, lengthLow: 1 };
};

const promptsOf = (row: E2eRow, users: number): number => {
  const few = row.flags.map((flag) => /^few-requests\((\d+)\)$/.exec(flag)?.[1]).find((count) => count !== undefined);
  if (row.load === 'static-batch') return users;
  return Math.max(users, few === undefined ? WAVES * users : Number(few));
};

/** Drafts of an engine that does not say: TensorRT-LLM 3, or 1 beside attention-DP; SGLang 2, or 3 for models with recurrent blocks. */
const verifiedOf = (row: E2eRow, engine: EngineName, model: Model): number => {
  if (row.specDecode === 'none' || row.specDecode === 'unknown') return 1;
  if (row.draftTokens !== null) return row.draftTokens + 1;
  if (engine === 'tensorrt-llm') return (row.attnDp ?? row.decode?.attnDp ?? 1) > 1 ? 2 : 4;
  return model.mixers.some(({ spec }) => spec.kind === 'gated-delta') ? 4 : 3;
};

/** Running requests to which the recipes of SGLang's own documentation hold an instance. */
const RECIPE_SLOTS = 256;

/**
 * Slots of a decode worker: as stated per attention rank; where TensorRT-LLM's are not, the largest power of two that the curve's
 * highest load fills, since its recipes choose powers of two.
 */
const slotsOf = (row: E2eRow, layout: Layout, workers: number, mostUsers: number): number | null => {
  if (row.decode?.maxBatch) return row.decode.maxBatch * layout.attnDp;
  if (row.layoutHow.startsWith('recipe cell')) return RECIPE_SLOTS;
  if (row.mode !== 'disagg' || row.backend !== 'tensorrt-llm') return null;
  return layout.attnDp * 2 ** Math.max(0, Math.floor(Math.log2(mostUsers / (workers * layout.attnDp))));
};
