/**
 * The step of attention-FFN disaggregation [S6]: m micro-batches take turns on the attention side, the link and the FFN side, so that
 * each works while the others' tokens travel. Pure arithmetic on the times of one micro-batch in one layer.
 */

/** Seconds of one micro-batch in one layer. */
export interface LayerTimes {
  readonly attention: number;
  readonly ffn: number;
  /** Both directions, start to end; and what of one direction keeps the link busy. */
  readonly traffic: number;
  readonly oneWay: number;
  /** Layers whose FFNs can run at the same time: absent where all share the same accelerators, all of them where each has its own. */
  readonly ffnLanes?: number;
}

/** What sets the pace: a side, the link, or that too few micro-batches are under way to keep any of them busy. */
export type SplitBound = 'attention' | 'ffn' | 'link' | 'micro-batches';

export interface Cycle {
  readonly seconds: number;
  readonly bound: SplitBound;
}

/**
 * Time between two micro-batches of a layer: max(t_a, t_f, one-way traffic, (t_a + t_f + t_c)/m). Where every layer has FFN parts of its
 * own, micro-batches in different layers do not wait for each other there, and t_f counts once in so many layers. Eq. S6
 */
export const cycleOf = (times: LayerTimes, microBatches: number): Cycle => {
  const { attention, ffn, traffic, oneWay, ffnLanes = 1 } = times;
  const turns = (attention + ffn + traffic) / microBatches;
  const seconds = Math.max(attention, ffn / ffnLanes, oneWay, turns);
  // At equal times a side names the bound rather than the lack of micro-batches.
  if (seconds === attention) return { seconds, bound: 'attention' };
  if (seconds === ffn / ffnLanes) return { seconds, bound: 'ffn' };
  return { seconds, bound: seconds === oneWay ? 'link' : 'micro-batches' };
};

/** Step of all micro-batches through all layers: (t_a + t_f + t_c) + cycle·(m·layers − 1); with m = 1 the plain sum. Eq. S6 */
export const splitStepSeconds = (times: LayerTimes, microBatches: number, layers: number): number =>
  times.attention + times.ffn + times.traffic + cycleOf(times, microBatches).seconds * (microBatches * layers - 1);

/**
 * Fewest micro-batches that hide the traffic: m ≥ 2 + t_c/max(t_a, t_f), the rule of MegaScale-Infer (3 while t_c is within the longer
 * side's time, then 4) and of AIConfigurator. Where every layer has FFN parts of its own, as many as fill the rest of the cycle. Eq. S6
 */
export const microBatchesToHide = ({ attention, ffn, traffic, oneWay, ffnLanes = 1 }: LayerTimes): number =>
  Math.ceil(
    ffnLanes === 1
      ? 2 + traffic / Math.max(attention, ffn) - 1e-9
      : (attention + ffn + traffic) / Math.max(attention, ffn / ffnLanes, oneWay) - 1e-9,
  );

/** Share of the time that each side and the link work, 0..1. Eq. S6 */
export const busyShares = (
  times: LayerTimes,
  microBatches: number,
  layers: number,
): Readonly<Record<'attention' | 'ffn' | 'link', number>> => {
  const perTurn = (microBatches * layers) / splitStepSeconds(times, microBatches, layers);
  return {
    attention: times.attention * perTurn,
    ffn: (times.ffn * perTurn) / (times.ffnLanes ?? 1),
    link: times.oneWay * perTurn,
  };
};

/** Sequences per attention instance that give each expert `tokensPerExpert` tokens of a micro-batch: b_a·n_a = b_e·E/K. Eq. S6 */
export const balancedSequences = (
  tokensPerExpert: number,
  experts: number,
  expertsPerToken: number,
  attentions: number,
): number => (tokensPerExpert * experts) / (expertsPerToken * attentions);

/** Tokens of each expert when b_a sequences on each of n_a attention instances make up a micro-batch. Eq. S6 */
export const tokensPerExpert = (
  sequences: number,
  attentions: number,
  experts: number,
  expertsPerToken: number,
): number => (sequences * attentions * expertsPerToken) / experts;

export interface ExpertRates {
  readonly peak: number;
  readonly bandwidth: number;
  readonly bytesPerParameter: number;
}

/**
 * Share of the peak that an expert reaches with so many tokens, min(1, intensity ÷ ridge): 2 FLOPs a token and parameter against the
 * bytes of the parameter. With two bytes it is MegaScale-Infer's min(K/E · bandwidth/peak · b, 1). Eq. S6
 */
export const ffnUtilisation = (tokens: number, { peak, bandwidth, bytesPerParameter }: ExpertRates): number =>
  Math.min(1, ((2 * tokens) / bytesPerParameter) * (bandwidth / peak));
