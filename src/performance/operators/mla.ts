/**
 * Latent attention as one block: projections, absorbed products, attention over the latents and the output projection, measured
 * together because engines fuse across them [O2, O4]. Blocks that select by an index are priced at the share reached at the selected
 * length: their index is in the closed form, no table has it.
 */
import type { Calibration } from '../../calibration/calibration.ts';
import { gridAt, type Grid } from '../../calibration/grid.ts';
import type { Mixer, WeightFormat } from '../../catalogue/figures.ts';
import { quantity } from '../../units/quantity.ts';
import { mixerDecodeFlops, mixerPrefillFlops } from '../attention-flops.ts';
import type { Device } from '../device.ts';
import type { Arithmetic, Instance } from '../instance.ts';
import { enter, type Ledger } from '../ledger.ts';
import { kvReadElements, queryElements } from '../mixer-traffic.ts';
import { projectionsOf } from '../projections.ts';
import { scoreTraffic } from './mixer-work.ts';
import type { RankWork } from './mixer.ts';
import { operatorTime } from './roofline.ts';

type Mla = Extract<Mixer, { kind: 'mla' }>;

/** One block on one of `tp` ranks, with the rates its closed form needs. */
export interface MlaBlock {
  readonly mixer: Mla;
  readonly hidden: number;
  readonly tp: number;
  readonly arithmetic: Arithmetic;
  readonly kvBytes: number;
  readonly device: Pick<Device, 'peak' | 'bandwidth'>;
  readonly calibration: Calibration;
}

interface Part {
  readonly seconds: number;
  readonly flop: number;
  readonly bytes: number;
}

/** Closed form of a block, by part. */
export interface MlaForm {
  readonly projection: Part;
  readonly attention: Part;
}

const NO_LAUNCH = quantity<'s'>(0);

/** Products of the block for `tokens`; the block launches once, with its attention. Eq. O3 */
const projectionPart = (block: MlaBlock, tokens: number): Part => {
  const { mixer, hidden, tp, arithmetic, device, calibration } = block;
  let [flop, bytes] = [0, 0];
  for (const { inputs, outputs } of projectionsOf(mixer, hidden, tp)) {
    flop += 2 * tokens * inputs * outputs;
    bytes += inputs * outputs * arithmetic.weightBytes + tokens * (inputs * arithmetic.activationBytes + outputs * 2);
  }
  const efficiency = { ...calibration.operators.gemm, launchSeconds: NO_LAUNCH };
  const seconds = operatorTime(
    quantity<'FLOP'>(flop),
    quantity<'B'>(bytes),
    arithmetic.peak,
    device.bandwidth,
    efficiency,
  );
  return { seconds, flop, bytes };
};

/** One new token for each of `sequences`, `context` tokens in the cache. Eq. O4 */
export const mlaDecodeForm = (block: MlaBlock, sequences: number, context: number): MlaForm => {
  const { mixer, tp, kvBytes, device, calibration } = block;
  const flop = (mixerDecodeFlops(mixer, context) * sequences) / tp;
  const bytes = sequences * (kvReadElements(mixer, context, tp) * kvBytes + 2 * queryElements(mixer, tp));
  const seconds = operatorTime(
    quantity<'FLOP'>(flop),
    quantity<'B'>(bytes),
    device.peak.bf16,
    device.bandwidth,
    calibration.operators.mlaDecode,
  );
  return { projection: projectionPart(block, sequences), attention: { seconds, flop, bytes } };
};

/** `tokens` new ones for each of `prompts`, after `past` in the cache. Eq. O4 */
export const mlaPrefillForm = (block: MlaBlock, prompts: number, tokens: number, past: number): MlaForm => {
  const { mixer, tp, kvBytes, device, calibration } = block;
  const flop = (mixerPrefillFlops(mixer, tokens, past) * prompts) / tp;
  const bytes = prompts * (kvReadElements(mixer, past + tokens, tp) * kvBytes + 2 * tokens * queryElements(mixer, tp));
  const seconds = operatorTime(
    quantity<'FLOP'>(flop),
    quantity<'B'>(bytes),
    device.peak.bf16,
    device.bandwidth,
    calibration.operators.mlaPrefill,
  );
  return { projection: projectionPart(block, prompts * tokens), attention: { seconds, flop, bytes } };
};

/** Heads of the rank, sequences, tokens attended to, in doublings. Eq. O4 */
export const mlaDecodePlace = (heads: number, sequences: number, attended: number): number[] => [
  Math.log2(heads),
  Math.log2(sequences),
  Math.log2(attended),
];

