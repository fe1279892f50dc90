/**
 * `validate`: predicts every row of a file of measured rows and reports what the predictions miss by. The report goes to
 * `out`, progress to `err`, and a table of every row to the file of `--out`.
 */
import { parseArgs } from 'node:util';
import { kindOf } from '../../src/validation/kinds.ts';
import { reportOf } from '../../src/validation/report.ts';
import { KIND_NAMES, type KindName } from '../../src/validation/row-kind.ts';
import { readCsv } from '../../src/validation/rows/csv.ts';
import type { Validators } from '../../src/validation/validator.ts';
import { outcomesCsv } from './outcomes-csv.ts';
import type { ExitCode, Platform } from './run.ts';
import { validationText } from './validation-text.ts';

const OPTIONS = {
  rows: { type: 'string' },
  kind: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
} as const;

interface Call {
  readonly rows: string;
  readonly kind: KindName | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly all: boolean;
}

/** The arguments after `validate`, or what is wrong with them. */
export const parseValidateCall = (args: readonly string[]): Call | string => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    const kind = KIND_NAMES.find((name) => name === values.kind) ?? null;
    if (values.rows === undefined) return 'validate needs --rows FILE.csv.';
    if (values.kind !== undefined && kind === null) return `--kind is one of ${KIND_NAMES.join(', ')}.`;
    return { rows: values.rows, kind, out: values.out ?? null, json: values.json === true, all: values.all === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Runs one call that has been parsed. */
export const validate = async (call: Call, platform: Platform, validators: Validators): Promise<ExitCode> => {
  const refuse = (...lines: readonly string[]): ExitCode => {
    platform.err(`${lines.join('\n')}\n`);
    return 1;
  };
  let text: string;
  try {
    text = await platform.readText(call.rows);
  } catch (error) {
    return refuse(`${call.rows}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const kind = call.kind ?? kindOfText(text);
  if (kind === null)
    return refuse(`${call.rows}: the header fits no kind of rows`, `Say which it is: --kind ${KIND_NAMES.join('|')}.`);
  const validator = validators[kind];
  if (!validator) return refuse(`Rows of kind ${kind} cannot be predicted yet.`);
  const started = performance.now();
  const outcomes = validator(text, { all: call.all, onRow: progress(platform, started) });
  if (!outcomes.ok) {
    const { line, column, reason } = outcomes.error;
    return refuse(`${call.rows}: line ${line}, column ${column}: ${reason}`);
  }
  const report = reportOf(outcomes.value, (performance.now() - started) / 1000);
  if (call.out !== null) {
    try {
      await platform.writeText(call.out, outcomesCsv(outcomes.value));
    } catch (error) {
      return refuse(`${call.out}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  platform.out(call.json ? `${JSON.stringify(report, null, 2)}\n` : validationText(report));
  return 0;
};

/** Kind of a file by its first line, or null; a fault further down is for the reader of that kind to name. */
const kindOfText = (text: string): KindName | null => {
  const end = text.indexOf('\n');
  const header = readCsv(end < 0 ? text : text.slice(0, end));
  return header.ok ? kindOf(header.value.header) : null;
};

const PROGRESS_EVERY_MS = 2000;

/** A line on `err` every two seconds; a run that is quicker prints none. */
const progress = (platform: Platform, started: number) => {
  let last = started;
  return (done: number, total: number): void => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    platform.err(`${done} of ${total} rows\n`);
  };
};
