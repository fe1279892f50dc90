/**
 * Number formats of a deployment, by component of the model: what is stored, what is multiplied, what the KV cache holds.
 * Attention projections often stay in bf16 where the experts are four bits wide, so one "precision" does not do.
 */
import type { EngineName } from '../calibration/calibration.ts';
import type { Component, ComputeFormat, Model, WeightFormat } from '../catalogue/figures.ts';

export type WeightRecipe = 'native' | 'bf16' | 'fp8' | 'nvfp4' | 'nvfp4-experts' | 'int4-g128';

export interface Precision {
  readonly weights: Readonly<Record<Component, WeightFormat>>;
  readonly kvBytes: 1 | 2;
  readonly label: string;
}

/** Rate at which weights of a format are multiplied; int4 with group scales is unpacked to bf16 first. */
export const COMPUTE_FORMAT: Readonly<Record<WeightFormat, ComputeFormat>> = {
  bf16: 'bf16',
  fp8: 'fp8',
  mxfp8: 'fp8',
  nvfp4: 'fp4',
  mxfp4: 'fp4',
  int8: 'int8',
  'int4-g32': 'bf16',
  'int4-g128': 'bf16',
  fp32: 'bf16',
};

/** Bytes of one activation that enters a multiplication of that format. */
export const ACTIVATION_BYTES: Readonly<Record<ComputeFormat, number>> = {
  bf16: 2,
  fp8: 1,
  fp6: 1,
  int8: 1,
  fp4: 0.5625,
  int4: 1,
};

const LINEAR: readonly Component[] = ['mixer', 'routedExperts', 'sharedExperts', 'denseFfn', 'latentProjection'];
const EXPERTS: readonly Component[] = ['routedExperts'];
const WIDE: readonly WeightFormat[] = ['bf16', 'fp32'];

/**
 * Embedding, head, router and norms keep their native format in every recipe. KV is bf16 unless asked for otherwise, but for
 * TensorRT-LLM: its quantised checkpoints carry an FP8 cache.
 */
export const precisionOf = (
  model: Model,
  recipe: WeightRecipe,
  kvFormat: 'auto' | 'bf16' | 'fp8',
  engine: EngineName,
): Precision => {
  const native = model.nativeFormats;
  const changed = recipe === 'nvfp4-experts' ? EXPERTS : LINEAR;
  const format: WeightFormat | null = recipe === 'native' ? null : recipe === 'nvfp4-experts' ? 'nvfp4' : recipe;
  const weights =
    format === null ? native : { ...native, ...Object.fromEntries(changed.map((component) => [component, format])) };
  const quantised = LINEAR.some((component) => model.parameters[component] > 0 && !WIDE.includes(weights[component]));
  const fp8 = kvFormat === 'fp8' || (kvFormat === 'auto' && engine === 'tensorrt-llm' && quantised);
  const kvBytes = fp8 ? 1 : 2;
  return { weights, kvBytes, label: labelOf(model, weights) };
};

const labelOf = (model: Model, weights: Readonly<Record<Component, WeightFormat>>): string => {
  const present = LINEAR.filter((component) => model.parameters[component] > 0);
  const formats = [...new Set(present.map((component) => weights[component]))];
  return formats.length === 1
    ? (formats[0] ?? weights.mixer)
    : `${weights.routedExperts} experts, ${weights.mixer} attention`;
};
