/** The way of KV from engines that prefill to engines that decode, by the racks they stand in [S5]. */
import type { Device } from '../performance/device.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';

/** Domains larger than any server hold prefill and decode engines side by side. */
const LARGEST_NODE = 16;

/**
 * KV stays on the fabric of a rack-scale domain that holds both sides; between nodes and racks it takes the slower network card. Null
 * where a side has no published card and the two do not share a domain. `accelerators` are those of both sides together.
 */
export const kvLinkBetween = (
  prefill: Device,
  decode: Device,
  shared: boolean,
  accelerators: number,
  latencySeconds: number,
): KvLink | null => {
  if (shared && decode.domain > LARGEST_NODE && accelerators <= decode.domain)
    return { bytesPerSecond: decode.scaleUp, latencySeconds };
  const rate = Math.min(prefill.scaleOut, decode.scaleOut);
  if (rate > 0) return { bytesPerSecond: rate, latencySeconds };
  return shared && decode.scaleUp > 0 ? { bytesPerSecond: decode.scaleUp, latencySeconds } : null;
};
