/**
 * Runs that are asked for row by row: the before/after ladder of a deployment, and the claims desk. Between two rows the page may stop
 * asking, or begin another run.
 */
import type { Calibration } from '../../src/calibration/calibration.ts';
import { loadTables } from '../../src/calibration/load-tables.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { ladderRun, type LadderQuestion, type LadderRow, type LadderRun } from '../../src/evaluate/ladder.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import { CLAIM_ACCELERATORS, claimDesk, type ClaimDesk } from '../../src/validation/claims/claim-desk.ts';
import type { ClaimAnswer, ClaimId } from '../../src/validation/claims/claim.ts';

export interface DeskApi {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /** Number of rows. Rejects when a table of measured operators cannot be loaded: without it the answer would be another one. */
  beginLadder(question: LadderQuestion): Promise<number>;
  /** The next row of the ladder begun last; null after its end. */
  nextRow(): LadderRow | null;
  claim(id: ClaimId): Promise<ClaimAnswer>;
}

export const deskApi = (): DeskApi => {
  const memo = createMemo();
  let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
  let ladder: LadderRun | null = null;
  let desk: ClaimDesk | null = null;
  const given = () => {
    if (!figures) throw new Error('desk: asked before init');
    return figures;
  };
  return {
    init: (catalogue, calibration) => {
      figures = { catalogue, calibration };
    },
    beginLadder: async (question) => {
      const { catalogue, calibration } = given();
      const fitted = await calibrationFor(question.scenario, catalogue, calibration);
      ladder = ladderRun(question, catalogue, fitted, memo);
      return ladder.total;
    },
    nextRow: () => {
      if (!ladder) throw new Error('desk: row before its ladder');
      return ladder.next();
    },
    claim: async (id) => {
      const { catalogue, calibration } = given();
      desk ??= claimDesk(catalogue, { ...calibration, tables: await loadTables(CLAIM_ACCELERATORS) });
      return desk.answer(id);
    },
  };
};
