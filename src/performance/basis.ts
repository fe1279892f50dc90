/** What stands behind the answers of an instance: published runs, measured operators, or the datasheet [T1]. */
import { trustFor, type Basis, type Trust } from '../calibration/trust.ts';
import type { Mixer } from '../catalogue/figures.ts';
import type { Instance } from './instance.ts';

/** Mixers whose attention or recurrence was measured; the others are closed forms on every accelerator. */
const MEASURED_MIXERS: readonly Mixer['kind'][] = ['gqa', 'mla', 'gated-delta'];

/** `known` says whether published runs of this very combination are behind the answer. Eq. T1 */
export const basisOf = (instance: Instance, known: boolean): Basis => {
  const { tables, model, calibration, techniques, precision, moeLayers } = instance;
  const kernels = techniques.flashAttention && precision.kvFormat !== 'nvfp4';
  const measured = tables !== null && model.mixers.every(({ spec }) => MEASURED_MIXERS.includes(spec.kind));
  // Nothing was measured under a power limit.
  if (!measured || !kernels || instance.device.clockShare < 1) return 'datasheet';
  // No published run says how its experts were loaded, nor is one fitted that had a model of its own draft.
  const asRun = techniques.expertBalance === 'measured' || moeLayers === 0;
  if (!asRun || techniques.speculation?.method === 'draft-model') return 'operators';
  if (known) return 'combination';
  return calibration.knownModels.includes(model.id) ? 'model' : 'operators';
};

/** Trust in the latencies of an instance. Eq. T1 */
export const trustOf = (instance: Instance): Trust =>
  trustFor(basisOf(instance, instance.factors.known), instance.calibration.bands);
