/** Which wall a workflow meets, where a step's time goes, what fills the memory: three tabs, by mouse and by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openExample } from '../pages/workspace.ts';

const openTab = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tabpanel', { name }).locator('figure').first()).toBeVisible();
};

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

test('the map of walls: keys walk the points, Enter chooses one, T shows the table', async ({ page }) => {
  await openExample(page);
  await openTab(page, 'Walls');
  await page.getByRole('button', { name: 'Expand the answers' }).click();
  const chart = page.getByRole('slider', { name: 'Map of walls' });
  const side = page.getByRole('region', { name: 'The chosen point' });
  await expect(side.getByRole('heading', { level: 2 })).toContainText('coding, decode');
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /coding, prefill: [\d,]+ FLOP per byte, .* limited by compute/);
  await page.keyboard.press('Enter');
  await expect(side.getByRole('heading', { level: 2 })).toContainText('coding, prefill');
  // A prompt alone leaves memory free.
  await expect(side.locator('.wall-row', { hasText: 'memory capacity' })).toContainText('+0 %');
  await expect(side).toContainText(
    /Llama-3.1-8B on one H100.* holds 57, 14 and 3 sequences .* ours, .*, \d+, \d+ and \d\./,
  );
  await chart.focus();
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Which wall does each workflow meet?, as a table' });
  // Nine workflows in two phases, and the head.
  await expect(table.getByRole('row')).toHaveCount(19);
  await page.keyboard.press('t');
  await expect(chart).toBeVisible();
});

test('another pool has another device: its ridge and its grounds', async ({ page }) => {
  await openExample(page);
  await openTab(page, 'Walls');
  const side = page.getByRole('region', { name: 'The chosen point' });
  await expect(side).toContainText('GB200 NVL72 ridge');
  const chooser = page.getByRole('combobox', { name: 'Pool shown' });
  await chooser.selectOption({ index: 1 });
  await expect(side).toContainText('HGX H200 ridge');
});

test('the parts of a step add up to it', async ({ page }) => {
  await openExample(page);
  await openTab(page, 'Step time');
  const steps = page.getByRole('region', { name: 'One decode step, by operator' });
  const times = await steps.locator('tbody tr td:nth-child(3)').allTextContents();
  const figures = times.map((text) => Number(text.replace('<', '')));
  const total = figures.at(-1) ?? 0;
  const sum = figures.slice(0, -1).reduce((all, time) => all + time, 0);
  expect(total).toBeGreaterThan(0);
  // Each figure is rounded to a tenth or finer.
  expect(Math.abs(sum - total)).toBeLessThanOrEqual(0.06 * times.length);
  await expect(steps).toContainText('host');
  await expect(steps).toContainText('collectives');
});

test('memory: the parts fill an accelerator, and the table says the same', async ({ page }) => {
  await openExample(page);
  await openTab(page, 'Memory and KV');
  await page.getByRole('region', { name: 'Memory of one accelerator, by rack group' }).focus();
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Memory of one accelerator, as a table' });
  const cells = await table.locator('tbody tr').first().locator('td').allTextContents();
  const sizes = cells.map(Number);
  const capacity = sizes.at(-1) ?? 0;
  expect(sizes.slice(0, -1).reduce((all, size) => all + size, 0) / capacity).toBeCloseTo(1, 1);
  expect(capacity).toBeGreaterThan(100);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test.describe.configure({ timeout: 120_000 });

    for (const tab of ['Walls', 'Step time', 'Memory and KV']) {
      test(`axe finds nothing: ${tab}, docked and expanded`, async ({ page }) => {
        await openExample(page);
        await openTab(page, tab);
        expect(await violations(page)).toEqual([]);
        await page.getByRole('button', { name: 'Expand the answers' }).click();
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test('below 1024 px the map and its list stand one above the other and nothing runs out', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openExample(page);
  await openTab(page, 'Walls');
  const body = page.locator('.walls');
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
  const [map, list] = await Promise.all([page.locator('.map').boundingBox(), page.locator('.side-list').boundingBox()]);
  expect((map?.y ?? 0) + (map?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0);
});
