/** The measured correction of a closed form: which grid stands for an engine and a format, and its factor. */
import type { KernelSet } from '../../calibration/calibration.ts';
import type { Grid } from '../../calibration/grid.ts';
import type { SystemTables } from '../../calibration/system-tables.ts';

/** Fastest of the engines measured: what engines that pick among shared kernels run, and what stands in for an engine without its own grid. */
const BEST = 'best';

/**
 * TensorRT-LLM chooses among the kernels that all engines share, and its own tables hold artefacts of their collection: it takes the
 * best. The others take their own, then the best.
 */
const ORDER: Readonly<Record<KernelSet, readonly string[]>> = {
  vllm: ['vllm', BEST],
  sglang: ['sglang', BEST],
  trtllm: [BEST],
};

/** The first grid there is, over formats in order of likeness and engines in order of preference; null where neither exists. */
export const firstGrid = (
  tables: SystemTables,
  operator: string,
  kernels: KernelSet,
  formats: readonly string[],
): Grid | null => {
  for (const format of formats) {
    for (const engine of ORDER[kernels]) {
      const grid = tables.grids[`${operator}/${engine}/${format}`];
      if (grid) return grid;
    }
  }
  return null;
};
