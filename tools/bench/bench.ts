/** `npm run bench`: the speed promises, measured on this machine in a real Chromium. With `--json`, only JSON on stdout. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium as playwright } from '@playwright/test';
import { chromium } from '../../e2e/chromium.ts';
import { servePages } from '../../e2e/pages/serve-pages.ts';
import { serve } from '../../scripts/lib/static-server.mjs';
import { ROOT } from '../architecture/tree.ts';
import { outlookTimes } from './outlook-times.ts';
import { dropTimes, interactiveTime } from './page-times.ts';
import type { Quantiles } from './quantiles.ts';
import { searchTimes } from './search-times.ts';
import { workerTimes } from './worker-times.ts';

type Results = Readonly<Record<string, Quantiles | number>>;

const measure = async (): Promise<Results> => {
  const search = await searchTimes();
  const outlook = await outlookTimes();
  const browser = await playwright.launch(chromium());
  const pages = await servePages('bench');
  const { server, port } = await serve(join(ROOT, 'dist'), 0);
  try {
    const planners = await browser.newPage();
    await planners.goto(pages.planner);
    await planners.waitForFunction(() => 'harness' in window);
    const address = `http://127.0.0.1:${port}/`;
    return {
      ...(await workerTimes(planners)),
      drop_to_chart_ms: await dropTimes(browser, address),
      first_load_gz_kb: firstLoad(),
      interactive_ms: await interactiveTime(browser, address),
      ...search,
      ...outlook,
    };
  } finally {
    await browser.close();
    await pages.close();
    server.close();
  }
};

/** The figure of the size budget, so that both always agree. A budget that is broken still prints it. */
const firstLoad = (): number => {
  const loader = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const script = ['--import', loader, join(ROOT, 'tools', 'size-budget.ts')];
  const printed = outputOf(script);
  const kilobytes = /^first_load_gz_kb ([\d.]+)$/m.exec(printed)?.[1];
  if (kilobytes === undefined) throw new Error(`the size budget printed no first_load_gz_kb:\n${printed}`);
  return Number(kilobytes);
};

const outputOf = (args: readonly string[]): string => {
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8' });
  } catch (error) {
    const output: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : '';
    return String(output);
  }
};

const table = (results: Results): string =>
  [
    `${'measure'.padEnd(20)} ${'p50'.padStart(9)} ${'p95'.padStart(9)}`,
    ...Object.entries(results).map(([name, value]) =>
      typeof value === 'number'
        ? `${name.padEnd(20)} ${String(value).padStart(9)}`
        : `${name.padEnd(20)} ${String(value.p50).padStart(9)} ${String(value.p95).padStart(9)}`,
    ),
    '',
  ].join('\n');

const results = await measure();
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(results)}\n` : table(results));
