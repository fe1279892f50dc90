/**
 * Measured operators of one system: grids of log(measured ÷ closed form) by operator, engine and number format. A system without
 * a table, or an operator without a grid, is answered by the closed form alone, tier "estimated" [O2, O3].
 */
import type { Grid } from './grid.ts';

export interface SystemTables {
  /** Name of the measured system and where the measurements come from. */
  readonly system: string;
  readonly source: string;
  /** By key, `operator/engine/format…`; `best` in place of the engine where engines share kernels. */
  readonly grids: Readonly<Record<string, Grid>>;
}
