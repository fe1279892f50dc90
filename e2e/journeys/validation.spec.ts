/** Predicted against measured: the runs are predicted while one looks, compared, cited, and found near the plan on screen. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { answered, openExample } from '../pages/workspace.ts';

const open = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Validation' }).click();
  await expect(page.getByRole('heading', { name: 'Validation', level: 1 })).toBeFocused();
};

const predicted = (page: Page) =>
  expect(page.getByText(/^\d+ of \d+ runs predicted, on this machine$/)).toBeVisible({ timeout: 60_000 });

/** Number in the cell of a figure: "Median error" → 16.2. */
const figure = async (page: Page, label: string): Promise<number> => {
  const line = page.locator('.summary__figure').filter({ has: page.getByText(label, { exact: true }) });
  return Number.parseFloat(await line.locator('b').innerText());
};

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

test.describe.configure({ timeout: 120_000 });

test('from a plan: runs, errors, worst cases with their source, and the runs nearest to it', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  await open(page);
  await predicted(page);
  const runs = await figure(page, 'Runs');
  expect(runs).toBeGreaterThanOrEqual(300);
  expect(await figure(page, 'Median error')).toBeLessThan(30);
  const nearest = page.getByRole('region', { name: 'Nearest measured runs, table' }).getByRole('row');
  await expect(nearest.nth(1)).toContainText('Llama-3.3-70B-Instruct on H200');
  await expect(nearest.nth(1)).toContainText('model, accelerator and engine');
  await expect(page.getByRole('region', { name: 'Worst cases, table' }).getByRole('row')).toHaveCount(11);
  await expect(
    page.getByRole('region', { name: 'Worst cases, table' }).getByRole('row').nth(1).locator('cite'),
  ).not.toBeEmpty();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main')).toContainText('Frankfurt');
});

test('by keyboard: the arrows walk the runs, T shows them as a table, another figure is another comparison', async ({
  page,
}) => {
  await page.goto('./');
  await open(page);
  await predicted(page);
  await expect(page.getByText('Open a plan to see the runs nearest to it.')).toBeVisible();
  const chart = page.getByRole('slider', { name: 'Predicted against measured TPOT' });
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuetext', / on .+: measured .+\sms, predicted .+\sms, /);
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Predicted against measured, as a table' });
  await expect(table.getByRole('row').nth(100)).toBeAttached();
  await page.getByRole('button', { name: 'TTFT', exact: true }).click();
  const unqueued = await figure(page, 'Runs');
  await page.getByRole('button', { name: 'With runs that queued' }).click();
  expect(await figure(page, 'Runs')).toBeGreaterThan(unqueued);
});

test('a run that is cancelled keeps what it has, and can be taken up again', async ({ page }) => {
  await page.goto('./');
  await open(page);
  await expect(page.getByText(/^[1-9]\d* of \d+ runs predicted$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(/^Cancelled: [1-9]\d* of \d+ runs predicted/)).toBeVisible();
  await expect(page.getByRole('slider')).toBeVisible();
  await page.getByRole('button', { name: 'Predict all again' }).click();
  await predicted(page);
});

test('a worker that cannot be fetched is said, and can be tried again', async ({ page }) => {
  await page.goto('./');
  await page.route(/validate\.worker/, (route) => route.abort());
  await open(page);
  await expect(page.getByRole('alert')).toContainText('The run stopped');
  await page.unroute(/validate\.worker/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await predicted(page);
});

test('every latency of a plan says its tier and its band', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  await answered(page);
  const ttft = page.locator('.kpi', { hasText: 'TTFT p99' });
  await expect(ttft).toContainText(/(calibrated|estimated) · [\d.]+–[\d.]+\sm?s/);
  await expect(ttft).toHaveAttribute('title', /4 of 5 measured runs would give/);
  await expect(page.locator('.workload-card__line').first()).toHaveAttribute('title', /4 of 5 measured runs/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [
    ['1280 px', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    test.describe(`${colorScheme}, ${name}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing and nothing runs out of the page', async ({ page }) => {
        await openExample(page, 'erp-assistant');
        await open(page);
        await predicted(page);
        expect(await violations(page)).toEqual([]);
        const body = page.locator('.validation__body');
        expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
      });
    });
  }
}
