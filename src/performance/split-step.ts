/**
 * One pass of a micro-batch through a model whose attention and FFN run on different accelerators [S6]: kernels of either side.
 * The attention side holds mixers, norms, router, embedding and head, since what decides where a token goes runs before it leaves;
 * the FFN side holds routed and shared experts or the dense FFN.
 */
import type { Component, Model } from '../catalogue/figures.ts';
import type { Instance } from './instance.ts';
import { emptyLedger, enter, type Ledger } from './ledger.ts';
import { enterDense, reduceOverTp } from './operators/feed-forward.ts';
import { enterGemm } from './operators/gemm.ts';
import { routedExperts } from './operators/moe.ts';
import { kernelsOf } from './step-time.ts';

const FFN_COMPONENTS: readonly Component[] = ['routedExperts', 'sharedExperts', 'denseFfn'];

const holding = (model: Model, isHeld: (component: Component) => boolean): Model['parameters'] => {
  const of = (component: Component): number => (isHeld(component) ? model.parameters[component] : 0);
  return {
    embedding: of('embedding'),
    head: of('head'),
    mixer: of('mixer'),
    routedExperts: of('routedExperts'),
    sharedExperts: of('sharedExperts'),
    router: of('router'),
    denseFfn: of('denseFfn'),
    latentProjection: of('latentProjection'),
    norms: of('norms'),
  };
};

const twinsOf = (twin: (instance: Instance) => Instance): ((instance: Instance) => Instance) => {
  const known = new WeakMap<Instance, Instance>();
  return (instance) => {
    let found = known.get(instance);
    if (!found) known.set(instance, (found = twin(instance)));
    return found;
  };
};

/** The instance without the weights of its FFNs: what an attention rank holds beside the KV. Eq. S6, Eq. K1 */
export const attentionSideOf = twinsOf((instance) => ({
  ...instance,
  model: {
    ...instance.model,
    ffns: [],
    parameters: holding(instance.model, (component) => !FFN_COMPONENTS.includes(component)),
  },
}));

/** The instance with the weights of its FFNs alone. Eq. S6, Eq. K1 */
export const ffnSideOf = twinsOf((instance) => ({
  ...instance,
  model: {
    ...instance.model,
    mixers: [],
    parameters: holding(instance.model, (component) => FFN_COMPONENTS.includes(component)),
  },
}));

/** Blocks with an FFN: so many times a token crosses to the FFN side and back. */
export const crossingsOf = (model: Model): number => model.ffns.reduce((sum, { count }) => sum + count, 0);

/** What one attention instance works on. */
export interface AttentionWork {
  readonly sequences: number;
  readonly context: number;
  /** Tokens of each sequence. */
  readonly verified: number;
}

/** Kernels of the attention side of one instance over all blocks, output head included. Eq. S6, Eq. O1 */
export const attentionKernels = (instance: Instance, { sequences, context, verified }: AttentionWork): Ledger => {
  const side = attentionSideOf(instance);
  const ledger = kernelsOf(side, { sequences, context, prompts: 0, promptTokens: 0, promptPast: 0, verified });
  const { model, layout, arithmetic } = instance;
  const tokens = Math.max(Math.min(1, sequences), sequences / layout.attnDp) * verified;
  for (const { spec, count } of model.ffns) {
    if (spec.kind === 'dense') continue;
    enterGemm(ledger, side, 'moe', arithmetic.router, tokens, model.hiddenSize, spec.experts, count);
    if (spec.latentDim === undefined) continue;
    const width = spec.latentDim / layout.tp;
    enterGemm(ledger, side, 'ffn', arithmetic.latentProjection, tokens, model.hiddenSize, width, count);
    enterGemm(ledger, side, 'ffn', arithmetic.latentProjection, tokens, width, model.hiddenSize, count);
  }
  return ledger;
};

/**
 * Kernels of the FFN side of one instance over all blocks for the tokens that reach it. Experts run on the hottest rank; dense and shared
 * ones on an equal part of the tokens for each tensor-parallel group. The exchange with the attention side takes the place of the
 * all-to-all among expert ranks and is not in here. Eq. S6, Eq. O5
 */
export const ffnKernels = (instance: Instance, tokens: number): Ledger => {
  const { model, layout, device, calibration } = instance;
  const ledger = emptyLedger();
  const own = Math.max(Math.min(1, tokens), tokens / layout.attnDp);
  let width = 0;
  for (const { spec, count } of model.ffns) {
    if (spec.kind === 'dense') {
      enterDense(ledger, instance, 'denseFfn', spec.intermediate, spec.matrices, own, count);
      reduceOverTp(ledger, instance, own, count);
      width += count * spec.intermediate;
      continue;
    }
    const routed = routedExperts(instance, spec);
    const { flop, bytes } = routed.workOf(tokens);
    enter(ledger, 'moe', routed.secondsOf(tokens), flop, bytes, count);
    if (spec.sharedIntermediate > 0) {
      enterDense(ledger, instance, 'sharedExperts', spec.sharedIntermediate, spec.matrices, own, count);
      reduceOverTp(ledger, instance, own, count);
    }
    width += count * (spec.sharedIntermediate + spec.expertsPerToken * spec.intermediate);
  }
  // Activations between the matrices; norms and rotary embedding are on the attention side.
  const bytes = (own * 6 * width) / layout.tp;
  enter(
    ledger,
    'elementwise',
    bytes / (device.bandwidth * calibration.operators.elementwise.bandwidthShare),
    0,
    bytes,
    1,
  );
  return ledger;
};
