/** The stages of `npm test`, in order. Each returns its counts and, when it failed, what it printed and how to mend it. */
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { playwrightCounts, vitestCounts } from './counts.mjs';
import { commandOf, inRoot } from './paths.mjs';
import { capture } from './run.mjs';

/** Fixed surroundings: UTC, no new snapshots written on the way, and golden answers compared, not replaced. */
const ENV = { TZ: 'UTC', CI: '1', UPDATE_GOLDEN: '', NO_COLOR: '1', FORCE_COLOR: undefined };
const VITEST_REPORT = inRoot('.cache', 'test', 'vitest.json');
const PLAYWRIGHT_REPORT = inRoot('.cache', 'test', 'playwright.json');

const node = (...args) => capture(process.execPath, args, { env: ENV });

/** A stage without tests of its own counts as one. */
const asOne = ({ code, output }) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output });

const lint = async () => {
  const rules = await node(commandOf('oxlint'), '--deny-warnings', '--format=unix');
  const format = await node(commandOf('prettier'), '--check', '.');
  return asOne({
    code: rules.code || format.code,
    output: [rules, format]
      .filter(({ code }) => code !== 0)
      .map(({ output }) => output)
      .join('\n'),
  });
};

const unit = async () => {
  rmSync(VITEST_REPORT, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  const { code, output } = await node(commandOf('vitest'), 'run', ...reporters);
  return { ...vitestCounts(VITEST_REPORT, code), output };
};

const browser = async () => {
  rmSync(PLAYWRIGHT_REPORT, { force: true });
  const chromium = await ensureBrowser();
  const { code, output } = await capture(
    process.execPath,
    [commandOf('@playwright/test', 'playwright'), 'test', '--config', 'e2e/playwright.config.ts'],
    { env: { ...ENV, CHROMIUM: chromium } },
  );
  return { ...playwrightCounts(PLAYWRIGHT_REPORT, code), output };
};

const size = async () =>
  asOne(
    await node(
      '--import',
      pathToFileURL(inRoot('node_modules', 'tsx', 'dist', 'loader.mjs')).href,
      'tools/size-budget.ts',
    ),
  );

export const STAGES = [
  {
    name: 'types',
    run: async () => asOne(await node(commandOf('typescript', 'tsc'), '-b', '--pretty', 'false')),
    mend: 'npx tsc -b',
  },
  { name: 'lint', run: lint, mend: 'npx prettier --write . and npx oxlint --fix; the rest by hand' },
  {
    name: 'knip',
    run: async () => asOne(await node(commandOf('knip'))),
    mend: 'delete what nothing uses (npx knip), or declare its entry in knip.json',
  },
  {
    name: 'unit',
    run: unit,
    mend: 'npx vitest run <file>; for a reviewed change of golden answers: npm run golden:update',
  },
  { name: 'build', run: async () => asOne(await build()), mend: 'npx vite build' },
  { name: 'size', needs: 'build', run: size, mend: 'load less at first: import() what the first screen does not show' },
  { name: 'browser', needs: 'build', run: browser, mend: 'npm run e2e -- <file>', inBrowser: true },
];
