/** How a pool is served, chosen with mouse and keyboard: prefill apart, drafts by MTP, roles of racks; every choice goes back to its default. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { answered, openExample, rackAt } from '../pages/workspace.ts';

const POOL = 'R1 on GB200 NVL72';

const inspectorOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

const openPool = async (page: Page): Promise<Locator> => {
  await openExample(page);
  await page.getByRole('main').getByRole('button', { name: POOL, exact: true }).click();
  const inspector = inspectorOf(page);
  await expect(inspector.getByRole('heading', { name: POOL })).toBeVisible();
  return inspector;
};

const head = (inspector: Locator, title: string): Locator => inspector.locator('summary').filter({ hasText: title });

/** TPOT p99 as the first card of a workload on the pool shows it. */
const tpot = async (page: Page): Promise<string> => {
  const card = page
    .getByRole('region', { name: 'Workloads' })
    .getByRole('button', { name: /Chat on NVL72/ })
    .first();
  return /TPOT p99\s*([\d.]+\s*m?s)/.exec((await card.textContent()) ?? '')?.[1] ?? '';
};

test('prefill apart from decode, by mouse, and back', async ({ page }) => {
  const inspector = await openPool(page);
  const together = await tpot(page);
  expect(together).toMatch(/\d/);
  await head(inspector, 'Way of serving').click();
  const mode = inspector.getByRole('combobox', { name: 'Mode' });
  await expect(mode.getByRole('option', { name: /attention apart/ })).toBeDisabled();
  await expect(inspector).toContainText('it needs two rack groups on one site');
  await mode.selectOption({ label: 'prefill apart from decode' });
  await answered(page);
  await expect(inspector.locator('.parts-ratio')).toHaveText(/^\d+ prefill × .+ : \d+ decode × .+$/);
  expect(await tpot(page)).not.toBe(together);
  const prefills = inspector.getByRole('button', { name: /^prefill \d+ × / });
  await prefills.click();
  await expect(prefills).toHaveAttribute('aria-pressed', 'true');
  await expect(inspector).toContainText('Prefill step');
  await expect(inspector.getByRole('spinbutton', { name: /^P:D/ })).toBeVisible();
  await inspector.getByRole('button', { name: 'Reset Mode' }).click();
  await answered(page);
  await expect(inspector.locator('.parts-ratio')).toHaveCount(0);
  expect(await tpot(page)).toBe(together);
});

test('MTP by keyboard, and back to the default', async ({ page }) => {
  const inspector = await openPool(page);
  const plain = await tpot(page);
  const speculation = head(inspector, 'Speculation');
  await speculation.focus();
  await page.keyboard.press('Enter');
  const drafts = inspector.getByRole('combobox', { name: 'Drafts by' });
  await expect(drafts).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(drafts).toBeFocused();
  await page.keyboard.press('m');
  await expect(drafts).toHaveValue('mtp');
  await answered(page);
  await expect(speculation).toContainText('MTP, 1 draft');
  expect(await tpot(page)).not.toBe(plain);
  // The mark opens its card when it is reached; what is in the card comes next, then the reset.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('dialog', { name: 'About Speculation' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(inspector.getByRole('button', { name: 'Reset Drafts by' })).toBeFocused();
  await page.keyboard.press('Enter');
  await answered(page);
  await expect(drafts).toHaveValue('none');
  expect(await tpot(page)).toBe(plain);
});

test('one rack of two prefills: its name, its bracket and the parts of the pool say so', async ({ page }) => {
  await openExample(page);
  await rackAt(page, 'A1').focus();
  await page.keyboard.press('Control+d');
  await answered(page);
  const inspector = inspectorOf(page);
  await rackAt(page, 'A2').click();
  await inspector.getByRole('combobox', { name: 'Role at A2' }).selectOption('prefill');
  await answered(page);
  await expect(rackAt(page, 'A2')).toHaveAccessibleName(/^A2, .*GB200 NVL72, prefill, /);
  await expect(inspector).toContainText('Computes prompts and hands their KV');
  await expect(page.getByRole('main').getByRole('button', { name: `${POOL}, prefill`, exact: true })).toBeVisible();
  await expect(inspector.locator('.parts-ratio')).toHaveText(/^\d+ prefill × .+ : \d+ decode × .+$/);
  await inspector.getByRole('button', { name: 'Reset Role at A2' }).click();
  await answered(page);
  await expect(rackAt(page, 'A2')).not.toHaveAccessibleName(/prefill/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test.describe.configure({ timeout: 120_000 });

    test('axe finds nothing in the open panel and the card of a lever', async ({ page }) => {
      const inspector = await openPool(page);
      for (const group of await inspector.locator('details.lever-group').all()) {
        await group.locator('summary').click();
        await expect(group.getByRole('combobox').or(group.getByRole('spinbutton')).first()).toBeVisible();
      }
      await inspector.getByRole('combobox', { name: 'Mode' }).selectOption('disaggregated');
      await inspector.getByRole('combobox', { name: 'Weights', exact: true }).selectOption('by-component');
      await inspector.getByRole('combobox', { name: 'Drafts by' }).selectOption('mtp');
      await answered(page);
      await inspector.getByRole('button', { name: /^About Speculation/ }).click();
      const card = page.getByRole('dialog', { name: 'About Speculation' });
      await card.getByText('What is published of it').click();
      await expect(card).toContainText('arXiv:2412.19437');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
      expect(found).toEqual([]);
    });
  });
}
