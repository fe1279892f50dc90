/**
 * Traffic between the attention side and the FFN side of one block [S6]: tokens go out in the format that enters the experts and come
 * back in two bytes an element. A copy goes to every rank that a token visits where both sides share a scale-up domain, to every
 * domain it visits over the network (inside it copies spread at fabric speed), and once to a rack of SRAM parts.
 */
import type { FeedForward } from '../catalogue/figures.ts';
import { visitProbability } from './collectives.ts';
import type { Device } from './device.ts';
import type { Instance } from './instance.ts';
import { acceleratorsOf } from './layout.ts';
import { crossingsOf } from './split-step.ts';
import type { SplitEstimates } from './split-step-estimates.ts';

/** `bridge`: the network up to the bridges of racks of SRAM parts. */
export type SplitLink = 'fabric' | 'network' | 'bridge';

/** Both ends of the traffic: instances and how many there are of each. */
export interface LinkedSides {
  readonly link: SplitLink;
  readonly attention: Instance;
  readonly attentions: number;
  readonly ffn: Instance;
  readonly ffns: number;
  /** Racks of SRAM parts; 1 otherwise. */
  readonly racks: number;
}

export interface TrafficWork extends LinkedSides {
  /** Tokens of a micro-batch: on the busiest attention rank, and into one FFN instance. */
  readonly rankTokens: number;
  readonly ffnTokens: number;
}

export interface Traffic {
  /** Both directions, start to end, per crossing. */
  readonly seconds: number;
  /** How long the busier direction keeps its links busy: latency passes beside the next micro-batch. */
  readonly oneWaySeconds: number;
  /** Bytes of the whole micro-batch, both directions, per crossing. */
  readonly bytes: number;
}

/** Rate of one accelerator towards `peers` of its domain, B/s. */
const fabricRate = (device: Device, peers: number): number =>
  device.topology === 'full-mesh' ? Math.min(device.scaleUp, device.scaleUpPair * peers) : device.scaleUp;

/**
 * B/s, one direction: of one attention accelerator, of the links of one FFN instance that a micro-batch uses, and of all its links, which
 * several micro-batches may use at once; 0 where there is no link.
 */
export interface SplitRates {
  readonly attention: number;
  readonly ffn: number;
  readonly ffnTotal: number;
}

export const splitRates = (sides: LinkedSides, estimates: SplitEstimates): SplitRates => {
  const { link, attention, attentions, ffn, racks } = sides;
  const ranks = acceleratorsOf(ffn.layout);
  const one =
    link === 'fabric'
      ? ranks * fabricRate(ffn.device, attentions * acceleratorsOf(attention.layout))
      : link === 'network'
        ? ranks * ffn.device.scaleOut
        : estimates.bridgesPerRack * estimates.bridgeBytesPerSecond;
  return {
    attention: link === 'fabric' ? fabricRate(attention.device, ranks) : attention.device.scaleOut,
    ffn: one,
    // One block lies within one rack, whose bridges alone bring its tokens; other racks serve other layers meanwhile.
    ffnTotal: one * racks,
  };
};

/** Copies of a token that leave for one block, in elements: of what enters the routed experts, and of the whole hidden state. Eq. S6 */
export const copiedElements = (ffn: Instance, spec: FeedForward, link: SplitLink): number => {
  const { layout, device, model } = ffn;
  if (spec.kind === 'dense') return model.hiddenSize;
  const [places, slices] =
    link === 'bridge'
      ? [1, 1]
      : link === 'fabric'
        ? [Math.ceil(spec.experts / Math.ceil(spec.experts / layout.ep)), layout.moeTp]
        : [Math.max(1, Math.ceil(acceleratorsOf(layout) / device.domain)), 1];
  const visit = visitProbability(spec.experts, spec.expertsPerToken, places);
  // Shared experts run on one rank per token, which the routed copies may have reached already.
  const narrower = spec.inputDim !== model.hiddenSize;
  const shared = spec.sharedIntermediate > 0 ? (narrower ? 1 : 1 - visit) * model.hiddenSize : 0;
  return places * slices * visit * spec.inputDim + shared;
};

/** One crossing, mean over the blocks. Eq. S6 */
export const trafficOf = (work: TrafficWork, estimates: SplitEstimates): Traffic => {
  const { link, attention, attentions, ffn, ffns, rankTokens, ffnTokens } = work;
  const { model } = ffn;
  const { dispatchShare, combineShare, launchSeconds, doublingSeconds } = attention.calibration.links.allToAll;
  const rates = splitRates(work, estimates);
  // Ranks of one tensor-parallel group hold the same tokens: each sends its part of them.
  const sent = rankTokens / (attention.layout.tp * rates.attention);
  const perElement = Math.max(sent, ffnTokens / rates.ffn);
  const occupied = Math.max(sent, ffnTokens / rates.ffnTotal);
  let [out, back, elements] = [0, 0, 0];
  for (const { spec, count } of model.ffns) {
    const copied = count * copiedElements(ffn, spec, link);
    const component = spec.kind === 'dense' ? 'denseFfn' : 'routedExperts';
    const outBytes = copied * ffn.arithmetic[component].activationBytes;
    out += outBytes / dispatchShare;
    back += (copied * 2) / combineShare;
    elements += outBytes + copied * 2;
  }
  const crossings = crossingsOf(model);
  const ranks = attentions * acceleratorsOf(attention.layout) + ffns * acceleratorsOf(ffn.layout);
  // The fitted launch of an all-to-all covers both its directions.
  const launched = launchSeconds + doublingSeconds * Math.log2(ranks);
  const latency = {
    fabric: launched,
    network: launched + 2 * attention.calibration.links.networkSeconds,
    bridge: 2 * estimates.bridgeSeconds,
  }[link];
  return {
    seconds: latency + (perElement * (out + back)) / crossings,
    oneWaySeconds: (occupied * Math.max(out, back)) / crossings,
    bytes: (ffns * ffnTokens * elements) / crossings,
  };
};
