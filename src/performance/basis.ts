/** What stands behind the answers of an instance: published runs, measured operators, or the datasheet [T1]. */
import { trustFor, type Basis, type Trust } from '../calibration/trust.ts';
import type { Mixer } from '../catalogue/figures.ts';
import type { Instance } from './instance.ts';

/** Mixers whose attention or recurrence was measured; the others are closed forms on every accelerator. */
const MEASURED_MIXERS: readonly Mixer['kind'][] = ['gqa', 'mla', 'gated-delta'];

/** `known` says whether published runs of this very combination are behind the answer. Eq. T1 */
export const basisOf = ({ tables, model, calibration }: Instance, known: boolean): Basis => {
  const measured = tables !== null && model.mixers.every(({ spec }) => MEASURED_MIXERS.includes(spec.kind));
  if (!measured) return 'datasheet';
  if (known) return 'combination';
  return calibration.knownModels.includes(model.id) ? 'model' : 'operators';
};

/** Trust in the latencies of an instance. Eq. T1 */
export const trustOf = (instance: Instance): Trust =>
  trustFor(basisOf(instance, instance.factors.known), instance.calibration.bands);
