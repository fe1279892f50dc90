/** Measured seconds of a mixer of an instance; the grids are found once [O2]. */
import type { Mixer } from '../../catalogue/figures.ts';
import { quantity } from '../../units/quantity.ts';
import type { Instance } from '../instance.ts';
import { curveSeconds } from './along-curve.ts';
import {
  attentionGrid,
  causalPairs,
  decodePlace,
  prefillPlace,
  tokensOfPairs,
  type AttentionGrid,
} from './attention-place.ts';
import { deltaDecodePlace, deltaPrefillPlace } from './delta-place.ts';
import { firstGrid } from './measured.ts';
import { decodeClosed, prefillBytes, prefillClosed } from './mixer-work.ts';
import { operatorTime } from './roofline.ts';
import type { RankWork } from './mixer.ts';

type Attention = Extract<Mixer, { kind: 'gqa' }>;

/** Seconds of the work, whose closed form is given; null where nothing was measured. */
type Timing = ((work: RankWork, closed: number) => number) | null;

interface MeasuredMixer {
  readonly decode: Timing;
  readonly prefill: Timing;
}

const NONE: MeasuredMixer = { decode: null, prefill: null };

const resolved = new WeakMap<Instance, Map<Mixer, MeasuredMixer>>();

export const measuredMixer = (instance: Instance, mixer: Mixer): MeasuredMixer => {
  if (instance.tables === null) return NONE;
  let known = resolved.get(instance);
  if (!known) resolved.set(instance, (known = new Map()));
  let measured = known.get(mixer);
  if (!measured) known.set(mixer, (measured = resolve(instance, mixer)));
  return measured;
};

const resolve = (instance: Instance, mixer: Mixer): MeasuredMixer => {
  if (mixer.kind === 'gqa') return attentionTimings(instance, mixer);
  if (mixer.kind === 'gated-delta') return deltaTimings(instance, mixer);
  return NONE;
};

const attentionTimings = (instance: Instance, mixer: Attention): MeasuredMixer => {
  const { tables, engine, precision } = instance;
  if (tables === null) return NONE;
  const decode = attentionGrid(tables, 'decode-attention', engine.kernels, mixer, precision.kvBytes);
  const prefill = attentionGrid(tables, 'prefill-attention', engine.kernels, mixer, precision.kvBytes);
  return {
    decode: decode && decodeTiming(instance, mixer, decode),
    prefill: prefill && prefillTiming(instance, mixer, prefill),
  };
};

const headsOf = (mixer: Attention, tp: number): readonly [kvHeads: number, heads: number] => [
  Math.ceil(mixer.kvHeads / tp),
  mixer.heads / tp,
];

/** Under a full grid only what the window leaves is attended; a windowed one has the window in its ratios. */
const decodeTiming = (instance: Instance, mixer: Attention, { grid, measured, share }: AttentionGrid): Timing => {
  const [kvHeads, heads] = headsOf(mixer, instance.layout.tp);
  const reach = measured.windowTokens === undefined ? (mixer.windowTokens ?? Infinity) : Infinity;
  return ({ context, sequences }) => {
    const attended = Math.min(context, reach);
    const closed = decodeClosed(instance, measured, sequences, attended);
    const place = decodePlace(attended, sequences, kvHeads, heads);
    return share * curveSeconds(grid, place, closed, (x) => decodeClosed(instance, measured, sequences, 2 ** x));
  };
};

/**
 * Measured were causal prompts without cached tokens. Other work takes as long as such a prompt with as many pairs of query and key, and no
 * less than it takes to read what is cached.
 */
const prefillTiming = (instance: Instance, mixer: Attention, { grid, measured, share }: AttentionGrid): Timing => {
  const { device, calibration, precision, layout, model } = instance;
  const [kvHeads, heads] = headsOf(mixer, layout.tp);
  const window = mixer.windowTokens ?? Infinity;
  const causal = model.attention === 'causal';
  const rates = { ...instance, model: { attention: 'causal' as const } };
  return ({ promptTokens, promptPast, prompts }) => {
    const pairs = causal
      ? causalPairs(promptPast + promptTokens, window) - causalPairs(promptPast, window)
      : promptTokens ** 2;
    const tokens = tokensOfPairs(pairs, measured.windowTokens ?? Infinity);
    const closed = prefillClosed(rates, measured, prompts, tokens, 0);
    const place = prefillPlace(tokens, prompts, kvHeads, heads);
    const seconds =
      share * curveSeconds(grid, place, closed, (x) => prefillClosed(rates, measured, prompts, 2 ** x, 0));
    if (promptPast === 0) return seconds;
    const bytes = prefillBytes(mixer, layout.tp, precision.kvBytes, prompts, promptTokens, promptPast);
    const { prefillAttention } = calibration.operators;
    return Math.max(seconds, operatorTime(NO_FLOP, bytes, device.peak.bf16, device.bandwidth, prefillAttention));
  };
};

const NO_FLOP = quantity<'FLOP'>(0);

const deltaTimings = (instance: Instance, mixer: Extract<Mixer, { kind: 'gated-delta' }>): MeasuredMixer => {
  const { tables, engine, layout } = instance;
  if (tables === null) return NONE;
  const heads = mixer.valueHeads / layout.tp;
  const decode = firstGrid(tables, 'delta-decode', engine.kernels, ['bf16']);
  const prefill = firstGrid(tables, 'delta-prefill', engine.kernels, ['bf16']);
  return {
    decode:
      decode &&
      (({ sequences, context }, closed) =>
        curveSeconds(decode, deltaDecodePlace(sequences, heads), closed, (x) =>
          decodeClosed(instance, mixer, 2 ** x, context),
        )),
    prefill:
      prefill &&
      (({ promptTokens, promptPast, prompts }, closed) =>
        curveSeconds(prefill, deltaPrefillPlace(promptTokens, prompts, heads), closed, (x) =>
          prefillClosed(instance, mixer, prompts, 2 ** x, promptPast),
        )),
  };
};
