/**
 * Fits the power law to metered runs and metered classes of kernels:
 *   npx tsx tools/calibrate/energy/fit-power.ts --measurements DIR [--check]
 * writes src/calibration/power.json and says what left-out groups show; with --check it only says. Run it after the engine terms or
 * the operator tables have changed: the law sees the time that kernels take.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../../src/calibration/load-tables.ts';
import { defaultPower } from '../../../src/calibration/power.ts';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { energyContext } from '../../../src/validation/energy-configuration.ts';
import { constantShareErrors, ecologitsErrors, summaryOf, type PowerErrors } from './baselines.ts';
import { crossValidate, type EnergyMetric, type LeftOutRow } from './cross-validate.ts';
import { quantile, residualOf } from './fit-law.ts';
import { fitPower } from './power-artefact.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const { values } = parseArgs({ options: { measurements: { type: 'string' }, check: { type: 'boolean' } } });
const file = join(values.measurements ?? '', 'energy.csv');
if (!values.measurements || !existsSync(file)) {
  process.stderr.write('fit-power needs --measurements DIR with energy.csv in it.\n');
  process.exit(2);
}

const calibration = { ...defaultCalibration, tables: await loadTables(MEASURED_ACCELERATORS) };
const context = energyContext(defaultCatalogue, defaultAliases, calibration, defaultPower);
const { power, runs, refused, classes, leftOut } = fitPower(readFileSync(file, 'utf8'), context);

say(`${runs.length} text runs, ${classes.length} classes of kernels, ${refused.length} runs refused`);
for (const reason of new Set(refused.map((one) => one.reason)))
  say(`  refused ${refused.filter((one) => one.reason === reason).length}: ${reason}`);

const METRICS: readonly EnergyMetric[] = ['power', 'throughput', 'energy_end_to_end'];
const percent = (share: number): string => (100 * share).toFixed(1);
const report = (name: string, rows: readonly LeftOutRow[]): void => {
  const cells = METRICS.map((metric) => {
    const errors = rows.map(({ error }) => Math.abs(Math.expm1(error[metric])));
    const bias = Math.expm1(
      quantile(
        rows.map(({ error }) => error[metric]),
        0.5,
      ),
    );
    return `${metric} ${percent(quantile(errors, 0.5))} / ${percent(quantile(errors, 0.9))}, bias ${percent(bias)}`;
  });
  say(`${name.padEnd(90)} n ${String(rows.length).padEnd(4)} ${cells.join('   ')}`);
};

say('left out, median / p90 of the absolute percentage error; J per token given the load errs as power does:');
report(
  'model × accelerator',
  crossValidate(runs, classes, ({ model }) => model, context),
);
report('architecture × accelerator', leftOut);
const slices = (of: (row: LeftOutRow) => string): void => {
  for (const slice of new Set(leftOut.map(of)))
    report(
      `  ${slice}`,
      leftOut.filter((row) => of(row) === slice),
    );
};
slices(({ run }) => run.generation);
slices(({ run }) => run.row.workload);
slices(({ run }) => run.row.group);
say(
  'W per accelerator on the same rows, architecture × accelerator left out: median / mean / p90 of the absolute percentage error',
);
const compare = (name: string, errors: PowerErrors): void => {
  const { median, mean, p90 } = summaryOf(errors);
  say(`  ${name.padEnd(52)} ${percent(median)} / ${percent(mean)} / ${percent(p90)}`);
};
compare(
  'this law',
  leftOut.map(({ error }) => error.power),
);
compare(
  'one share of board power, fitted to the others',
  constantShareErrors(runs, ({ family }) => family),
);
compare("EcoLogits' formula at the measured batch and rate", ecologitsErrors(runs));
const classErrors = classes.map((one) => Math.abs(Math.expm1(residualOf(power.laws[one.generation], one))));
say(
  `classes of kernels, in sample: median ${percent(quantile(classErrors, 0.5))}, p90 ${percent(quantile(classErrors, 0.9))}`,
);

const json = `${JSON.stringify(power, null, 2)}\n`;
say(json);
if (!values.check) writeFileSync(new URL('../../../src/calibration/power.json', import.meta.url), json);
