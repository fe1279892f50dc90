/** Errors of rows whose group the fit had not seen: power and energy given the load, and energy with the load predicted too. */
import type { PowerCalibration } from '../../../src/calibration/power.ts';
import { predictEnergy } from '../../../src/validation/predict-energy.ts';
import type { EnergyContext } from '../../../src/validation/energy-configuration.ts';
import { fitLaws, fitPace } from './fit-law.ts';
import type { Metered, Run } from './observations.ts';

export type EnergyMetric = 'power' | 'energy' | 'throughput' | 'energy_end_to_end';

export interface LeftOutRow {
  readonly run: Run;
  /** log(predicted ÷ measured). */
  readonly error: Readonly<Record<EnergyMetric, number>>;
}

export const crossValidate = (
  runs: readonly Run[],
  classes: readonly Metered[],
  groupOf: (run: Run) => string,
  context: EnergyContext,
): readonly LeftOutRow[] =>
  [...new Set(runs.map(groupOf))].flatMap((group) => {
    const rest = runs.filter((run) => groupOf(run) !== group);
    const power: PowerCalibration = {
      ...context.power,
      laws: fitLaws([...rest, ...classes]),
      runPace: fitPace(rest),
    };
    return runs.filter((run) => groupOf(run) === group).map((run) => leftOut(run, { ...context, power }));
  });

export const leftOut = (run: Run, context: EnergyContext): LeftOutRow => {
  const answer = predictEnergy(run.row, context);
  if (!answer.ok) throw new Error(`${run.row.id}: ${answer.reason}`);
  const { power, energy, throughput, energy_end_to_end: endToEnd } = answer.values;
  const { powerWPerAccelerator, energyJPerOutputToken, outputTokS } = run.row;
  const error = (predicted: number | undefined, measured: number | null): number =>
    Math.log((predicted ?? NaN) / (measured ?? NaN));
  return {
    run,
    error: {
      power: error(power, powerWPerAccelerator),
      energy: error(energy, energyJPerOutputToken),
      throughput: error(throughput, outputTokS),
      energy_end_to_end: error(endToEnd, energyJPerOutputToken),
    },
  };
};
