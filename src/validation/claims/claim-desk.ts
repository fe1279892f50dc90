/** The claims desk: eight published claims, each answered when it is asked for. Nothing here is a stored result. */
import type { Calibration } from '../../calibration/calibration.ts';
import type { Catalogue } from '../../catalogue/figures.ts';
import { bandwidth } from './bandwidth.ts';
import type { ClaimAnswer, ClaimId } from './claim.ts';
import { deskFigures, type DeskFigures } from './desk-figures.ts';
import { edgeNode } from './edge-node.ts';
import { fourRacks } from './four-racks.ts';
import { gpuLpu } from './gpu-lpu.ts';
import { hopperBlackwell } from './hopper-blackwell.ts';
import { levers } from './levers.ts';
import { memoryEnergy } from './memory-energy.ts';
import { veraRubin } from './vera-rubin.ts';

const ANSWERS: Readonly<Record<ClaimId, (figures: DeskFigures) => ClaimAnswer>> = {
  'hopper-blackwell': hopperBlackwell,
  'vera-rubin': veraRubin,
  'gpu-lpu': gpuLpu,
  bandwidth,
  'memory-energy': memoryEnergy,
  'edge-node': edgeNode,
  levers,
  'four-racks': fourRacks,
};

/** Parts whose measured operators the claims need. */
export const CLAIM_ACCELERATORS: readonly string[] = ['h100-sxm', 'h200-sxm', 'gb200', 'gb300', 'b200-sxm', 'b300-sxm'];

export interface ClaimDesk {
  readonly answer: (id: ClaimId) => ClaimAnswer;
}

/** Claims share tables of step times, so that the second one of a rack is quick. `calibration` carries the tables of CLAIM_ACCELERATORS. */
export const claimDesk = (catalogue: Catalogue, calibration: Calibration): ClaimDesk => {
  const figures = deskFigures(catalogue, calibration);
  return { answer: (id) => ANSWERS[id](figures) };
};
