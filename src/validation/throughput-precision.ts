/** Number formats of a throughput row: the published word for the weights, and what the runs of its kind keep their KV in. */
import type { EngineName } from '../calibration/calibration.ts';
import type { Model } from '../catalogue/figures.ts';
import { precisionOf, type Precision, type WeightRecipe } from '../performance/precision.ts';
import type { ThroughputRow } from './rows/throughput-row.ts';

/** `UNSET` is how submissions leave it open; those of 2025 then ran the FP8 checkpoint, the widest that still pays. */
const RECIPES: Readonly<Record<string, WeightRecipe>> = {
  bf16: 'bf16',
  fp16: 'bf16',
  fp8: 'fp8',
  unset: 'fp8',
  fp4: 'nvfp4',
  nvfp4: 'nvfp4',
  mxfp4: 'nvfp4',
  int4: 'int4-g128',
  uint4: 'int4-g128',
};

/** Null when the word names no format that is modelled. */
export const precisionOfThroughput = (row: ThroughputRow, model: Model, engine: EngineName): Precision | null => {
  const named = row.weightPrecision.toLowerCase();
  const experts = model.nativeFormats.routedExperts;
  const own = named === '' || (named.endsWith('fp4') && experts === 'mxfp4') || (named === 'fp8' && experts === 'fp8');
  const kv = cacheOf(row, named, own);
  if (own) return precisionOf(model, 'native', kv, engine);
  if (named === 'int8') {
    const wide = precisionOf(model, 'bf16', kv, engine);
    const linear = { mixer: 'int8', routedExperts: 'int8', sharedExperts: 'int8', denseFfn: 'int8' } as const;
    return { ...wide, weights: { ...wide.weights, ...linear }, label: 'int8' };
  }
  const recipe = RECIPES[named];
  return recipe ? precisionOf(model, recipe, kv, engine) : null;
};

/**
 * Benchmark submissions halve the cache wherever the weights are quantised. The vendor's own tables run its checkpoints, which carry
 * scales for an FP8 cache, but the model maker's where that one is quantised already, and those carry none.
 */
const cacheOf = ({ source, notes }: ThroughputRow, named: string, ownCheckpoint: boolean): 'auto' | 'bf16' | 'fp8' => {
  if (named === 'bf16' || named === 'fp16') return 'auto';
  if (source.startsWith('MLPerf') || /fp8 KV/i.test(notes)) return 'fp8';
  return ownCheckpoint ? 'bf16' : 'auto';
};
