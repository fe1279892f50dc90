/** Power of a working accelerator from what its steps do: the law that plans and the validation of metered runs share. */
import type { PowerLaw, StepUse } from '../calibration/power.ts';

/**
 * Share of board power while an instance steps: at least `idleShare`, and below one because a part at its limit slows its clocks.
 * Energy per FLOP falls as the units fill, hence the root. Fitted to metered runs and metered kernels.
 */
// Eq. E1
export const workingShare = (law: PowerLaw, sharpness: number, idleShare: number, use: StepUse): number => {
  const { kernelShare, memoryShare, computeShare } = use;
  const asked =
    idleShare +
    law.static +
    law.kernels * kernelShare +
    law.memory * memoryShare +
    law.compute * Math.sqrt(computeShare);
  return Math.max(idleShare, asked / (1 + asked ** sharpness) ** (1 / sharpness));
};
