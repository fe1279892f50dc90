/**
 * Time of the exchanges between the accelerators of an instance [O6]: launch constant plus bytes over the achieved link rate, times
 * the measured residual over that where the system has one. Topology decides which rate: a switch gives every rank its full rate, a
 * mesh only the links to the ranks taking part, a torus those of the block they take, with its hops. Beyond the scale-up domain the
 * network card is the link.
 */
import type { Calibration } from '../calibration/calibration.ts';
import { gridAt } from '../calibration/grid.ts';
import type { Device } from './device.ts';
import { linksOf } from './fabric-torus.ts';

export interface Exchange {
  readonly seconds: number;
  /** Bytes one rank sends. */
  readonly bytes: number;
}

const NOTHING: Exchange = { seconds: 0, bytes: 0 };

/**
 * Rate of one rank among `ranks` of its own domain, one direction, B/s: in rings, and in an exchange of each with each. More ranks than a
 * domain holds come here only where no network card is published; such layouts are refused before they are asked for [X1]. Eq. O6
 */
const linkRate = (device: Device, ranks: number, pattern: 'ring' | 'exchange'): number => {
  if (device.topology === 'full-mesh') return Math.min(device.scaleUp, device.scaleUpPair * (ranks - 1));
  if (!device.torus) return device.scaleUp;
  const { reduceShare, exchangeShare } = linksOf(device.torus, Math.min(ranks, device.domain));
  return device.scaleUp * (pattern === 'ring' ? reduceShare : exchangeShare);
};

/** Hops of one pass over the ranks; across a fabric of neighbours without a published shape as across a square. */
const passSeconds = (device: Device, ranks: number, calibration: Calibration): number => {
  const { torusHopSeconds } = calibration.links;
  if (device.torus) return linksOf(device.torus, Math.min(ranks, device.domain)).hops * torusHopSeconds;
  return device.topology === 'torus' || device.topology === 'hybrid' ? Math.sqrt(ranks) * torusHopSeconds : 0;
};

/** Collectives that were measured; their grids span ranks and bytes, in doublings. */
export type Collective = 'allReduce' | 'allGather' | 'reduceScatter';

const GRID: Readonly<Record<Collective, string>> = {
  allReduce: 'collective-all-reduce/best',
  allGather: 'collective-all-gather/best',
  reduceScatter: 'collective-reduce-scatter/best',
};

export const collectiveGridKey = (collective: Collective): string => GRID[collective];

/** Ranks and bytes, in doublings. Eq. O6 */
export const collectivePlace = (ranks: number, bytes: number): number[] => [Math.log2(ranks), Math.log2(bytes)];

/** Closed form within one domain; `bytes` are those of the whole tensor, of which `passes`·(n−1)/n leave each rank. Eq. O6 */
export const collectiveForm = (
  device: Device,
  collective: Collective,
  ranks: number,
  bytes: number,
  calibration: Calibration,
): Exchange => {
  if (ranks <= 1) return NOTHING;
  const { linkShare, launchSeconds } = calibration.links.allReduce;
  const passes = collective === 'allReduce' ? 2 : 1;
  const sent = ((passes * (ranks - 1)) / ranks) * bytes;
  return {
    seconds:
      launchSeconds +
      passes * passSeconds(device, ranks, calibration) +
      sent / (linkRate(device, ranks, 'ring') * linkShare),
    bytes: sent,
  };
};

/** The closed form times what the system was measured at. More ranks than were measured keep the share of the most measured. Eq. O2, Eq. O6 */
const insideDomain = (
  device: Device,
  collective: Collective,
  ranks: number,
  bytes: number,
  calibration: Calibration,
): Exchange => {
  const closed = collectiveForm(device, collective, ranks, bytes, calibration);
  const grid = calibration.tables[device.acceleratorId]?.grids[GRID[collective]];
  if (!grid || ranks <= 1) return closed;
  return { ...closed, seconds: closed.seconds * Math.exp(gridAt(grid, collectivePlace(ranks, bytes))) };
};

/** How ranks beyond one domain lie: over as few domains as hold them, evenly. */
export interface Spread {
  readonly domains: number;
  /** Ranks in each; the last may hold fewer. */
  readonly within: number;
}

export const spreadOf = (device: Device, ranks: number): Spread => {
  const domains = Math.ceil(ranks / device.domain);
  return { domains, within: Math.ceil(ranks / domains) };
};

/**
 * All-reduce of `bytes` on each of `ranks`. Beyond one domain it is done in levels: inside each domain at the rate of the fabric, and
 * across them each rank reduces its own share of the bytes over its network card. Eq. O6
 */
export const allReduce = (device: Device, ranks: number, bytes: number, calibration: Calibration): Exchange => {
  if (ranks <= device.domain || device.scaleOut <= 0)
    return insideDomain(device, 'allReduce', ranks, bytes, calibration);
  const { networkSeconds } = calibration.links;
  const { linkShare } = calibration.links.allReduce;
  const { domains, within } = spreadOf(device, ranks);
  const inside = insideDomain(device, 'allReduce', within, bytes, calibration);
  const across = ((2 * (domains - 1)) / domains) * (bytes / within);
  return {
    seconds: inside.seconds + networkSeconds + across / (device.scaleOut * linkShare),
    bytes: inside.bytes + across,
  };
};

