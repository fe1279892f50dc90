/**
 * Feed-forward part of a block: dense or shared experts on the rank's own tokens, routed experts on the hottest rank
 * with the tokens of the whole instance, and the exchange between the two.
 */
import type { FeedForward } from '../../catalogue/figures.ts';
import { allReduce, exchangeTokens } from '../collectives.ts';
import type { Instance } from '../instance.ts';
import { enter, enterExchange, type Ledger } from '../ledger.ts';
import { enterGemm } from './gemm.ts';
import { routedExperts } from './moe.ts';

export interface TokenCounts {
  /** Tokens of the hottest attention rank, and of the whole instance. */
  readonly rank: number;
  readonly instance: number;
}

export const enterFeedForward = (
  ledger: Ledger,
  instance: Instance,
  ffn: FeedForward,
  tokens: TokenCounts,
  count: number,
): void => {
  if (ffn.kind === 'dense') {
    enterDense(ledger, instance, 'denseFfn', ffn.intermediate, ffn.matrices, tokens.rank, count);
    reduceOverTp(ledger, instance, tokens.rank, count);
    return;
  }
  enterMoe(ledger, instance, ffn, tokens, count);
};

/** Gate, up and down of one FFN that every token of the rank passes: dense, or the shared experts. Eq. O2, Eq. O3 */
export const enterDense = (
  ledger: Ledger,
  instance: Instance,
  component: 'denseFfn' | 'sharedExperts',
  intermediate: number,
  matrices: 2 | 3,
  tokens: number,
  count: number,
): void => {
  const { tp } = instance.layout;
  const hidden = instance.model.hiddenSize;
  const arithmetic = instance.arithmetic[component];
  enterGemm(ledger, instance, 'ffn', arithmetic, tokens, hidden, ((matrices - 1) * intermediate) / tp, count);
  enterGemm(ledger, instance, 'ffn', arithmetic, tokens, intermediate / tp, hidden, count);
};

/** Sum over the tensor-parallel ranks after a row-parallel product, two bytes an element. */
export const reduceOverTp = (ledger: Ledger, instance: Instance, tokens: number, count: number): void => {
  const exchange = allReduce(
    instance.device,
    instance.layout.tp,
    tokens * instance.model.hiddenSize * 2,
    instance.calibration,
  );
  enterExchange(ledger, exchange, count);
};

const enterMoe = (
  ledger: Ledger,
  instance: Instance,
  ffn: Extract<FeedForward, { kind: 'moe' }>,
  tokens: TokenCounts,
  count: number,
): void => {
  const { model, device, calibration, layout } = instance;
  const experts = instance.arithmetic.routedExperts;
  enterGemm(ledger, instance, 'moe', instance.arithmetic.router, tokens.rank, model.hiddenSize, ffn.experts, count);
  if (ffn.latentDim !== undefined) {
    const latent = instance.arithmetic.latentProjection;
    enterGemm(ledger, instance, 'ffn', latent, tokens.rank, model.hiddenSize, ffn.latentDim / layout.tp, count);
    enterGemm(ledger, instance, 'ffn', latent, tokens.rank, ffn.latentDim / layout.tp, model.hiddenSize, count);
  }
  const routed = routedExperts(instance, ffn);
  const { flop, bytes } = routed.workOf(tokens.instance);
  enter(ledger, 'moe', routed.secondsOf(tokens.instance), flop, bytes, count);
  if (ffn.sharedIntermediate > 0)
    enterDense(ledger, instance, 'sharedExperts', ffn.sharedIntermediate, ffn.matrices, tokens.rank, count);
  if (layout.attnDp > 1) {
    if (ffn.sharedIntermediate > 0) reduceOverTp(ledger, instance, tokens.rank, count);
    const ranks = layout.ep * layout.moeTp;
    const dispatch = {
      ranks,
      expertRanks: layout.ep,
      tokensPerRank: tokens.rank / layout.tp,
      hiddenSize: ffn.inputDim,
      experts: ffn.experts,
      expertsPerToken: ffn.expertsPerToken,
      dispatchBytes: experts.activationBytes,
    };
    enterExchange(ledger, exchangeTokens(device, dispatch, calibration), count);
  } else {
    reduceOverTp(ledger, instance, tokens.rank, count);
  }
};
