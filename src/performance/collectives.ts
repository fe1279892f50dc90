/**
 * Time of the exchanges between the accelerators of an instance [O6]: launch constant plus bytes over the achieved link rate.
 * Topology decides which rate: a switch gives every rank its full rate, a mesh only the links to the ranks taking part,
 * a torus adds hops. Beyond the scale-up domain the network card is the link.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Device } from './device.ts';

export interface Exchange {
  readonly seconds: number;
  /** Bytes one rank sends. */
  readonly bytes: number;
}

const NOTHING: Exchange = { seconds: 0, bytes: 0 };

/** Rate of one rank among `ranks` of its own domain, one direction, B/s. */
const linkRate = (device: Device, ranks: number): number =>
  device.topology === 'full-mesh' ? Math.min(device.scaleUp, device.scaleUpPair * (ranks - 1)) : device.scaleUp;

const hopSeconds = (device: Device, ranks: number, calibration: Calibration): number =>
  device.topology === 'torus' || device.topology === 'hybrid'
    ? 2 * Math.sqrt(ranks) * calibration.links.torusHopSeconds
    : 0;

/** All-reduce of `bytes` on each of `ranks` within one domain: 2(n−1)/n of them pass each link. Eq. O6 */
export const allReduce = (device: Device, ranks: number, bytes: number, calibration: Calibration): Exchange => {
  if (ranks <= 1) return NOTHING;
  const { linkShare, launchSeconds } = calibration.links.allReduce;
  const sent = ((2 * (ranks - 1)) / ranks) * bytes;
  return {
    seconds: launchSeconds + hopSeconds(device, ranks, calibration) + sent / (linkRate(device, ranks) * linkShare),
    bytes: sent,
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

/**
 * Dispatch to the experts and combine, per rank and direction: tokens · hidden · bytes · expected distinct remote ranks.
 * The part that leaves the domain goes over the network card; both run at once and the slower one counts. Eq. O6
 */
export const allToAll = (device: Device, dispatch: Dispatch, calibration: Calibration): Exchange => {
  const { ranks, expertRanks, tokensPerRank, hiddenSize, experts, expertsPerToken, dispatchBytes } = dispatch;
  if (ranks <= 1 || tokensPerRank <= 0) return NOTHING;
  const { dispatchShare, combineShare, launchSeconds } = calibration.links.allToAll;
  const holders = Math.ceil(experts / Math.ceil(experts / expertRanks));
  const sliced = ranks / expertRanks;
  const copies = sliced * holders * (1 - 1 / ranks) * visitProbability(experts, expertsPerToken, expertRanks);
  const elements = tokensPerRank * hiddenSize * copies;
  const weighted = elements * (dispatchBytes / dispatchShare + 2 / combineShare);
  const acrossShare = ranks > device.domain ? (ranks - device.domain) / (ranks - 1) : 0;
  const inside = (weighted * (1 - acrossShare)) / linkRate(device, Math.min(ranks, device.domain));
  const across = acrossShare > 0 ? (weighted * acrossShare) / device.scaleOut : 0;
  return {
    seconds: launchSeconds + hopSeconds(device, ranks, calibration) + Math.max(inside, across),
    bytes: elements * (dispatchBytes + 2),
  };
};

/** Activations handed to the next pipeline stage. Eq. O6 */
export const pointToPoint = (
  device: Device,
  bytes: number,
  crossesDomain: boolean,
  calibration: Calibration,
): Exchange => {
  const { linkShare, launchSeconds } = calibration.links.pointToPoint;
  const rate = crossesDomain ? device.scaleOut : device.scaleUpPair;
  return { seconds: launchSeconds + bytes / (rate * linkShare), bytes };
};
