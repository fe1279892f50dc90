/** Tests of workers: Playwright's `test` with the page of planners, built once per test process. */
import { test as base, type Page } from '@playwright/test';
import { recordWorkers } from './record-workers.ts';
import { servePages } from './serve-pages.ts';

export const test = base.extend<{ readonly planners: Page }, { readonly plannersUrl: string }>({
  plannersUrl: [
    async ({ browserName }, use, info) => {
      const pages = await servePages(`${browserName}-${info.parallelIndex}`);
      await use(pages.planner);
      await pages.close();
    },
    { scope: 'worker' },
  ],
  /** The page, open and ready. */
  planners: async ({ page, plannersUrl }, use) => {
    await recordWorkers(page);
    await page.goto(plannersUrl);
    await page.waitForFunction(() => 'harness' in window);
    await use(page);
  },
});
