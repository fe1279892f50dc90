/** How a layout lies over scale-up domains, and what part of each of its exchanges leaves them. */
import { percent, text } from '../units/format.ts';
import { leavingShare, spreadOf } from './collectives.ts';
import type { Device } from './device.ts';
import { acceleratorsOf, type Layout } from './layout.ts';

export interface Straddle {
  /** Domains one instance spans. */
  readonly domains: number;
  /** Share of the bytes of an all-reduce over the tensor-parallel ranks that goes over network cards, 0..1. */
  readonly reduction: number;
  /** Share of the bytes of dispatch and combine that does, 0..1. */
  readonly exchange: number;
  /** Pipeline boundaries between domains, of the pp − 1. */
  readonly boundaries: number;
  /** As "2 domains: 53 % of the exchange of tokens leaves its domain"; null when the instance stays inside one. */
  readonly words: string | null;
}

/**
 * Tensor-parallel ranks lie next to each other, then the ranks of attention-DP, then the stages of the pipeline; a stage is not cut where
 * it fits a domain. Eq. O6
 */
export const straddles = (layout: Layout, device: Device): Straddle => {
  const stage = layout.tp * layout.attnDp;
  const perDomain = Math.floor(device.domain / stage);
  const domains = perDomain > 0 ? Math.ceil(layout.pp / perDomain) : layout.pp * spreadOf(device, stage).domains;
  const boundaries = perDomain > 0 ? domains - 1 : layout.pp - 1;
  const straddle = {
    domains: acceleratorsOf(layout) > device.domain ? domains : 1,
    reduction: reductionLeaving(device, layout.tp),
    exchange: layout.ep > 1 ? leavingShare(device, layout.ep * layout.moeTp) : 0,
    boundaries,
  };
  return { ...straddle, words: wordsOf(straddle) };
};

/** Across domains a rank sends 2(m − 1)/m of its part of the bytes, inside 2(n − 1)/n of all of them. Eq. O6 */
const reductionLeaving = (device: Device, ranks: number): number => {
  if (ranks <= device.domain) return 0;
  const { domains, within } = spreadOf(device, ranks);
  const across = (1 - 1 / domains) / within;
  return across / (across + (1 - 1 / within));
};

const wordsOf = ({ domains, reduction, exchange, boundaries }: Omit<Straddle, 'words'>): string | null => {
  if (domains <= 1) return null;
  const part = (share: number): string => text(percent(share));
  const parts = [
    reduction > 0 ? `${part(reduction)} of each all-reduce` : null,
    exchange > 0 ? `${part(exchange)} of the exchange of tokens` : null,
    boundaries > 0 ? `${boundaries} pipeline ${boundaries === 1 ? 'boundary' : 'boundaries'}` : null,
  ].filter((words) => words !== null);
  return `${domains} domains: ${parts.join(', ')} over network cards`;
};
