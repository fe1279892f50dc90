/** What procurement asks of a plan: cash by year, renting and APIs beside it, when headroom ends, what a failure leaves, how sure it is. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openExample } from '../pages/workspace.ts';

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

// axe looks at every view: minutes where two browsers share a core.
test.describe.configure({ timeout: 240_000 });

test('TCO and crossover: every way to get the tokens with its price and date', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  await page.getByRole('tab', { name: 'TCO and crossover' }).click();
  const ways = page.getByRole('region', { name: 'Ways to get these tokens' });
  await expect(ways.getByRole('row', { name: /^this plan/ })).toContainText('$', { timeout: 60_000 });
  await expect(ways.getByRole('row', { name: /^leased/ })).toContainText('$');
  await expect(ways.getByRole('row', { name: /list, 20\d\d-\d\d-\d\d/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Cash by year: show as table' }).click();
  await expect(page.getByRole('rowheader', { name: 'Year 1' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('Years and failures: headroom ends, orders with their lead time, and what one loss leaves', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  await page.getByRole('tab', { name: 'Years and failures' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Orders' })
      .getByRole('row', { name: /HGX H200/ })
      .first(),
  ).toContainText(/after|go-live/, { timeout: 60_000 });
  const losses = page.getByRole('region', { name: 'Losses' });
  await expect(losses.getByRole('row', { name: /^One system/ })).toContainText('%', { timeout: 60_000 });
  await expect(losses.getByRole('row', { name: /^One site/ })).toContainText('misses');
  expect(await violations(page)).toEqual([]);
});

test('Sensitivity: totals with their spread, the tornado follows the chosen total by keyboard', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  await page.getByRole('tab', { name: 'Sensitivity' }).click();
  await expect(page.getByText(/256 draws of \d+ figures/)).toBeVisible({ timeout: 60_000 });
  const totals = page.getByRole('region', { name: 'Totals with their spread' });
  await expect(totals.getByRole('row', { name: /^Cost per month/ })).toContainText('$');
  await totals.getByRole('button', { name: 'Carbon per Mtok out' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Total shown' })).toHaveValue('carbonPerMtok');
  await expect(
    page
      .getByRole('region', { name: /Strongest first/ })
      .getByRole('listitem')
      .first(),
  ).toContainText('CO2e');
  expect(await violations(page)).toEqual([]);
});

const VIEWS = [
  { tab: 'Demand and capacity', views: ['Hours', 'Months'] },
  { tab: 'Cost', views: ['Lines'] },
  { tab: 'Energy and carbon', views: ['Months', 'Sites', 'Shift'] },
  { tab: 'Years and failures', views: ['Go-live'] },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view of the tabs is accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openExample(page, 'carbon-two-sites');
    for (const { tab, views } of VIEWS) {
      await page.getByRole('tab', { name: tab }).click();
      for (const view of views) {
        await page.getByRole('tabpanel').getByRole('button', { name: view, exact: true }).first().click();
        await expect(page.getByRole('tabpanel').getByRole('figure').first()).toBeVisible({ timeout: 60_000 });
        expect(await violations(page), `${tab}, ${view}`).toEqual([]);
      }
    }
  });
}

test('shifting: what the moved work saved, and the schedule the search found', async ({ page }) => {
  await openExample(page, 'carbon-two-sites');
  await page.getByRole('tab', { name: 'Energy and carbon' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Shift', exact: true }).click();
  const panel = page.getByRole('tabpanel', { name: 'Energy and carbon' });
  await expect(panel).toContainText(/optimal/i, { timeout: 60_000 });
  await expect(panel).toContainText('CO2e');
});
