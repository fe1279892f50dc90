/** What cannot be had for a model or on its racks, as a clause without a full stop; null where it can. Pure; tested beside. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { Model } from '../../../src/catalogue/figures.ts';
import { precisionReason, type PrecisionReason } from '../../../src/performance/precision-reasons.ts';
import { speculationReason, type SpeculationReason } from '../../../src/performance/speculation.ts';
import type { RackGroup, Serving } from '../../../src/scenario/schema.ts';
import type { LeverContext, PoolRack } from './context.ts';

export type Reason = string | null;

/** Of a way of serving: what its racks lack. */
export const modeReason = (mode: Serving['mode'], { racks }: LeverContext): Reason => {
  switch (mode) {
    case 'auto':
    case 'aggregated':
      return null;
    case 'disaggregated':
      return racks.length > 0 && racks.every(({ accelerators }) => accelerators < 2) && racks.length < 2
        ? 'one accelerator cannot be split'
        : null;
    case 'attention-ffn': {
      const plays = (role: RackGroup['role']): boolean => racks.some(({ group }) => group.role === role);
      if (racks.length < 2) return 'it needs two rack groups on one site';
      return plays('ffn') || plays('attention') ? null : 'no rack of the pool has the role FFN or attention';
    }
  }
};

const PRECISION_WORDS: Readonly<Record<PrecisionReason, (rack: PoolRack, model: Model) => string>> = {
  'component-absent': (_, model) => `${model.name} has no such part`,
  'lpu-without-four-bits': ({ accelerator }) => `${accelerator.name} multiplies FP8 and unpacks nothing`,
  'nvfp4-not-on-vendor': ({ accelerator }) =>
    `the scales of NVFP4 are NVIDIA's; ${accelerator.name} does not read them`,
  'nvfp4-kv-without-fp4-units': ({ accelerator }) => `${accelerator.name} has no FP4 units that read such a cache`,
  'narrow-kv-without-flash': () => 'a cache below 16 bits needs flash attention',
};

/** Of a set of formats: the first rack of the pool that cannot. A rack for the FFN alone holds its weights in a format of its own. */
const precisionRefusal = ({ model, racks }: LeverContext, serving: Serving, patch: Partial<Serving>): Reason => {
  if (!model) return null;
  const { engine, weights, kvFormat, flashAttention } = { ...serving, ...patch };
  for (const rack of racks.filter(({ group }) => group.role !== 'ffn')) {
    const { accelerator } = rack;
    const reason = precisionReason({ model, accelerator, engine, weights, kvFormat, flashAttention });
    if (reason) return PRECISION_WORDS[reason](rack, model);
  }
  return null;
};

/** Of weights, the cache as published. */
export const weightsReason = (weights: Serving['weights'], serving: Serving, context: LeverContext): Reason =>
  precisionRefusal(context, serving, { weights, kvFormat: 'bf16', flashAttention: true });

/** Of a KV format, the weights as published. */
export const kvFormatReason = (kvFormat: Serving['kvFormat'], serving: Serving, context: LeverContext): Reason =>
  precisionRefusal(context, serving, { kvFormat, weights: 'native' });

/** Of attention without its fused kernel, with the cache as it is. */
export const unfusedReason = (serving: Serving, context: LeverContext): Reason =>
  kvFormatReason(serving.kvFormat, { ...serving, flashAttention: false }, context);

/** Of every choice about experts. */
export const expertsReason = ({ model }: LeverContext): Reason =>
  model && model.parameters.routedExperts === 0 ? `${model.name} is dense: it has no experts` : null;

/** Models that can draft for another: fewer active parameters, one vocabulary; smallest first. */
export const draftModelsFor = (model: Model): readonly Model[] =>
  Object.values(defaultCatalogue.models)
    .filter((draftModel) => speculationReason({ method: 'draft-model', draftTokens: 1, model, draftModel }) === null)
    .toSorted((a, b) => a.activeParameters - b.activeParameters);

const SPECULATION_WORDS: Readonly<Record<SpeculationReason, (model: Model) => string>> = {
  'model-does-not-generate': ({ name }) => `${name} writes no text`,
  'no-mtp-layers': ({ name }) => `${name} was trained without a layer that predicts further tokens`,
  'no-draft-model': () => 'no draft model is chosen',
  'draft-model-not-used': () => 'a draft model goes with its own method alone',
  'draft-does-not-generate': () => 'the draft model writes no text',
  'vocabularies-differ': () => 'the two models do not share a vocabulary',
  'draft-not-smaller': () => 'the draft model is not smaller',
  'more-drafts-than-measured': () => 'published acceptance ends at eight drafts',
};

/** Of a way to draft. */
export const methodReason = (method: 'mtp' | 'eagle' | 'draft-model', { model }: LeverContext): Reason => {
  if (!model) return null;
  const [draftModel = null] = method === 'draft-model' ? draftModelsFor(model) : [];
  if (method === 'draft-model' && !draftModel)
    return `no smaller model of the catalogue has the vocabulary of ${model.name}`;
  const reason = speculationReason({ method, draftTokens: 1, model, draftModel });
  return reason ? SPECULATION_WORDS[reason](model) : null;
};

/** Of a KV tier. */
export const tierReason = (tier: 'host' | 'localNvme' | 'racks', { racks, store }: LeverContext): Reason => {
  if (tier === 'racks') return store ? null : 'no rack of the site has the role KV store';
  const lacks = ({ system }: PoolRack): boolean =>
    tier === 'host' ? system.hostDram === null : system.localNvme === null;
  const [first] = racks;
  if (!first || !racks.every(lacks)) return null;
  return `no ${tier === 'host' ? 'host memory' : 'drive'} of ${first.system.name} is published`;
};
