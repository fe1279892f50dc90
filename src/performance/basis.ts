/** What stands behind the answers of an instance: published runs, measured operators, or the datasheet [T1]. */
import { trustFor, type Trust } from '../calibration/trust.ts';
import type { Instance } from './instance.ts';

/** Trust in the latencies of an instance. Eq. T1 */
export const trustOf = ({ tables, factors, model, calibration }: Instance): Trust => {
  const { bands, knownModels } = calibration;
  if (tables === null) return trustFor('datasheet', bands);
  if (factors.known) return trustFor('combination', bands);
  return trustFor(knownModels.includes(model.id) ? 'model' : 'operators', bands);
};
