/** Published claims computed while one looks, each opening as a plan; and the ladder that shows what a lever is worth in one. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { answered, openExample } from '../pages/workspace.ts';

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

const climbed = (page: Page) =>
  expect(
    page.getByRole('region', { name: 'Levers one after the other' }).locator('tr[data-waiting="true"]'),
  ).toHaveCount(0, { timeout: 60_000 });

test.describe.configure({ timeout: 120_000 });

test('from the first page: every claim is computed, says its gap and why, and opens as a plan', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Claims' }).click();
  await expect(page.getByRole('heading', { name: 'Claims desk', level: 1 })).toBeFocused();
  await expect(page.getByText('8 of 8 computed')).toBeVisible({ timeout: 90_000 });
  const list = page.getByRole('list', { name: 'Claims' });
  await expect(list.getByRole('button')).toHaveCount(8);
  for (const line of await list.getByRole('button').all())
    await expect(line).toContainText(/agrees|borne out|ours is lower|ours is higher|not supported|no answer/);
  await list.getByRole('button', { name: /288 accelerators/ }).click();
  const figures = page.getByRole('region', { name: 'Ours and published' });
  await expect(figures.getByRole('row', { name: /^Nodes/ })).toContainText('72');
  await expect(page.getByRole('article')).toContainText('Why:');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open a related plan' }).click();
  await answered(page);
  await expect(page.getByRole('main')).toContainText('Fabric');
});

test('the ladder of a plan: a failing service becomes stable, a refused lever says why, one left out is heard', async ({
  page,
}) => {
  await openExample(page, 'claims-failing-service');
  await page.getByRole('tab', { name: 'Ladder' }).click();
  await climbed(page);
  const ladder = page.getByRole('region', { name: 'Levers one after the other' });
  await expect(ladder.getByRole('row', { name: /^Everything off/ })).toContainText('overloaded');
  await expect(ladder.getByRole('row', { name: /^Disaggregation/ })).toContainText('stable');
  await expect(ladder.getByRole('row', { name: /^FP4 weights/ })).toContainText('no FP4 units');
  await ladder.getByRole('checkbox', { name: 'Flash attention' }).uncheck();
  await climbed(page);
  await expect(ladder.getByRole('row', { name: /^Flash attention/ })).toContainText('left out');
  await expect(ladder.getByRole('row', { name: /^FP8 KV cache/ })).toContainText('Only flash attention');
  expect(await violations(page)).toEqual([]);
});