/** Heads of the rank, prompts, new tokens of each, in doublings. Eq. O4 */
export const mlaPrefillPlace = (heads: number, prompts: number, tokens: number): number[] => [
  Math.log2(heads),
  Math.log2(prompts),
  Math.log2(tokens),
];

export const mlaGridKey = (phase: 'mla-decode' | 'mla-prefill', gemm: string, kv: string): string =>
  `${phase}/best/${gemm}/${kv}`;

/** Formats of the tables' products; scales of FP8 checkpoints with latent attention are per block. */
const GEMM: Partial<Record<WeightFormat, string>> = {
  bf16: 'bfloat16',
  fp8: 'fp8_block',
  mxfp8: 'fp8_block',
  nvfp4: 'nvfp4',
};

interface Grids {
  readonly decode: Grid;
  readonly prefill: Grid;
}

const known = new WeakMap<Instance, Grids | 'none'>();

const gridsOf = (instance: Instance): Grids | 'none' => {
  let grids = known.get(instance);
  if (!grids) known.set(instance, (grids = resolve(instance)));
  return grids;
};

const resolve = ({ tables, precision }: Instance): Grids | 'none' => {
  const gemm = GEMM[precision.weights.mixer];
  if (!tables || gemm === undefined) return 'none';
  const find = (phase: 'mla-decode' | 'mla-prefill'): Grid | undefined =>
    tables.grids[mlaGridKey(phase, gemm, precision.kvFormat === 'bf16' ? 'bfloat16' : 'fp8')] ??
    tables.grids[mlaGridKey(phase, gemm, 'bfloat16')];
  const [decode, prefill] = [find('mla-decode'), find('mla-prefill')];
  return decode && prefill ? { decode, prefill } : 'none';
};

const secondsOf = ({ projection, attention }: MlaForm, residual: number): number =>
  (projection.seconds + attention.seconds) * Math.exp(residual);

/**
 * Enters `count` blocks with latent attention; false, and nothing entered, where no table covers them. A step that decodes and
 * prefills runs the products of all its tokens at once: what two blocks would read twice is taken off again. Eq. O2, Eq. O4
 */
export const enterMla = (ledger: Ledger, instance: Instance, mixer: Mixer, work: RankWork, count: number): boolean => {
  if (mixer.kind !== 'mla') return false;
  const grids = gridsOf(instance);
  if (grids === 'none') return false;
  const { layout, device, calibration, precision, model } = instance;
  const block: MlaBlock = {
    mixer,
    hidden: model.hiddenSize,
    tp: layout.tp,
    arithmetic: instance.arithmetic.mixer,
    kvBytes: precision.kvBytes,
    device,
    calibration,
  };
  const heads = mixer.heads / layout.tp;
  const selected = mixer.index?.topkTokens ?? Infinity;
  const decode = work.sequences > 0 ? mlaDecodeForm(block, work.sequences, work.context) : null;
  const prefill = work.prompts > 0 ? mlaPrefillForm(block, work.prompts, work.promptTokens, work.promptPast) : null;
  const decodeSeconds = decode
    ? secondsOf(decode, gridAt(grids.decode, mlaDecodePlace(heads, work.sequences, Math.min(work.context, selected))))
    : 0;
  const prefillSeconds = prefill
    ? secondsOf(prefill, gridAt(grids.prefill, mlaPrefillPlace(heads, work.prompts, work.promptTokens)))
    : 0;
  const both = decode && prefill ? projectionPart(block, work.sequences + work.prompts * work.promptTokens) : null;
  const products = (decode?.projection.seconds ?? 0) + (prefill?.projection.seconds ?? 0);
  const twice = both ? Math.max(0, products - both.seconds) : 0;
  const seconds = Math.max(decodeSeconds, prefillSeconds, decodeSeconds + prefillSeconds - twice);
  // The table has one time for both parts: the step's breakdown shows it in the proportion of their closed forms.
  const attention = (decode?.attention.seconds ?? 0) + (prefill?.attention.seconds ?? 0);
  const projected = seconds * ((products - twice) / Math.max(1e-12, products - twice + attention));
  const projection = both ?? decode?.projection ?? prefill?.projection;
  const scores = scoreTraffic(instance, mixer, work);
  enter(ledger, 'projection', projected, projection?.flop ?? 0, projection?.bytes ?? 0, count);
  enter(
    ledger,
    'attention',
    seconds - projected + scores.seconds,
    (decode?.attention.flop ?? 0) + (prefill?.attention.flop ?? 0),
    (decode?.attention.bytes ?? 0) + (prefill?.attention.bytes ?? 0) + scores.bytes,
    count,
  );
  return true;
};
