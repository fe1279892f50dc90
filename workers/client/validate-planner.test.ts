/** The loop over chunks, against the run itself instead of a worker: progress, cancel, and a worker that answers nothing. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultAliases } from '../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { pointRun } from '../../src/validation/point-run.ts';
import { askAll, type ValidationProgress } from './validate-planner.ts';

const text = (name: string): string =>
  readFileSync(new URL(`../../src/calibration/measurements/${name}.csv`, import.meta.url), 'utf8');

/** The first curves are enough to see several chunks. */
const few = (csv: string, lines: number): string => csv.split('\n').slice(0, lines).join('\n');

const input = {
  files: { latency: few(text('latency'), 31), mlperf: few(text('mlperf'), 1), sources: text('sources') },
  catalogue: defaultCatalogue,
  aliases: defaultAliases,
  calibration: defaultCalibration,
};

const remote = () => {
  const run = pointRun(input.files, input.catalogue, input.aliases, input.calibration);
  return {
    load: async () => run.total,
    predict: async (from: number, count: number) => run.predict(from, count),
  };
};

test('every point is answered once, in order, and each chunk is heard of', async () => {
  const heard: ValidationProgress[] = [];
  await askAll(remote(), input, (progress) => heard.push(progress), new AbortController().signal);
  const last = heard.at(-1);
  expect(last?.total).toBe(30);
  expect(last?.points.map(({ point }) => point.id)).toEqual(
    input.files.latency
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]),
  );
  expect(heard.map(({ points }) => points.length)).toEqual([12, 24, 30]);
});

test('after a cancel nothing more is asked', async () => {
  const asked: number[] = [];
  const stop = new AbortController();
  const { load, predict } = remote();
  const counting = {
    load,
    predict: (from: number, count: number) => {
      asked.push(from);
      return predict(from, count);
    },
  };
  await expect(askAll(counting, input, () => stop.abort(new Error('enough')), stop.signal)).rejects.toThrow('enough');
  expect(asked).toEqual([0]);
});

test('a worker that answers nothing ends the run', async () => {
  const silent = { load: async () => 30, predict: async () => [] };
  await expect(askAll(silent, input, () => {}, new AbortController().signal)).rejects.toThrow('0 of 30');
});
