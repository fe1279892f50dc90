/** The layout that a row prints, in the terms of the model. */
import type { Model } from '../catalogue/figures.ts';
import type { Layout } from '../performance/layout.ts';
import type { ThroughputRow } from './rows/throughput-row.ts';

/** Null where the row prints none. */
export const statedLayout = (row: ThroughputRow, model: Model): Layout | null => {
  if (row.layout === null) return null;
  const { unitsPerAccelerator, expertParallel } = row.layout;
  const units = (size: number | null): number | null =>
    size === null ? null : Math.max(1, Math.round(size / unitsPerAccelerator));
  const pp = row.layout.pp ?? 1;
  const ep = units(row.layout.ep);
  let tp = units(row.layout.tp);
  let attnDp = units(row.layout.attnDp);
  if (tp === null) {
    // Wide expert parallelism names the ranks alone: attention is replicated over them.
    attnDp ??= ep ?? 1;
    tp = Math.max(1, Math.floor((ep ?? attnDp) / attnDp));
  }
  // A table whose MoE configuration spreads attention over data-parallel ranks prints their number as TP.
  if (attnDp === null && row.flags.includes('moe-attention-dp-config')) [tp, attnDp] = [1, tp];
  const ranks = tp * (attnDp ?? 1);
  const spread = model.parameters.routedExperts > 0 && (expertParallel || (attnDp ?? 1) > 1);
  const expertRanks = spread ? Math.min(ranks, ep ?? ranks) : 1;
  return { tp, pp, attnDp: attnDp ?? 1, moeTp: ranks / expertRanks, ep: expertRanks };
};
