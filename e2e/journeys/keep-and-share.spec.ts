/** A plan survives: in a link, across a reload, and when its worker dies. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { freePlace, systemName } from '../pages/places.ts';
import { endOnNextCall, recordWorkers } from '../pages/record-workers.ts';
import {
  answered,
  dragTo,
  exampleScenario,
  keyFigures,
  openExample,
  paletteItem,
  rackAt,
  slot,
} from '../pages/workspace.ts';

const SYSTEM = 'gb200-nvl72';
const place = freePlace(exampleScenario(), SYSTEM);

const placeRack = async (page: Page): Promise<void> => {
  await dragTo(page, paletteItem(page, systemName(SYSTEM)), slot(page, place));
  await expect(rackAt(page, place.label)).toBeVisible();
  await answered(page);
};

const linkOfPage = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByLabel(/whole plan, in one link/);
  await expect(field).toHaveValue(/#s1\./);
  return field.inputValue();
};

test('a link opened by someone else shows every key figure exactly', async ({ page, browser }) => {
  await openExample(page);
  await placeRack(page);
  const figures = await keyFigures(page);
  const link = await linkOfPage(page);
  const elsewhere = await browser.newPage();
  await elsewhere.goto(link);
  await answered(elsewhere);
  await expect(rackAt(elsewhere, place.label)).toBeVisible();
  expect(await keyFigures(elsewhere)).toEqual(figures);
  await elsewhere.close();
});

test('an edited plan is there again after a reload', async ({ page }) => {
  await openExample(page);
  await placeRack(page);
  const figures = await keyFigures(page);
  await page.goto('./');
  await answered(page);
  await expect(rackAt(page, place.label)).toBeVisible();
  expect(await keyFigures(page)).toEqual(figures);
});

test('an edit is not lost when the page is left before its answer', async ({ page }) => {
  await openExample(page);
  await dragTo(page, paletteItem(page, systemName(SYSTEM)), slot(page, place));
  await page.goto('./');
  await expect(rackAt(page, place.label)).toBeVisible();
});

test('a kept plan that cannot be fetched from the device is not passed over in silence', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.goto('./');
  await expect(page.getByText('No plan kept on this device can be opened')).toBeVisible();
});

test('where the device keeps nothing, the page says so and goes on', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await openExample(page);
  await placeRack(page);
  await expect(page.getByRole('status').filter({ hasText: 'not kept on this device' })).toBeVisible();
  await expect(rackAt(page, place.label)).toBeVisible();
});

test('every figure leaves as CSV, with unit and trust', async ({ page }) => {
  await openExample(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+\.csv$/);
  expect(lines[0]).toBe('group,name,metric,value,unit,trust');
  for (const { name } of exampleScenario().workloads) {
    expect(lines.filter((line) => line.startsWith(`workload,${name},TTFT p99,`))).toHaveLength(1);
  }
});

test('a worker that ends in the middle of a run costs nothing but time', async ({ page, browser }) => {
  await recordWorkers(page);
  await openExample(page);
  await endOnNextCall(page);
  await placeRack(page);
  expect(await page.evaluate(() => window.startedWorkers.length)).toBeGreaterThan(1);
  const figures = await keyFigures(page);
  const undisturbed = await browser.newPage();
  await undisturbed.goto(await linkOfPage(page));
  await answered(undisturbed);
  expect(await keyFigures(undisturbed)).toEqual(figures);
  await undisturbed.close();
});

test('an answer that waits for its measured operators is not given up', async ({ page }) => {
  let held = 0;
  await page.route(/\/assets\/(gb200|h200_sxm)-[^/]*\.js$/, async (route) => {
    held += 1;
    // Longer than several heartbeats of the worker pool.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await route.continue();
  });
  await recordWorkers(page);
  await openExample(page);
  expect(held).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.startedWorkers.length)).toBe(1);
});
