/**
 * Fits everything that is fitted, from folders of measurements:
 *   npm run calibrate -- --operators DIR --measurements DIR [--skip-operators] [--rounds N]
 * writes src/calibration (tables of measured operators, engine terms, group terms, bands, summary) and docs/validation.md.
 * The same input gives the same output; hashes of the input are written with it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { EngineName } from '../../src/calibration/calibration.ts';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import {
  byEngine,
  crossValidate,
  fitOne,
  type Fitted,
  type LeftOut,
  type LeftOutError,
} from './end-to-end/cross-validate.ts';
import { tangentsAt, termsAfter, type Tangents } from './end-to-end/fit-engine.ts';
import { priorCalibration } from './end-to-end/prior.ts';
import { readObservations } from './end-to-end/read-rows.ts';
import { bandsOf, summariesOf } from './end-to-end/summary.ts';
import { validationDocument } from './end-to-end/validation-document.ts';

const root = new URL('../../', import.meta.url);
const { values } = parseArgs({
  options: {
    operators: { type: 'string' },
    measurements: { type: 'string' },
    'skip-operators': { type: 'boolean' },
    rounds: { type: 'string' },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const four = (value: number): number => Number(value.toPrecision(4));

const { operators, measurements } = values;
if (
  !measurements ||
  !existsSync(measurements) ||
  (!values['skip-operators'] && !(operators && existsSync(operators)))
) {
  say('calibrate needs --measurements DIR and --operators DIR (or --skip-operators).');
  process.exit(2);
}
if (!values['skip-operators'] && operators) {
  const builder = fileURLToPath(new URL('tools/calibrate/operators/build-tables.ts', root));
  execFileSync('npx', ['tsx', builder, '--operators', operators], { stdio: 'inherit' });
}

const read = await readObservations(measurements, defaultCalibration);
say(`${read.count} rows, ${read.refused.length} refused`);

/** Each time the tangents are taken anew where the fit before ended. */
const rounds = Number(values.rounds ?? 3);
const tangents = new Map<EngineName, Tangents>();
const fitted = new Map<EngineName, Fitted>();
for (const [engine, list] of byEngine(read.list)) {
  const prior = priorCalibration.engines[engine];
  let near = tangentsAt(list, prior);
  let fit = fitOne(list, near, prior);
  for (let round = 0; round < rounds; round++) {
    near = tangentsAt(list, termsAfter(near, fit.move));
    fit = fitOne(list, near, prior);
  }
  tangents.set(engine, near);
  fitted.set(engine, fit);
  say(`${engine}: ${list.length} rows fitted`);
}

const WAYS: readonly LeftOut[] = ['curve', 'combination', 'model', 'system'];
const errors: Record<LeftOut, readonly LeftOutError[]> = { curve: [], combination: [], model: [], system: [] };
for (const how of WAYS) {
  errors[how] = crossValidate(read.list, tangents, priorCalibration, how, 10);
  say(`${how} left out`);
}
const summaries = WAYS.flatMap((how) => summariesOf(how, errors[how]));
const bands = bandsOf(errors, { tpot: { low: 0.5, high: 2 }, ttft: { low: 0.5, high: 2 } });

const FITTED = [
  'kernelFactor',
  'hostStepSeconds',
  'layerGapSeconds',
  'moeLayerSeconds',
  'perSequenceSeconds',
  'prefillKernelFactor',
  'prefillLayerSeconds',
  'prefillMoeLayerSeconds',
  'responseSeconds',
  'responseSteps',
  'pollSeconds',
  'pollSteps',
  'attentionDpSteps',
  'acceptance',
  'acceptanceDisaggregated',
] as const;

const coefficientsFile = new URL('src/calibration/coefficients.json', root);
const coefficients = JSON.parse(readFileSync(coefficientsFile, 'utf8'));
for (const [engine, near] of tangents) {
  const terms = termsAfter(near, fitted.get(engine)?.move ?? new Float64Array());
  for (const name of FITTED) coefficients.engines[engine][name] = four(Number(terms[name]));
}
coefficients.bands = bands;
coefficients.version = `fit-${read.hash}`;
writeFileSync(coefficientsFile, `${JSON.stringify(coefficients, null, 2)}\n`);

const groups: Record<string, [number, number]> = {};
for (const { step, ttft } of fitted.values())
  for (const key of new Set([...step.keys(), ...ttft.keys()]))
    groups[key] = [four(step.get(key) ?? 0), four(ttft.get(key) ?? 0)];
const models = [...new Set(read.list.map(({ prepared }) => prepared.configuration.model.id))].toSorted();
const sorted = Object.fromEntries(Object.entries(groups).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  new URL('src/calibration/groups.json', root),
  `${JSON.stringify({ input: read.hash, models, terms: sorted }, null, 1)}\n`,
);

writeFileSync(
  new URL('src/calibration/validation-summary.json', root),
  `${JSON.stringify(
    {
      input: read.hash,
      rows: read.count,
      refused: read.refused.length,
      leftOut: summaries,
      noise: { tpot: { sameImage: 0.5, otherImage: 1.8 }, ttft: { sameImage: 3.4, otherImage: 8.6 } },
    },
    null,
    1,
  )}\n`,
);

const reasons = new Map<string, number>();
for (const { reason } of read.refused) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
writeFileSync(
  new URL('docs/validation.md', root),
  validationDocument({
    rows: read.count,
    refused: [...reasons].map(([reason, count]) => ({ reason, count })),
    hash: read.hash,
    summaries,
    errors,
  }),
);
for (const { how, slice, metric, n, median, p90 } of summaries)
  say(`${how.padEnd(12)} ${metric} ${slice.padEnd(36)} n ${String(n).padStart(5)}  median ${median}  p90 ${p90}`);

/** What rests on the terms above is fitted after them. */
const then = (tool: string, ...flags: readonly string[]): void => {
  const path = fileURLToPath(new URL(`tools/calibrate/${tool}`, root));
  execFileSync('npx', ['tsx', path, '--measurements', measurements, ...flags], { stdio: 'inherit' });
};
then('throughput/main.ts', '--write');
then('energy/fit-power.ts');
