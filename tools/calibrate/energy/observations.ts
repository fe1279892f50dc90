/** What the power law is fitted to: metered runs of text models, each with what its accelerators did at the measured load. */
import { generationOf, type Generation, type StepUse } from '../../../src/calibration/power.ts';
import { idlePower } from '../../../src/economics/accelerator-power.ts';
import { energyQuestion, type EnergyContext } from '../../../src/validation/energy-configuration.ts';
import { measuredLoad, predictedLoad, demandUnder } from '../../../src/validation/predict-energy.ts';
import { readEnergyRows, type EnergyRow } from '../../../src/validation/rows/energy-row.ts';

/** One metered mean: a run, or a class of kernels. */
export interface Metered {
  readonly generation: Generation;
  readonly idleShare: number;
  readonly use: StepUse;
  /** Share of board power. */
  readonly share: number;
}

export interface Run extends Metered {
  readonly row: EnergyRow;
  /** Checkpoints of one architecture on one accelerator: left out together. */
  readonly family: string;
  /** One model on one accelerator. */
  readonly model: string;
  /** Of the model. */
  readonly activeParameters: number;
  /** log(measured ÷ predicted) of the time of a token, the load predicted. */
  readonly pace: number;
}

export interface Runs {
  readonly runs: readonly Run[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export const readRuns = (text: string, context: EnergyContext): Runs => {
  const rows = readEnergyRows(text);
  if (!rows.ok) throw new Error(JSON.stringify(rows.error));
  const runs: Run[] = [];
  const refused: { id: string; reason: string }[] = [];
  for (const row of rows.value.filter(({ modality, score }) => modality === 'text' && score)) {
    const run = runOf(row, context);
    if (typeof run === 'string') refused.push({ id: row.id, reason: run });
    else runs.push(run);
  }
  return { runs, refused };
};

const runOf = (row: EnergyRow, context: EnergyContext): Run | string => {
  const read = energyQuestion(row, context);
  if (!read.ok) return read.reason;
  const { question } = read;
  const { accelerator, instance } = question;
  const load = measuredLoad(row);
  const { boardPower } = accelerator;
  if (load === null || boardPower === null || row.powerWPerAccelerator === null) return 'load or power is not stated';
  return {
    row,
    generation: generationOf(accelerator.id),
    idleShare: idlePower(accelerator, boardPower, context.catalogue.power) / boardPower,
    use: demandUnder(question, load),
    share: row.powerWPerAccelerator / boardPower,
    family: `${row.family}|${accelerator.id}`,
    model: `${instance.model.id}|${accelerator.id}`,
    activeParameters: instance.model.activeParameters,
    pace: Math.log(predictedLoad(question, 1).tokensPerSecond / load.tokensPerSecond),
  };
};
