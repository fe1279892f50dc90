/** From the text of the metered rows to the power artefact, and to the errors of groups that the fit had not seen. */
import { createHash } from 'node:crypto';
import type { PowerBand, PowerCalibration, PowerLaw } from '../../../src/calibration/power.ts';
import type { EnergyContext } from '../../../src/validation/energy-configuration.ts';
import { classObservations } from './class-observations.ts';
import { crossValidate, type EnergyMetric, type LeftOutRow } from './cross-validate.ts';
import { fitLaws, fitPace, quantile, SHARPNESS } from './fit-law.ts';
import { readRuns, type Metered, type Runs } from './observations.ts';

export interface PowerFit extends Runs {
  readonly power: PowerCalibration;
  readonly classes: readonly Metered[];
  /** Left out by architecture × accelerator: what the bands are read from. */
  readonly leftOut: readonly LeftOutRow[];
}

const four = (value: number): number => Number(value.toPrecision(4));

const rounded = (law: PowerLaw): PowerLaw => ({
  static: four(law.static),
  kernels: four(law.kernels),
  memory: four(law.memory),
  compute: four(law.compute),
});

/** 80 % of the left-out rows, measured ÷ predicted. */
const bandOf = (rows: readonly LeftOutRow[], metric: EnergyMetric): PowerBand => {
  const ratios = rows.map(({ error }) => Math.exp(-error[metric]));
  return { low: four(quantile(ratios, 0.1)), high: four(quantile(ratios, 0.9)) };
};

/** Nothing is drawn at random: the same rows, tables and engine terms give the same artefact. */
export const fitPower = (text: string, given: EnergyContext): PowerFit => {
  const context = { ...given, power: { ...given.power, sharpness: SHARPNESS } };
  const { runs, refused } = readRuns(text, context);
  const classes = classObservations(context.catalogue, context.calibration);
  const leftOut = crossValidate(runs, classes, ({ family }) => family, context);
  const laws = fitLaws([...runs, ...classes]);
  const pace = fitPace(runs);
  return {
    runs,
    refused,
    classes,
    leftOut,
    power: {
      source: `${runs.length} text runs of the ML.ENERGY Benchmark on H100 and B200 (ml-energy/leaderboard, NVML board power), and ${classes.length} classes of kernels on H200, B200 and GB200 (NVIDIA AIConfigurator, Apache-2.0, NVML power records)`,
      input: createHash('sha256').update(text).digest('hex'),
      sharpness: SHARPNESS,
      laws: { common: rounded(laws.common), hopper: rounded(laws.hopper), blackwell: rounded(laws.blackwell) },
      runPace: { common: four(pace.common), hopper: four(pace.hopper), blackwell: four(pace.blackwell) },
      bands: {
        power: bandOf(leftOut, 'power'),
        energy_end_to_end: bandOf(leftOut, 'energy_end_to_end'),
      },
    },
  };
};
