/**
 * Commands of the command line. Answers go to `out`, everything else to `err`;
 * the exit code is 0 for an answer, 1 for an input that cannot be read, 2 for a call that is not one.
 */
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Issue } from '../../src/issues/issue.ts';
import { messageOf } from '../../src/issues/messages.ts';
import { toCsv } from '../../src/report/csv.ts';
import { tableRows } from '../../src/report/table-rows.ts';
import { scenarioSchema, type Scenario } from '../../src/scenario/schema.ts';
import { outlook } from './outlook.ts';
import { readInput } from './read-input.ts';
import { search } from './search.ts';
import { parseSearchCall, SEARCH_HELP } from './search-call.ts';
import { textReport } from './text-report.ts';
import { parseValidateCall, validate } from './validate.ts';
import { loadValidators } from './validators.ts';

/** What the platform does for the command line; tests give their own. */
export interface Platform {
  out(text: string): void;
  err(text: string): void;
  /** Text of a file; rejects when it cannot be read. */
  readText(path: string): Promise<string>;
  /** Writes a file anew; rejects when it cannot be written. */
  writeText(path: string, text: string): Promise<void>;
}

export type ExitCode = 0 | 1 | 2;

const HELP = `Rackwright: capacity planner for LLM inference.

  rackwright evaluate INPUT [--json | --csv]   the answer to a scenario, as text, JSON or CSV
  rackwright outlook INPUT [--json]            the years of a plan under its growth, what to order when, and what failures leave
  rackwright validate --rows FILE.csv [--kind e2e|throughput|energy] [--json] [--out ROWS.csv] [--all]
                                               predictions against measured rows: errors in percent, overall and by slice
${SEARCH_HELP}  rackwright schema                            the JSON Schema of a scenario file
  rackwright --help                            this text

INPUT is a scenario file, a file that holds a link, or the link itself (…#s1.…).
FILE.csv holds measured rows; the header tells the kind. --out writes every row with its prediction; --all also counts
rows with score 0. Limits of a search are milliseconds at the 95th percentile; without --precision it tries what the rack runs.
From a checkout: npm run -s cli -- evaluate plan.json --json

Exit codes: 0 answered, 1 the input cannot be read, 2 the call is not one of these.
`;

const OPTIONS = { json: { type: 'boolean' }, csv: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Runs one call. Never throws on what a person can type or a file can hold. */
export const run = async (args: readonly string[], platform: Platform): Promise<ExitCode> => {
  if (args[0] === 'validate' && !args.includes('--help') && !args.includes('-h')) {
    const asked = parseValidateCall(args.slice(1));
    return typeof asked === 'string' ? usage(platform, asked) : validate(asked, platform, await loadValidators());
  }
  if (args[0] === 'search' && !args.includes('--help') && !args.includes('-h')) {
    const asked = parseSearchCall(args.slice(1));
    return typeof asked === 'string' ? usage(platform, asked) : search(asked, platform);
  }
  const call = parseCall(args);
  if (typeof call === 'string') return usage(platform, call);
  const { values, positionals } = call;
  const [command, input, ...rest] = positionals;
  if (values.help === true || command === 'help') {
    platform.out(HELP);
    return 0;
  }
  if (command === 'schema' && input === undefined) {
    platform.out(`${JSON.stringify(z.toJSONSchema(scenarioSchema, { io: 'input' }), null, 2)}\n`);
    return 0;
  }
  if (command !== 'evaluate' && command !== 'outlook')
    return usage(platform, command === undefined ? 'No command.' : `Unknown call: ${args.join(' ')}.`);
  if (input === undefined || rest.length > 0) return usage(platform, `${command} takes one INPUT.`);
  if (values.json === true && values.csv === true) return usage(platform, 'Choose --json or --csv.');
  const form = values.json === true ? 'json' : values.csv === true ? 'csv' : 'text';
  if (command === 'evaluate') return answered(input, platform, (scenario) => evaluated(scenario, form));
  if (form === 'csv') return usage(platform, 'outlook prints text or --json.');
  return answered(input, platform, (scenario) => outlook(scenario, form));
};

const parseCall = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const usage = (platform: Platform, reason: string): ExitCode => {
  platform.err(`${reason}\n\n${HELP}`);
  return 2;
};

/** Reads the scenario and prints what is made of it. */
const answered = async (
  input: string,
  platform: Platform,
  printed: (scenario: Scenario) => Promise<string>,
): Promise<ExitCode> => {
  const read = await readInput(input, platform.readText);
  if (!read.ok) {
    const { place, reason, remedy } = read.error;
    platform.err(`${place === '' ? '' : `${place}: `}${reason}\n${remedy}\n`);
    return 1;
  }
  platform.out(await printed(read.value));
  return 0;
};

const evaluated = async (scenario: Scenario, form: 'json' | 'csv' | 'text'): Promise<string> => {
  const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
  const evaluation = evaluate(scenario, defaultCatalogue, calibration);
  if (form === 'json') return `${JSON.stringify(evaluation, null, 2)}\n`;
  const rows = tableRows(evaluation, scenario, defaultCatalogue);
  return form === 'csv' ? toCsv(rows) : textReport(rows, evaluation.issues.map(issueLine));
};

const issueLine = (issue: Issue): string => {
  const { title, detail, remedy } = messageOf(issue);
  return `${issue.severity}: ${title}. ${detail}${remedy === undefined ? '' : ` ${remedy}`}`;
};
