/**
 * What drafts tokens for a model: layers it was trained with (MTP), a head trained for it (EAGLE), or a smaller model on the same
 * accelerators. Here: how large it is and what it keeps for a sequence [S7].
 */
import type { Component, FeedForward, Mixer, Model } from '../catalogue/figures.ts';
import { instanceOf, type Instance } from './instance.ts';
import { kvBytesPerSequencePerRank } from './kv-cache.ts';
import { expertParameters, mixerParameters } from './parameters.ts';
import { precisionOf } from './precision.ts';
import { PLAIN } from './techniques.ts';

/** The blocks of one drafting layer. */
interface DraftLayer {
  readonly mixer: Mixer;
  readonly ffn: FeedForward;
}

const attends = ({ kind }: Mixer): boolean => kind !== 'gated-delta' && kind !== 'kimi-delta' && kind !== 'mamba2';

/** A layer like the model's own: the FFN most of its blocks have, the attention most of them have, recurrent blocks left out. */
const draftLayerOf = ({ mixers, ffns }: Pick<Model, 'mixers' | 'ffns'>): DraftLayer | null => {
  const most = <T>(blocks: readonly { readonly spec: T; readonly count: number }[]): T | undefined =>
    blocks.toSorted((a, b) => b.count - a.count)[0]?.spec;
  const mixer = most(mixers.filter(({ spec }) => attends(spec))) ?? most(mixers);
  const ffn = most(ffns);
  return mixer && ffn ? { mixer, ffn } : null;
};

type DraftedModel = Pick<Model, 'mixers' | 'ffns' | 'hiddenSize' | 'mtpLayers'>;

/**
 * Parameters of a model's MTP layers by component: a block of its own kind each, and the product that joins the hidden state with the
 * last token's embedding, 2·hidden². Embedding and head are the model's.
 */
export const mtpParameters = (model: DraftedModel): Partial<Record<Component, number>> => {
  const layer = draftLayerOf(model);
  const { hiddenSize, mtpLayers } = model;
  if (!layer || mtpLayers === 0) return {};
  const mixer = mtpLayers * (mixerParameters(layer.mixer, hiddenSize) + 2 * hiddenSize * hiddenSize);
  const { ffn } = layer;
  if (ffn.kind === 'dense') return { mixer, denseFfn: mtpLayers * ffn.matrices * hiddenSize * ffn.intermediate };
  return {
    mixer,
    routedExperts: mtpLayers * ffn.experts * expertParameters(ffn, hiddenSize),
    sharedExperts: mtpLayers * ffn.matrices * hiddenSize * ffn.sharedIntermediate,
    router: mtpLayers * hiddenSize * ffn.experts,
    latentProjection: mtpLayers * 2 * hiddenSize * (ffn.latentDim ?? 0),
  };
};

/**
 * Parameters of an EAGLE-3 head, stored in bf16: one Llama block on twice the width (attention 4, FFN 10.5 hidden²), the product that
 * joins three hidden states (3 hidden²) and a head over the 32,000 tokens it drafts. Estimated: the head of Llama-3.1-8B by these is
 * 0.42e9.
 */
export const eagleParameters = (hiddenSize: number): number =>
  EAGLE_BLOCK * hiddenSize * hiddenSize + EAGLE_VOCABULARY * hiddenSize;
const EAGLE_BLOCK = 17.5;
const EAGLE_VOCABULARY = 32_000;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

const headsOf = (spec: Mixer): number => ('heads' in spec ? spec.heads : spec.valueHeads);

const known = new WeakMap<Instance, Instance | null>();

/**
 * The smaller model as the ranks of an instance hold it: a copy on every attention rank and stage, cut over as many of its
 * tensor-parallel ranks as its heads divide into. Null where nothing drafts or the drafter is a layer.
 */
export const draftInstanceOf = (instance: Instance): Instance | null => {
  const draft = instance.techniques.speculation?.draft ?? null;
  if (draft === null) return null;
  let found = known.get(instance);
  if (found === undefined) known.set(instance, (found = cut(instance, draft)));
  return found;
};

const cut = ({ device, layout, engine, calibration, precision }: Instance, draft: Model): Instance => {
  const tp = draft.mixers.reduce((ranks, { spec }) => gcd(ranks, headsOf(spec)), layout.tp);
  const formats = precisionOf(draft, 'native', precision.kvFormat, engine.id);
  return instanceOf(draft, device, { tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 }, formats, engine, calibration, PLAIN);
};

/** Bytes the drafter keeps on one rank for a sequence of `tokens` tokens; it runs on one stage, whole. Zero where nothing drafts. Eq. K2 */
export const draftKvBytes = (instance: Instance, tokens: number): number => {
  const { techniques, model, precision, layout } = instance;
  if (techniques.speculation === null) return 0;
  const draft = draftInstanceOf(instance);
  if (draft) return kvBytesPerSequencePerRank(draft.model, tokens, draft.precision.kvBytes, draft.layout.tp);
  const layer = draftLayerOf(model);
  if (!layer) return 0;
  const count = techniques.speculation.method === 'mtp' ? model.mtpLayers : 1;
  const blocks = { attention: model.attention, mixers: [{ spec: layer.mixer, count }] };
  return kvBytesPerSequencePerRank(blocks, tokens, precision.kvBytes, layout.tp);
};
