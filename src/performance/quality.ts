/** What is published of the quality of a choice of formats, or of a smaller model: looked up, never computed. */
import type { Component, Model, WeightFormat } from '../catalogue/figures.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';
import { LINEAR, type KvFormat, type Precision } from './precision.ts';
import { KV_QUALITY, SMALLER_MODEL_QUALITY, WEIGHT_QUALITY, type QualityFigure } from './quality-figures.ts';

/** One format that differs from the checkpoint's, and what is published of it; null where nothing is. */
export interface FormatQuality {
  readonly of: 'weights' | 'kv';
  readonly format: WeightFormat | KvFormat;
  readonly components: readonly Component[];
  readonly figures: readonly QualityFigure[] | null;
}

/**
 * Formats in which a model loses something against its checkpoint, in the order of its components, and the KV cache when it is narrower than
 * bf16. Empty for the model as published: its own benchmarks hold.
 */
export const qualityOf = (model: Model, { weights, kvFormat }: Precision): FormatQuality[] => {
  const lossy = LINEAR.filter(
    (component) => model.parameters[component] > 0 && loses(model.nativeFormats[component], weights[component]),
  );
  const ofComponents = [...new Set(lossy.map((component) => weights[component]))].map((format) => ({
    of: 'weights' as const,
    format,
    components: lossy.filter((component) => weights[component] === format),
    figures: ofWeights(format),
  }));
  if (kvFormat === 'bf16') return ofComponents;
  const figures = kvFormat === 'nvfp4' ? KV_QUALITY.nvfp4 : null;
  return [...ofComponents, { of: 'kv', format: kvFormat, components: [], figures }];
};

/** Storing wider loses nothing; another format of about as many bits does. */
const loses = (native: WeightFormat, chosen: WeightFormat): boolean =>
  native !== chosen && bytesPerParameter(chosen) < 1.1 * bytesPerParameter(native);

const ofWeights = (format: WeightFormat): readonly QualityFigure[] | null => {
  switch (format) {
    case 'fp8':
      return WEIGHT_QUALITY.fp8;
    case 'int8':
      return WEIGHT_QUALITY.int8;
    case 'nvfp4':
      return WEIGHT_QUALITY.nvfp4;
    case 'int4-g32':
    case 'int4-g128':
      return WEIGHT_QUALITY.int4;
    default:
      return null;
  }
};

/** A model that was distilled or pruned from a larger one, against it; null where nothing is published. */
export const smallerModelQuality = (model: Pick<Model, 'id'>): readonly QualityFigure[] | null =>
  SMALLER_MODEL_QUALITY[model.id] ?? null;
