/**
 * The FFN side on parts that compute out of SRAM (LPU): how many racks hold the weights, and how long a block takes [S6].
 * Blocks are dealt over the parts in proportion to their bytes and every part of a block works on a slice of each expert.
 * Such parts multiply FP8 and nothing narrower, so FP8 sizes apply whatever the checkpoint has. No run is published: estimates.
 */
import type { FeedForward, Model } from '../catalogue/figures.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';
import type { Bytes } from '../units/quantity.ts';
import { quantity } from '../units/quantity.ts';
import { instanceOf, type Instance } from './instance.ts';
import type { Layout } from './layout.ts';
import { emptyLedger, enter, type Ledger } from './ledger.ts';
import { expertParameters } from './parameters.ts';
import type { SplitEstimates } from './split-step-estimates.ts';

/** Memory of one bridge behind which weights may wait, as the catalogue's tier has it. */
export interface StagingMemory {
  readonly capacityBytes: number;
  readonly bytesPerSecond: number;
}

/** SRAM parts that work as one FFN; `perRack` of them share the bridges of a rack. */
export interface SramPool {
  readonly parts: number;
  readonly perRack: number;
  /** Null: weights that SRAM cannot hold are refused. */
  readonly staging: StagingMemory | null;
}

/** The format such parts hold and multiply weights in. */
export const SRAM_FORMAT = 'fp8';

const WHOLE: Layout = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };

const known = new WeakMap<Instance, Instance>();

/** The instance as SRAM parts run it: FP8 throughout its FFNs, all experts of a block seen as one rank. */
export const sramInstance = (instance: Instance): Instance => {
  let found = known.get(instance);
  if (!found) {
    const { model, device, precision, engine, calibration, techniques } = instance;
    const weights = {
      ...precision.weights,
      routedExperts: SRAM_FORMAT,
      sharedExperts: SRAM_FORMAT,
      denseFfn: SRAM_FORMAT,
    } as const;
    found = instanceOf(model, device, WHOLE, { ...precision, weights }, engine, calibration, techniques);
    known.set(instance, found);
  }
  return found;
};

/** Parameters of the FFN of one block: all its experts, routed and shared, or its dense matrices; the router is elsewhere. */
export const ffnParameters = (spec: FeedForward, hidden: number): number =>
  spec.kind === 'dense'
    ? spec.matrices * hidden * spec.intermediate
    : spec.experts * expertParameters(spec, hidden) + spec.matrices * hidden * spec.sharedIntermediate;

/** Bytes of all FFNs in SRAM's format. Eq. S6 */
export const sramBytesOf = ({ parameters }: Pick<Model, 'parameters'>): Bytes =>
  quantity<'B'>(
    (parameters.routedExperts + parameters.sharedExperts + parameters.denseFfn) * bytesPerParameter(SRAM_FORMAT),
  );

/** Racks that hold so many bytes: ⌈bytes ÷ (SRAM of a rack · usable share)⌉. Eq. S6 */
export const sramRacks = (bytes: number, rackBytes: number, usableShare: number): number =>
  Math.ceil(bytes / (rackBytes * usableShare));

export interface SramFit {
  readonly bytes: number;
  readonly racksNeeded: number;
  /** Share of the weights that SRAM holds; the rest is read from the staging memory of the bridges. */
  readonly residentShare: number;
  /** Bytes that neither holds; 0 when all fit. */
  readonly shortBytes: number;
}

/** Eq. S6 */
export const sramFit = (instance: Instance, pool: SramPool, estimates: SplitEstimates): SramFit => {
  const bytes = sramBytesOf(instance.model);
  const { capacity } = instance.device;
  const room = pool.parts * capacity * estimates.sramUsableShare;
  const bridges = (pool.parts / pool.perRack) * estimates.bridgesPerRack;
  const staged = pool.staging === null ? 0 : bridges * pool.staging.capacityBytes;
  const residentShare = Math.min(1, room / bytes);
  return {
    bytes,
    racksNeeded: sramRacks(bytes, pool.perRack * capacity, estimates.sramUsableShare),
    residentShare,
    shortBytes: Math.max(0, bytes - Math.max(room, room + staged)),
  };
};

/**
 * All blocks for `tokens` tokens: each takes the longer of reading the touched weights, out of the SRAM of its parts and what is missing
 * there out of the staging memory of one rack, and multiplying, plus a constant. Eq. S6
 */
export const sramKernels = (given: Instance, pool: SramPool, tokens: number, estimates: SplitEstimates): Ledger => {
  const instance = sramInstance(given);
  const { model, device } = instance;
  const { residentShare } = sramFit(instance, pool, estimates);
  const total = model.ffns.reduce((sum, { spec, count }) => sum + count * ffnParameters(spec, model.hiddenSize), 0);
  const stagingRate = (pool.staging?.bytesPerSecond ?? 0) * estimates.bridgesPerRack;
  const ledger = emptyLedger();
  for (const { spec, count } of model.ffns) {
    const parts = (pool.parts * ffnParameters(spec, model.hiddenSize)) / total;
    const { flop, weightBytes } = workOf(instance, spec, tokens);
    const read = (residentShare * weightBytes) / (parts * device.bandwidth * estimates.sramBandwidthShare);
    const missing = (1 - residentShare) * weightBytes;
    const staged = missing > 0 ? missing / stagingRate : 0;
    const multiplied = flop / (parts * device.peak.fp8 * estimates.sramComputeShare);
    const seconds = estimates.sramLaunchSeconds + Math.max(read, staged, multiplied);
    enter(ledger, spec.kind === 'dense' ? 'ffn' : 'moe', seconds, flop, weightBytes, count);
  }
  return ledger;
};

/** FLOPs of all tokens and bytes of the weights they touch, over all parts of the block. Eq. O5 */
const workOf = (
  { model, arithmetic, routing }: Instance,
  spec: FeedForward,
  tokens: number,
): { flop: number; weightBytes: number } => {
  const hidden = model.hiddenSize;
  if (spec.kind === 'dense') {
    const parameters = ffnParameters(spec, hidden);
    return { flop: 2 * tokens * parameters, weightBytes: parameters * arithmetic.denseFfn.weightBytes };
  }
  const one = expertParameters(spec, hidden);
  const shared = spec.matrices * hidden * spec.sharedIntermediate;
  const { slots, touched } = routing.get(spec)?.(tokens) ?? { slots: 0, touched: 0 };
  return {
    flop: 2 * (slots * one + tokens * shared),
    weightBytes: touched * one * arithmetic.routedExperts.weightBytes + shared * arithmetic.sharedExperts.weightBytes,
  };
};
