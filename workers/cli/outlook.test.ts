/** `rackwright outlook` as a person calls it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import { ROOT } from '../../tools/architecture/tree.ts';
import { outlookReport } from './outlook.ts';
import { run } from './run.ts';

const plan = readFileSync(join(ROOT, 'public', 'examples', 'erp-assistant.json'), 'utf8');

const call = async (...args: string[]) => {
  const said = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    readText: (path) => (path === 'plan.json' ? Promise.resolve(plan) : Promise.reject(new Error(`no file ${path}`))),
    writeText: (path) => Promise.reject(new Error(`${path} is not to be written`)),
  });
  return { code, ...said };
};

/** Layouts are searched, and a plan is answered dozens of times. */
const TIMEOUT = 30_000;

describe('rackwright outlook', { timeout: TIMEOUT }, () => {
  it('prints the very figures as JSON', async () => {
    const read = readScenarioText(plan);
    if (!read.ok) throw new Error(read.error.reason);
    const { code, out, err } = await call('outlook', 'plan.json', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = await outlookReport(read.value);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(report.years.years).toHaveLength(read.value.horizonYears + 1);
    expect(report.failures.deployments).toHaveLength(read.value.deployments.length);
  });

  it('prints years, orders and failures as text', async () => {
    const { code, out } = await call('outlook', 'plan.json');
    expect(code).toBe(0);
    for (const heading of ['headroom by year', 'orders', 'failures: ']) expect(out).toContain(heading);
    expect(out).toMatch(/order by year/);
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('refuses what it cannot print, and files it cannot read', async () => {
    expect(await call('outlook', 'plan.json', '--csv')).toMatchObject({ code: 2, out: '' });
    expect(await call('outlook')).toMatchObject({ code: 2, out: '' });
    expect(await call('outlook', 'other.json')).toMatchObject({ code: 1, out: '' });
  });
});
