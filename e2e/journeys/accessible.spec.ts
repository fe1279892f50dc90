/** axe finds nothing: first visit, workspace with every tab, inspector, dialogs; in light and in dark. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { answered, exampleScenario, openExample } from '../pages/workspace.ts';

/** Violations with the elements they concern, as text that says what to mend. */
const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    // axe walks every element of a full workspace.
    test.describe.configure({ timeout: 120_000 });

    test('first visit', async ({ page }) => {
      await page.goto('./');
      await expect(page.getByRole('button', { name: new RegExp(exampleScenario().name.slice(0, 20)) })).toBeEnabled();
      expect(await violations(page)).toEqual([]);
    });

    for (const tab of ['Demand and capacity', 'Latency', 'Cost', 'Energy and carbon', 'Table']) {
      test(`workspace, tab ${tab}`, async ({ page }) => {
        await openExample(page);
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByRole('tabpanel', { name: tab }).locator('figure, table').first()).toBeVisible();
        // All rows are alike; axe looks at each of several hundred for a long time.
        if (tab === 'Table') await page.getByRole('searchbox', { name: 'Filter the table' }).fill('TTFT p99');
        expect(await violations(page)).toEqual([]);
      });
    }

    test('inspector of a workload, a rack and a site', async ({ page }) => {
      await openExample(page);
      const inspector = page.getByRole('complementary', { name: 'Inspector' });
      const scenario = exampleScenario();
      const [workload] = scenario.workloads;
      const [site] = scenario.sites;
      await page.getByRole('region', { name: 'Workloads' }).getByRole('button').first().click();
      await expect(inspector).toContainText(workload?.name ?? 'no workload');
      expect(await violations(page)).toEqual([]);
      await page
        .getByRole('group', { name: /^Racks of / })
        .first()
        .getByRole('button')
        .first()
        .click();
      await expect(inspector.getByRole('heading').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: site?.name ?? 'no site', exact: true }).click();
      await expect(inspector).toContainText(site?.name ?? 'no site');
      expect(await violations(page)).toEqual([]);
    });

    test('dialogs', async ({ page }) => {
      await openExample(page);
      await page.getByRole('button', { name: 'Signs and keys' }).click();
      await expect(page.getByRole('dialog', { name: 'Signs and keys' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page
        .getByRole('region', { name: 'Estate', exact: true })
        .getByRole('button', { name: 'Workload', exact: true })
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Share' }).click();
      await expect(page.getByRole('dialog', { name: 'Share this plan' })).toBeVisible();
      await answered(page);
      expect(await violations(page)).toEqual([]);
    });
  });
}
