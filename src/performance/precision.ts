/**
 * Number formats of a deployment, by component of the model: what is stored, what is multiplied, what the KV cache holds.
 * Attention projections often stay in bf16 where the experts are four bits wide, so one "precision" does not do.
 */
import type { EngineName } from '../calibration/calibration.ts';
import type { Component, ComputeFormat, Model, WeightFormat } from '../catalogue/figures.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';

/** What a deployment stores its weights as; `native` is the published checkpoint. */
export type WeightRecipe = 'native' | 'bf16' | 'fp8' | 'nvfp4' | 'nvfp4-experts' | 'int4-g128';

/** Formats by component; what is absent stays as the checkpoint has it. */
export type WeightsByComponent = {
  readonly [C in 'mixer' | 'routedExperts' | 'sharedExperts' | 'denseFfn']?: WeightFormat | undefined;
};

export type WeightChoice = WeightRecipe | WeightsByComponent;

export type KvFormat = 'bf16' | 'fp8' | 'nvfp4';

export interface Precision {
  readonly weights: Readonly<Record<Component, WeightFormat>>;
  readonly kvFormat: KvFormat;
  /** Bytes of one element of the KV cache, scales of four-bit blocks included. */
  readonly kvBytes: number;
  readonly label: string;
}

/** FP8 caches have one scale for a layer or a head: nothing per element. */
export const KV_BYTES: Readonly<Record<KvFormat, number>> = { bf16: 2, fp8: 1, nvfp4: bytesPerParameter('nvfp4') };

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

/** Components whose format a recipe may change. */
export const LINEAR: readonly Component[] = ['mixer', 'routedExperts', 'sharedExperts', 'denseFfn', 'latentProjection'];
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
  recipe: WeightChoice,
  kvFormat: 'auto' | KvFormat,
  engine: EngineName,
): Precision => {
  const weights = typeof recipe === 'string' ? weightsOf(model, recipe) : byComponent(model, recipe);
  const quantised = LINEAR.some((component) => model.parameters[component] > 0 && !WIDE.includes(weights[component]));
  const automatic = engine === 'tensorrt-llm' && quantised ? 'fp8' : 'bf16';
  const kv = kvFormat === 'auto' ? automatic : kvFormat;
  return { weights, kvFormat: kv, kvBytes: KV_BYTES[kv], label: labelOf(model, weights) };
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

const byComponent = (
  { nativeFormats }: Model,
  { mixer, routedExperts, sharedExperts, denseFfn }: WeightsByComponent,
): Readonly<Record<Component, WeightFormat>> => ({
  ...nativeFormats,
  mixer: mixer ?? nativeFormats.mixer,
  routedExperts: routedExperts ?? nativeFormats.routedExperts,
  sharedExperts: sharedExperts ?? nativeFormats.sharedExperts,
  denseFfn: denseFfn ?? nativeFormats.denseFfn,
});

const labelOf = (model: Model, weights: Readonly<Record<Component, WeightFormat>>): string => {
  const present = LINEAR.filter((component) => model.parameters[component] > 0);
  const formats = [...new Set(present.map((component) => weights[component]))];
  if (formats.length === 1) return formats[0] ?? weights.mixer;
  const { mixer, routedExperts, denseFfn } = weights;
  if (model.parameters.routedExperts === 0) return `${denseFfn} FFN, ${mixer} attention`;
  if (routedExperts !== mixer) return `${routedExperts} experts, ${mixer} attention`;
  const other = present.find((component) => weights[component] !== mixer) ?? 'mixer';
  return `${mixer}, ${weights[other]} ${WORDS[other] ?? other}`;
};

const WORDS: Partial<Record<Component, string>> = {
  sharedExperts: 'shared experts',
  denseFfn: 'dense FFN',
  latentProjection: 'latent projection',
};
