/**
 * Memory of one accelerator of an instance [K1]: weights of the rank, KV and state of its sequences, activations, reserve.
 * What the engine's fraction of the card must hold differs between engines.
 */
import type { Component } from '../catalogue/figures.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';
import { quantity, type Bytes } from '../units/quantity.ts';
import { draftInstanceOf, eagleParameters, mtpParameters } from './drafter.ts';
import { expertsOnRank } from './expert-balance.ts';
import type { Instance } from './instance.ts';

export interface InstanceMemory {
  readonly capacity: Bytes;
  readonly weights: Bytes;
  /** KV and state at the sequences in flight of the peak hour, and the room there is for them. */
  readonly kvInUse: Bytes;
  readonly kvRoom: Bytes;
  readonly activations: Bytes;
  readonly reserve: Bytes;
}

const COMPONENTS: readonly Component[] = [
  'embedding',
  'head',
  'mixer',
  'routedExperts',
  'sharedExperts',
  'router',
  'denseFfn',
  'latentProjection',
  'norms',
];

/**
 * Bytes of weights on one rank: mixers, FFNs, embedding and head over tp, routed experts over moeTp·ep, the small rest whole; all over pp,
 * but for what drafts, which stands on one stage.
 */
export const weightBytesPerRank = (instance: Instance): Bytes => {
  const bytes = bytesOnRank(instance, instance.model.parameters) / instance.layout.pp;
  return quantity<'B'>(bytes + draftWeightBytes(instance));
};

/** Eq. K1 */
const bytesOnRank = (instance: Instance, parameters: Readonly<Partial<Record<Component, number>>>): number => {
  const { tp, moeTp } = instance.layout;
  const divisor: Readonly<Record<Component, number>> = {
    embedding: tp,
    head: tp,
    mixer: tp,
    routedExperts: expertDivisor(instance) * moeTp,
    sharedExperts: tp,
    router: 1,
    denseFfn: tp,
    latentProjection: tp,
    norms: 1,
  };
  let bytes = 0;
  for (const component of COMPONENTS) {
    bytes +=
      ((parameters[component] ?? 0) * bytesPerParameter(instance.precision.weights[component])) / divisor[component];
  }
  return bytes;
};

/** Catalogue figures of a model leave its MTP layers out, and engines load them only to draft. Eq. S7 */
const draftWeightBytes = (instance: Instance): number => {
  const { model, layout, techniques } = instance;
  if (techniques.speculation === null) return 0;
  switch (techniques.speculation.method) {
    case 'mtp':
      return bytesOnRank(instance, mtpParameters(model));
    case 'eagle':
      return (eagleParameters(model.hiddenSize) * bytesPerParameter('bf16')) / layout.tp;
    case 'draft-model': {
      const draft = draftInstanceOf(instance);
      return draft ? weightBytesPerRank(draft) : 0;
    }
  }
};

const expertDivisor = ({ model, layout, techniques }: Instance): number => {
  const moe = model.ffns.find(({ spec }) => spec.kind === 'moe')?.spec;
  if (moe?.kind !== 'moe') return 1;
  return moe.experts / expertsOnRank(moe.experts, layout.ep, techniques.expertBalance);
};

/** Working set of a step: a prompt budget of tokens through the widest part of a block, two bytes an element. */
export const activationBytes = (instance: Instance, prefillBudgetTokens: number): Bytes => {
  const { model, layout } = instance;
  const widest = Math.max(
    ...model.ffns.map(
      ({ spec }) =>
        (spec.kind === 'dense'
          ? 2 * spec.intermediate
          : (spec.expertsPerToken * 2 * spec.intermediate) / layout.ep + 2 * spec.sharedIntermediate) / layout.tp,
    ),
    0,
  );
  return quantity<'B'>(prefillBudgetTokens * 2 * (4 * model.hiddenSize + widest));
};

export interface KvRoom {
  readonly room: Bytes;
  readonly weights: Bytes;
  readonly activations: Bytes;
  readonly reserve: Bytes;
}

/** Room for KV on one rank; negative when weights and reserve do not fit: the shortfall. Eq. K1 */
export const kvRoomPerRank = (instance: Instance, prefillBudgetTokens: number): KvRoom => {
  const { engine, device, calibration } = instance;
  const weights = weightBytesPerRank(instance);
  const activations = activationBytes(instance, prefillBudgetTokens);
  const multiRank = instance.layout.tp * instance.layout.attnDp * instance.layout.pp > 1;
  const reserve = quantity<'B'>(
    calibration.memory.engineReserveBytes + (multiRank ? calibration.memory.collectiveReserveBytes : 0),
  );
  const capacity: number = device.capacity;
  const f = engine.memoryFraction;
  const besides = activations + reserve;
  const room = {
    all: f * capacity - weights - besides,
    'weights-and-kv': Math.min(f * capacity - weights, capacity - weights - besides),
    'kv-of-free': f * (capacity - weights - besides),
  }[engine.memoryRule];
  return { room: quantity<'B'>(room), weights, activations, reserve };
};
