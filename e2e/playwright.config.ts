/** Browser tests against the built planner, served by our own server with the headers a host should send. */
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { chromium } from './chromium.ts';

const freePort = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? String(address.port) : '';
      probe.close(() => resolve(port));
    });
  });

// Every worker process reads this file again: the first one chooses the port, the others inherit it.
process.env['RACKWRIGHT_E2E_PORT'] ??= await freePort();
const port = process.env['RACKWRIGHT_E2E_PORT'];

export default defineConfig({
  testDir: '.',
  testMatch: '{journeys,workers,visual}/**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  reporter: [['list'], ['json', { outputFile: '../.cache/test/playwright.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    launchOptions: chromium(),
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `"${process.execPath}" scripts/start.mjs --port ${port}`,
    cwd: '..',
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
