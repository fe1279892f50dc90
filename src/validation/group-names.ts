/** Which groups of published runs a prepared row belongs to. */
import type { GroupNames } from '../calibration/effects.ts';
import { layoutKey } from '../performance/layout.ts';
import type { PreparedRow } from './predict-e2e.ts';

export const groupNamesOf = ({ configuration, row }: PreparedRow): GroupNames => ({
  model: configuration.model.id,
  accelerator: configuration.device.acceleratorId,
  stack: row.backend,
  mode: row.mode,
  precision: configuration.workers.instance.precision.label,
  verified: configuration.verified,
  layout: layoutKey(configuration.workers.instance.layout),
});
