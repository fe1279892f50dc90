/** The command line as a person calls it: what goes to which stream, exit codes, and the very numbers of `evaluate`. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { toLinkText } from '../../src/scenario/link-text.ts';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { fragmentOf, LINK_VERSION } from '../../src/scenario/url-codec.ts';
import { ROOT } from '../../tools/architecture/tree.ts';
import { nodeDeflate } from './deflate.ts';
import { run } from './run.ts';

const EXAMPLES = join(ROOT, 'public', 'examples');
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
const textOf = (name: string): string => readFileSync(join(EXAMPLES, name), 'utf8');

const scenarioOf = (name: string): Scenario => {
  const read = readScenarioText(textOf(name));
  if (!read.ok) throw new Error(`${name}: ${read.error.place} ${read.error.reason}`);
  return read.value;
};

const linkOf = async (scenario: Scenario): Promise<string> =>
  fragmentOf(LINK_VERSION, await nodeDeflate.deflate(toLinkText(scenario)));

/** Runs one call on files given by name. */
const call = async (args: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readText: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error(`no file ${path}`)) : Promise.resolve(text);
    },
    writeText: (path) => Promise.reject(new Error(`${path} is not to be written`)),
  });
  return { code, out, err };
};

const first = examples[0] ?? 'no examples';

const directly = async (name: string): Promise<Evaluation> => {
  const scenario = scenarioOf(name);
  return evaluate(scenario, defaultCatalogue, await calibrationFor(scenario, defaultCatalogue, defaultCalibration));
};

describe('rackwright evaluate', () => {
  it.each(examples)('prints exactly the answer of evaluate: %s', async (name) => {
    const { code, out, err } = await call(['evaluate', 'plan.json', '--json'], { 'plan.json': textOf(name) });
    const direct = await directly(name);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toStrictEqual(JSON.parse(JSON.stringify(direct)));
  });

  it('reads the same plan from a file, a link and a file that holds a link', async () => {
    const link = `https://planner.example/${await linkOf(scenarioOf(first))}`;
    const fromFile = await call(['evaluate', 'plan.json', '--json'], { 'plan.json': textOf(first) });
    const fromLink = await call(['evaluate', link, '--json']);
    const fromLinkFile = await call(['evaluate', 'link.txt', '--json'], { 'link.txt': `${link}\n` });
    expect(fromLink).toEqual(fromFile);
    expect(fromLinkFile).toEqual(fromFile);
  });

  it('prints a table of every workload with unit and trust, or CSV', async () => {
    const files = { 'plan.json': textOf(first) };
    const table = await call(['evaluate', 'plan.json'], files);
    for (const { name } of scenarioOf(first).workloads) expect(table.out).toContain(`workload: ${name}`);
    expect(table.out).toMatch(/TTFT p99 +\S+.* (measured|calibrated|estimated|withheld)/);
    const csv = await call(['evaluate', 'plan.json', '--csv'], files);
    expect(csv.out).toMatch(/^group,name,metric,value,unit,trust\r\n/);
  });

  it.each([
    ['not JSON', '{', 'this is not JSON'],
    ['not a scenario', '[]', 'a scenario is a JSON object'],
    ['a newer format', '{"version":99}', 'this program reads up to format'],
    ['a hostile key', '{"version":1,"__proto__":{"a":1}}', '__proto__'],
  ])('refuses %s with the reason and the remedy, and prints nothing else', async (_, text, reason) => {
    const { code, out, err } = await call(['evaluate', 'plan.json', '--json'], { 'plan.json': text });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(reason);
    expect(err.trimEnd().split('\n').length).toBeGreaterThan(1);
  });

  it('names the place of a wrong value', async () => {
    const wrong = JSON.stringify({ ...scenarioOf(first), horizonYears: 0 });
    const { code, err } = await call(['evaluate', 'plan.json'], { 'plan.json': wrong });
    expect(code).toBe(1);
    expect(err).toMatch(/^horizonYears: /);
  });

  it('refuses a file that is not there and a link that is cut off', async () => {
    expect(await call(['evaluate', 'nowhere.json'])).toMatchObject({ code: 1, out: '' });
    const link = await linkOf(scenarioOf(first));
    expect(await call(['evaluate', link.slice(0, 60)])).toMatchObject({ code: 1, out: '' });
  });
});

describe('rackwright', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['simulate']],
    ['an unknown option', ['evaluate', 'plan.json', '--jason']],
    ['two forms at once', ['evaluate', 'plan.json', '--json', '--csv']],
    ['no input', ['evaluate']],
    ['two inputs', ['evaluate', 'a.json', 'b.json']],
  ])('answers %s with the usage and code 2', async (_, args) => {
    const { code, out, err } = await call(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('rackwright evaluate INPUT');
  });

  it('prints help on stdout', async () => {
    const { code, out } = await call(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes');
  });

  it('prints the JSON Schema of a scenario, in which fields with defaults may be left out', async () => {
    const { code, out } = await call(['schema']);
    const schema: unknown = JSON.parse(out);
    expect(code).toBe(0);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema).toHaveProperty('properties.sites');
    expect(schema).toHaveProperty('required', expect.arrayContaining(['version', 'sites', 'workloads']));
    expect(schema).not.toHaveProperty('required', expect.arrayContaining(['seed']));
  });

  it('works through npm, with only JSON on stdout', async () => {
    const script = join(ROOT, 'scripts', 'cli.mjs');
    const args = [script, 'evaluate', join(EXAMPLES, first), '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64e6 });
    const direct = await directly(first);
    expect(JSON.parse(stdout)).toStrictEqual(JSON.parse(JSON.stringify(direct)));
  }, 30_000);
});
