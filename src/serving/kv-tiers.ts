/**
 * The places below its own memory where an instance can keep the KV of idle sessions: memory of its hosts, drives in its
 * servers, pooled memory and flash in racks of the site. Each with the bytes and the read rate that fall to the instance.
 */
import type { Accelerator, MemoryTier, System } from '../catalogue/figures.ts';
import { quantity, type Bytes, type BytesPerSecond, type Seconds } from '../units/quantity.ts';

export type KvTierKind = 'host' | 'pooled-memory' | 'local-nvme' | 'storage-rack';
export type KvLink = 'chip-to-chip' | 'pcie' | 'network';

export interface KvTier {
  /** `host`, `local-nvme`, or the rack group that keeps it. */
  readonly id: string;
  readonly kind: KvTierKind;
  readonly link: KvLink;
  /** What falls to one instance. */
  readonly bytes: Bytes;
  /** All reads of the instance together; and one read of one sequence, by the accelerators that hold its KV. */
  readonly bandwidth: BytesPerSecond;
  readonly readBandwidth: BytesPerSecond;
  readonly latency: Seconds;
  /** Whether the network card or host link is slower than what the tier gives. */
  readonly slowest: 'link' | 'tier';
}

/** A rack group of the site that stands there as a KV store, with the share of it that falls to one instance. */
export interface KvStoreShare {
  readonly id: string;
  readonly system: System;
  readonly systems: number;
  /** 0..1; the shares of all instances that use the group add up to at most 1. */
  readonly share: number;
}

export interface KvTierQuestion {
  readonly system: System;
  readonly accelerator: Accelerator;
  /** Network card of one accelerator, one direction; 0 where none is published. */
  readonly scaleOut: BytesPerSecond;
  /** Accelerators of the instance, and of those the ones that hold the KV of one sequence (tp·pp). */
  readonly accelerators: number;
  readonly acceleratorsPerSequence: number;
  readonly use: { readonly host: boolean; readonly localNvme: boolean; readonly racks: boolean };
  readonly stores: readonly KvStoreShare[];
  readonly memoryTiers: Readonly<Record<string, MemoryTier>>;
}

/** A tier that was asked for and cannot be had, with the figure nobody published. */
export interface MissingTier {
  readonly id: string;
  readonly missing: 'host memory' | 'host link' | 'drives' | 'capacity' | 'network rate' | 'network card' | 'latency';
}

export interface KvLadder {
  /** Best first: by the time one read takes. */
  readonly tiers: readonly KvTier[];
  readonly missing: readonly MissingTier[];
}

/** Host memory left to KV beside the operating system, the engine and its buffers. Estimated. */
const HOST_MEMORY_SHARE = 0.8;
/**
 * Share of a link's rate that KV gets: 142 of 200 GB/s for 32k tokens over eight network cards, measured by the makers of
 * Mooncake (`kv-offload` of the catalogue); short sequences get less. Taken for every link.
 */
const KV_LINK_SHARE = 0.71;
/** Drives are 3.84 TB each where a server has eight; together they deliver half of their sum (26–52 GB/s a server). Estimated. */
const NVME_DRIVE_BYTES = 3.84e12;
const NVME_SHARE_TOGETHER = 0.5;

/** Size by which tiers are put in order: a context of 100,000 tokens of a large model is a few GB. */
const TYPICAL_READ_BYTES = 4e9;

/** The ladder of an instance; what is asked for but lacks a figure is named instead of filled in. Eq. K4 */
export const kvLadderOf = (question: KvTierQuestion): KvLadder => {
  const { use } = question;
  const found = [
    ...(use.host ? [hostTier(question)] : []),
    ...(use.localNvme ? [nvmeTier(question)] : []),
    ...(use.racks ? question.stores.filter(({ share }) => share > 0).map((store) => rackTier(question, store)) : []),
  ];
  const tiers = found.filter((one) => 'bytes' in one);
  const time = ({ latency, readBandwidth }: KvTier): number => latency + TYPICAL_READ_BYTES / readBandwidth;
  return {
    tiers: tiers.toSorted((a, b) => time(a) - time(b)),
    missing: found.filter((one) => 'missing' in one),
  };
};

