/**
 * Number formats of a deployment, by component of the model: what is stored, what is multiplied, what the KV cache holds.
 * Attention projections often stay in bf16 where the experts are four bits wide, so one "precision" does not do.
 */
import type { EngineName } from '../calibration/calibration.ts';
import type { Component, ComputeFormat, Model, WeightFormat } from '../catalogue/figures.ts';

/** What a deployment stores its weights as; `native` is the published checkpoint. */
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
/** NVFP4 checkpoints of models with latent attention leave the attention projections in bf16. */
const LINEAR_BESIDE_ATTENTION: readonly Component[] = LINEAR.filter((component) => component !== 'mixer');
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
  const weights = weightsOf(model, recipe);
  const quantised = LINEAR.some((component) => model.parameters[component] > 0 && !WIDE.includes(weights[component]));
  const fp8 = kvFormat === 'fp8' || (kvFormat === 'auto' && engine === 'tensorrt-llm' && quantised);
  const kvBytes = fp8 ? 1 : 2;
  return { weights, kvBytes, label: labelOf(model, weights) };
};

const weightsOf = (model: Model, recipe: WeightRecipe): Readonly<Record<Component, WeightFormat>> => {
  const native = model.nativeFormats;
  const all = (components: readonly Component[], format: WeightFormat): Record<string, WeightFormat> =>
    Object.fromEntries(components.map((component) => [component, format]));
  if (recipe === 'native') return native;
  if (recipe === 'nvfp4-experts') return { ...native, ...all(EXPERTS, 'nvfp4') };
  const latent = model.mixers.some(({ spec }) => spec.kind === 'mla');
  if (recipe === 'nvfp4' && latent) return { ...native, ...all(LINEAR_BESIDE_ATTENTION, 'nvfp4'), mixer: 'bf16' };
  return { ...native, ...all(LINEAR, recipe) };
};

const labelOf = (model: Model, weights: Readonly<Record<Component, WeightFormat>>): string => {
  const present = LINEAR.filter((component) => model.parameters[component] > 0);
  const formats = [...new Set(present.map((component) => weights[component]))];
  return formats.length === 1
    ? (formats[0] ?? weights.mixer)
    : `${weights.routedExperts} experts, ${weights.mixer} attention`;
};
