/** How racks are divided where attention and FFN stand apart [S6, X1]: shares that prefill, sides that run the FFNs, words of what is refused. */
import type { Catalogue, Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { sramInstance, type StagingMemory } from '../performance/split-step-sram.ts';
import type { AttentionFfnReason, AttentionFfnRefusal } from '../serving/attention-ffn-refusal.ts';
import type { FfnSide } from '../serving/attention-ffn-step.ts';
import { bytes, text } from '../units/format.ts';
import { quantity } from '../units/quantity.ts';
import { layoutsOf } from './layouts.ts';

/** Shares of the attention racks that prefill where no rack does it alone. */
const PREFILL_SHARES: readonly number[] = [1 / 8, 1 / 4, 1 / 2];

/** Numbers of prefill instances worth trying of `all` that the racks hold: with racks of their own all of them, else shares. */
export const prefillCounts = (all: number, shared: boolean): number[] =>
  shared ? [...new Set(PREFILL_SHARES.map((share) => Math.max(1, Math.round(share * all))))] : [all];

/** An SRAM pool is no layout: each part holds its slice of every expert. */
export const SRAM_LAYOUT: Layout = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };

/** So many parts as one pool; `instance` of `SRAM_LAYOUT`. */
export const sramSideOf = (
  instance: Instance,
  parts: number,
  perRack: number,
  staging: StagingMemory | null,
): FfnSide => ({ kind: 'sram', instance: sramInstance(instance), pool: { parts, perRack, staging } });

/** The memory behind the bridges of racks of SRAM parts, where the catalogue has its figures. */
export const stagingOf = (tiers: Catalogue['memoryTiers']): StagingMemory | null => {
  const tier = tiers['lpx-fabric-dram'];
  return tier?.capacity && tier.readBandwidth
    ? { capacityBytes: tier.capacity, bytesPerSecond: tier.readBandwidth }
    : null;
};

/** The widest layout of an FFN instance on so many accelerators, experts spread most; null where none runs. */
export const widestFfnLayout = (model: Model, device: Device, accelerators: number): Layout | null =>
  layoutsOf(model, device, accelerators)
    .filter(({ pp }) => pp === 1)
    .toSorted((a, b) => acceleratorsOf(b) - acceleratorsOf(a) || b.ep - a.ep)[0] ?? null;

const REASONS: Readonly<Record<AttentionFfnReason, string>> = {
  'no-ffn': 'the model has no FFN to set apart',
  'pipeline-stages': 'attention apart from FFN knows no pipeline stages',
  'draft-model': 'a draft model has no place where attention and FFN are apart',
  'no-link': 'a side has no published link to the other',
  'leaves-domain': 'the two sides do not fit in one scale-up domain',
  'ffn-memory': 'the FFN side does not hold its weights',
  'attention-memory': 'the attention side does not hold its weights and one sequence',
  'prefill-memory': 'the prefill side does not hold the model and one prompt',
  'no-prefill': 'nothing prefills',
};

/** A sentence without its full stop; `ffnName` is of the racks that run the FFNs. */
export const splitRefusalWords = ({ reason, shortBytes }: AttentionFfnRefusal, ffnName: string): string => {
  const short = shortBytes > 0 ? `, short by ${text(bytes(quantity<'B'>(shortBytes)))}` : '';
  const where = reason === 'ffn-memory' ? ` (${ffnName})` : '';
  return `${REASONS[reason]}${where}${short}`;
};
