/**
 * Whole scenarios against their kept answers, to four significant digits. `npm run golden:update` rewrites them;
 * read the difference before it is committed.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { readScenarioText } from '../../scenario/read-scenario.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { calibrationFor } from '../calibration-for.ts';
import { evaluate } from '../evaluate.ts';
import { goldenScenarios } from './scenarios.ts';

const answers = new URL('./answers/', import.meta.url);
const examples = new URL('../../../public/examples/', import.meta.url);
const update = process.env['UPDATE_GOLDEN'] === '1';

const example = (name: string): Scenario => {
  const read = readScenarioText(readFileSync(new URL(name, examples), 'utf8'));
  if (!read.ok) throw new Error(`${name}: ${read.error.reason}`);
  return read.value;
};

const scenarios: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(
    readdirSync(examples)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [`example-${name.replace('.json', '')}`, example(name)]),
  ),
  ...goldenScenarios(),
};

/** Four significant digits, and hourly arrays as their least, mean and most: a difference must be readable. */
const rounded = (value: unknown): unknown => {
  if (typeof value === 'number') return Number(value.toPrecision(4));
  if (Array.isArray(value)) {
    const numbers = value.filter((entry) => typeof entry === 'number');
    return value.length === 24 && numbers.length === 24 ? daySummary(numbers) : value.map(rounded);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry)]));
};

const daySummary = (hours: readonly number[]): unknown => {
  const mean = hours.reduce((sum, hour) => sum + hour, 0) / hours.length;
  return { least: rounded(Math.min(...hours)), mean: rounded(mean), most: rounded(Math.max(...hours)) };
};

const answerOf = async (scenario: Scenario): Promise<unknown> =>
  rounded(evaluate(scenario, defaultCatalogue, await calibrationFor(scenario, defaultCatalogue, defaultCalibration)));

const fileOf = (name: string): URL => new URL(`${name}.json`, answers);

test('every kept answer has its scenario', () => {
  if (update) mkdirSync(answers, { recursive: true });
  const kept = readdirSync(answers).map((name) => name.replace('.json', ''));
  const known = Object.keys(scenarios);
  expect(known.length).toBeGreaterThanOrEqual(12);
  expect(kept.filter((name) => !known.includes(name))).toEqual([]);
});

describe.each(Object.keys(scenarios))('%s', (name) => {
  test('answers as before', async () => {
    const scenario = scenarios[name];
    if (!scenario) throw new Error(`no scenario ${name}`);
    const answer = await answerOf(scenario);
    if (update) writeFileSync(fileOf(name), `${JSON.stringify(answer, null, 2)}\n`);
    expect(existsSync(fileOf(name)), 'npm run golden:update writes it').toBe(true);
    const kept: unknown = JSON.parse(readFileSync(fileOf(name), 'utf8'));
    expect(answer).toEqual(kept);
    // A second or so; several on a machine that does other things.
  }, 30_000);
});