const hostTier = (question: KvTierQuestion): KvTier | MissingTier => {
  const { system, accelerator, memoryTiers } = question;
  const id = 'host';
  if (system.hostDram === null || system.accelerators === 0) return { id, missing: 'host memory' };
  const link = accelerator.hostLinkPerDirection;
  if (link === null) return { id, missing: 'host link' };
  const onChip = accelerator.hostLinkKind === 'chip-to-chip';
  const latency = memoryTiers[onChip ? 'c2c-lpddr' : 'host-ddr']?.latency ?? null;
  if (latency === null) return { id, missing: 'latency' };
  const bytes = (HOST_MEMORY_SHARE * system.hostDram * question.accelerators) / system.accelerators;
  return tierOf(question, {
    id,
    kind: 'host',
    link: onChip ? 'chip-to-chip' : 'pcie',
    bytes,
    linkRate: link,
    tierRate: Infinity,
    latency,
  });
};

const nvmeTier = (question: KvTierQuestion): KvTier | MissingTier => {
  const { system, accelerator, memoryTiers } = question;
  const id = 'local-nvme';
  const drive = memoryTiers['local-nvme'];
  if (system.localNvme === null || system.accelerators === 0) return { id, missing: 'drives' };
  const link = accelerator.hostLinkPerDirection;
  if (link === null) return { id, missing: 'host link' };
  if (!drive || drive.latency === null || drive.readBandwidth === null) return { id, missing: 'latency' };
  const bytes = (system.localNvme * question.accelerators) / system.accelerators;
  const tierRate = (NVME_SHARE_TOGETHER * drive.readBandwidth * bytes) / NVME_DRIVE_BYTES;
  return tierOf(question, {
    id,
    kind: 'local-nvme',
    link: accelerator.hostLinkKind ?? 'pcie',
    bytes,
    linkRate: link,
    tierRate,
    latency: drive.latency,
  });
};

/** Pooled memory keeps KV in DRAM, storage racks in flash; both are reached through the network cards. */
const rackTier = (question: KvTierQuestion, store: KvStoreShare): KvTier | MissingTier => {
  const { id, system, systems, share } = store;
  const capacity = system.localNvme ?? system.hostDram;
  if (capacity === null) return { id, missing: 'capacity' };
  const rates = [system.store?.readBandwidth ?? null, system.scaleOutTotalPerDirection].filter((rate) => rate !== null);
  if (rates.length === 0) return { id, missing: 'network rate' };
  const latency = system.store?.latency ?? null;
  if (latency === null) return { id, missing: 'latency' };
  if (question.scaleOut <= 0) return { id, missing: 'network card' };
  return tierOf(question, {
    id,
    kind: system.localNvme === null ? 'pooled-memory' : 'storage-rack',
    link: 'network',
    bytes: capacity * systems * share,
    linkRate: question.scaleOut,
    tierRate: Math.min(...rates) * systems * share,
    latency,
  });
};

interface Parts {
  readonly id: string;
  readonly kind: KvTierKind;
  readonly link: KvLink;
  readonly bytes: number;
  /** Of one accelerator. */
  readonly linkRate: number;
  /** Of the whole instance. */
  readonly tierRate: number;
  readonly latency: Seconds;
}

const tierOf = (question: KvTierQuestion, { id, kind, link, bytes, linkRate, tierRate, latency }: Parts): KvTier => {
  const links = KV_LINK_SHARE * linkRate * question.accelerators;
  const linksOfOne = KV_LINK_SHARE * linkRate * question.acceleratorsPerSequence;
  return {
    id,
    kind,
    link,
    bytes: quantity<'B'>(bytes),
    bandwidth: quantity<'B/s'>(Math.min(links, tierRate)),
    readBandwidth: quantity<'B/s'>(Math.min(linksOfOne, tierRate)),
    latency,
    slowest: tierRate < links ? 'tier' : 'link',
  };
};
