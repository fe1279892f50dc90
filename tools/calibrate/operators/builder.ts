/** What a builder of operator grids is given and returns: one measured system in, grids by key out. */
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import type { Grid } from '../../../src/calibration/grid.ts';
import type { Device } from '../../../src/performance/device.ts';
import type { MixerRates } from '../../../src/performance/operators/mixer-work.ts';
import type { Table } from './read-table.ts';

/** A system whose operators were measured, and the same accelerator as the planner's catalogue has it. */
export interface MeasuredSystem {
  /** Name in the tables of measurements, such as `b200_sxm`. */
  readonly name: string;
  readonly acceleratorId: string;
  /** Datasheet rates as the planner sees them, so that residual and look-up share one closed form. */
  readonly device: Device;
}

/** The measurements of one operator on the system under construction; null where the source has none. */
export type ReadTable = (operator: string) => Table | null;

/**
 * Grids of one operator on one system, by the key under which the look-up asks for them (`operator/engine/format…`).
 * Empty where nothing was measured. Deterministic: same table, same grids.
 */
export type GridBuilder = (system: MeasuredSystem, read: ReadTable) => Readonly<Record<string, Grid>>;

/** A rank that holds all heads: the tables count the heads of one accelerator. */
export const ratesOf = ({ device }: MeasuredSystem, kvBytes: 1 | 2): MixerRates => ({
  device,
  calibration: defaultCalibration,
  layout: { tp: 1 },
  precision: { kvBytes },
  model: { attention: 'causal' },
});
