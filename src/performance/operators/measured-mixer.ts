/** Measured ÷ closed form of a mixer of an instance; the grids are found once [O2]. */
import type { Grid } from '../../calibration/grid.ts';
import type { Mixer } from '../../catalogue/figures.ts';
import type { Instance } from '../instance.ts';
import { curveRatio } from './along-curve.ts';
import { attentionGrid, decodePlace, prefillPlace } from './attention-place.ts';
import { deltaDecodePlace, deltaPrefillPlace } from './delta-place.ts';
import { firstGrid } from './measured.ts';
import { decodeClosed, prefillClosed } from './mixer-work.ts';
import type { RankWork } from './mixer.ts';

/** Factor on the closed form; null where nothing was measured. */
type Ratio = ((work: RankWork) => number) | null;

interface MeasuredMixer {
  readonly decode: Ratio;
  readonly prefill: Ratio;
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
  if (mixer.kind === 'gqa') return attentionRatios(instance, mixer);
  if (mixer.kind === 'gated-delta') return deltaRatios(instance, mixer);
  return NONE;
};

const attentionRatios = (instance: Instance, mixer: Extract<Mixer, { kind: 'gqa' }>): MeasuredMixer => {
  const { tables, engine, precision, layout } = instance;
  if (tables === null) return NONE;
  const kvHeads = Math.ceil(mixer.kvHeads / layout.tp);
  const heads = mixer.heads / layout.tp;
  const window = mixer.windowTokens ?? Infinity;
  const decode = attentionGrid(tables, 'decode-attention', engine.kernels, mixer, precision.kvBytes);
  const prefill = attentionGrid(tables, 'prefill-attention', engine.kernels, mixer, precision.kvBytes);
  // A windowed grid holds its window in the ratios; under a full one only what the window leaves is attended.
  const reach = decode?.windowed === true ? Infinity : window;
  return {
    decode:
      decode &&
      (({ context, sequences }) =>
        curveRatio(decode.grid, decodePlace(Math.min(context, reach), sequences, kvHeads, heads), (x) =>
          decodeClosed(instance, mixer, sequences, 2 ** x),
        )),
    prefill:
      prefill &&
      (({ promptTokens, promptPast, prompts }) =>
        curveRatio(
          prefill.grid,
          prefillPlace(promptTokens, Math.min(promptPast, window), prompts, kvHeads, heads),
          (x) => prefillClosed(instance, mixer, prompts, 2 ** x, 0),
        )),
  };
};

const deltaRatios = (instance: Instance, mixer: Extract<Mixer, { kind: 'gated-delta' }>): MeasuredMixer => {
  const { tables, engine, layout } = instance;
  if (tables === null) return NONE;
  const heads = mixer.valueHeads / layout.tp;
  const ratio = (grid: Grid | null, of: (grid: Grid) => NonNullable<Ratio>): Ratio => grid && of(grid);
  return {
    decode: ratio(
      firstGrid(tables, 'delta-decode', engine.kernels, ['bf16']),
      (grid) =>
        ({ sequences, context }) =>
          curveRatio(grid, deltaDecodePlace(sequences, heads), (x) => decodeClosed(instance, mixer, 2 ** x, context)),
    ),
    prefill: ratio(
      firstGrid(tables, 'delta-prefill', engine.kernels, ['bf16']),
      (grid) =>
        ({ promptTokens, prompts }) =>
          curveRatio(grid, deltaPrefillPlace(promptTokens, prompts, heads), (x) =>
            prefillClosed(instance, mixer, prompts, 2 ** x, 0),
          ),
    ),
  };
};