/** Probability that a token visits one given rank of `ranks` holding h = ⌈E/N⌉ experts each: 1 − C(E − h, k)/C(E, k). Eq. S6 */
export const visitProbability = (experts: number, expertsPerToken: number, ranks: number): number => {
  const held = Math.ceil(experts / ranks);
  let missed = 1;
  for (let i = 0; i < expertsPerToken; i++) missed *= Math.max(0, (experts - held - i) / (experts - i));
  return 1 - missed;
};

export interface Dispatch {
  /** Ranks of the exchange, and into how many the experts are dealt; the rest slice each expert. */
  readonly ranks: number;
  readonly expertRanks: number;
  readonly tokensPerRank: number;
  readonly hiddenSize: number;
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Bytes of one element on the way to the experts; results come back in two bytes. */
  readonly dispatchBytes: number;
}

/** Within a server engines may gather all tokens on every rank and scatter the sums instead: they do not beyond this many ranks. */
const LARGEST_GATHER = 8;

/**
 * Dispatch to the experts and combine: all-to-all, or inside one server the cheaper of that and gathering every token everywhere, as
 * engines without an all-to-all kernel do. Eq. O6
 */
export const exchangeTokens = (device: Device, dispatch: Dispatch, calibration: Calibration): Exchange => {
  const { ranks, tokensPerRank, hiddenSize, dispatchBytes } = dispatch;
  const sparse = allToAll(device, dispatch, calibration);
  if (ranks <= 1 || tokensPerRank <= 0 || ranks > Math.min(LARGEST_GATHER, device.domain)) return sparse;
  const elements = ranks * tokensPerRank * hiddenSize;
  const gather = insideDomain(device, 'allGather', ranks, elements * dispatchBytes, calibration);
  const scatter = insideDomain(device, 'reduceScatter', ranks, elements * 2, calibration);
  const dense = { seconds: gather.seconds + scatter.seconds, bytes: gather.bytes + scatter.bytes };
  return dense.seconds < sparse.seconds ? dense : sparse;
};

/** Share of an even exchange among `ranks` that leaves the domain of its sender, 0..1. Eq. O6 */
export const leavingShare = (device: Device, ranks: number): number =>
  ranks > device.domain ? (ranks - spreadOf(device, ranks).within) / (ranks - 1) : 0;

/**
 * Dispatch to the experts and combine, per rank and direction: tokens · hidden · bytes · expected distinct remote ranks.
 * The part that leaves the domain goes over the network card; both run at once and the slower one counts, save where card and peers
 * share one link and their times add up. The coefficients are a
 * least-squares fit of relative errors over NVLink all-to-all of TensorRT-LLM on GB200 (2 to 64 ranks, 0.56 to 2 bytes) and DeepEP's
 * low-latency kernels on H100, H200, B200 and GB200: one line for all, 18 % median error, since engines choose among them. Eq. O6
 */
export const allToAll = (device: Device, dispatch: Dispatch, calibration: Calibration): Exchange => {
  const { ranks, expertRanks, tokensPerRank, hiddenSize, experts, expertsPerToken, dispatchBytes } = dispatch;
  if (ranks <= 1 || tokensPerRank <= 0) return NOTHING;
  const { dispatchShare, combineShare, launchSeconds, doublingSeconds } = calibration.links.allToAll;
  const holders = Math.ceil(experts / Math.ceil(experts / expertRanks));
  const sliced = ranks / expertRanks;
  const copies = sliced * holders * (1 - 1 / ranks) * visitProbability(experts, expertsPerToken, expertRanks);
  const elements = tokensPerRank * hiddenSize * copies;
  const weighted = elements * (dispatchBytes / dispatchShare + 2 / combineShare);
  const acrossShare = leavingShare(device, ranks);
  const { within } = spreadOf(device, ranks);
  const inside = within > 1 ? (weighted * (1 - acrossShare)) / linkRate(device, within, 'exchange') : 0;
  const across = acrossShare > 0 ? (weighted * acrossShare) / device.scaleOut : 0;
  const through = acrossShare > 0 ? 2 * calibration.links.networkSeconds : 0;
  const launch =
    launchSeconds + doublingSeconds * Math.log2(ranks) + 2 * passSeconds(device, within, calibration) + through;
  const moving = device.oneLink ? inside + across : Math.max(inside, across);
  return { seconds: launch + moving, bytes: elements * (dispatchBytes + 2) };
};

/** Activations handed to the next pipeline stage; beyond the domain through two network cards. Eq. O6 */
export const pointToPoint = (
  device: Device,
  bytes: number,
  crossesDomain: boolean,
  calibration: Calibration,
): Exchange => {
  const { linkShare, launchSeconds } = calibration.links.pointToPoint;
  const rate = crossesDomain ? device.scaleOut : device.scaleUpPair;
  const through = crossesDomain ? calibration.links.networkSeconds : 0;
  return { seconds: launchSeconds + through + bytes / (rate * linkShare), bytes };
};
