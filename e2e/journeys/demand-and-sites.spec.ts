/** Demand drawn by hand, its year, power made on a site, sites alike: by pointer and by keyboard, one undo step each. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { answered, exampleScenario, keyFigures, middleOf, openExample } from '../pages/workspace.ts';

const inspectorOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

const openWorkload = async (page: Page): Promise<Locator> => {
  await openExample(page);
  await page.getByRole('region', { name: 'Workloads' }).getByRole('button').first().click();
  const inspector = inspectorOf(page);
  await expect(inspector.getByRole('heading', { name: 'Hours of the day' })).toBeVisible();
  return inspector;
};

const openSite = async (page: Page): Promise<Locator> => {
  await openExample(page);
  await page.getByRole('button', { name: exampleScenario().sites[0]?.name ?? 'no site', exact: true }).click();
  const inspector = inspectorOf(page);
  await expect(inspector.getByRole('heading', { name: 'Energy', exact: true })).toBeVisible();
  return inspector;
};

const weekdayCurve = (inspector: Locator): Locator =>
  inspector.getByRole('group', { name: 'Sessions by hour of a weekday' });

const sessionsAt = async (curve: Locator, name: string): Promise<number> =>
  Number(await curve.getByRole('slider', { name, exact: true }).getAttribute('aria-valuenow'));

const fold = (inspector: Locator, title: string): Locator => inspector.locator('summary').filter({ hasText: title });

test('dragging a point changes that hour and no other, and is one undo step', async ({ page }) => {
  const inspector = await openWorkload(page);
  const curve = weekdayCurve(inspector);
  const [three, nine] = [await sessionsAt(curve, '03:00'), await sessionsAt(curve, '09:00')];
  const figures = await keyFigures(page);
  const point = curve.getByRole('slider', { name: '03:00', exact: true });
  await point.scrollIntoViewIfNeeded();
  const { x, y } = await middleOf(point);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 20, { steps: 3 });
  await page.mouse.move(x, y - 42, { steps: 3 });
  await page.mouse.up();
  await answered(page);
  expect(await sessionsAt(curve, '03:00')).toBeGreaterThan(three);
  expect(await sessionsAt(curve, '09:00')).toBeCloseTo(nine, 2);
  await expect(inspector.getByRole('combobox', { name: 'Shape', exact: true })).toHaveValue('own shape');
  expect(await keyFigures(page)).not.toEqual(figures);
  await page.keyboard.press('Control+z');
  await answered(page);
  expect(await sessionsAt(curve, '03:00')).toBe(three);
  await expect(inspector.getByRole('combobox', { name: 'Shape', exact: true })).not.toHaveValue('own shape');
  expect(await keyFigures(page)).toEqual(figures);
});

test('Escape puts a point back that is in hand', async ({ page }) => {
  const inspector = await openWorkload(page);
  const curve = weekdayCurve(inspector);
  const before = await sessionsAt(curve, '15:00');
  const point = curve.getByRole('slider', { name: '15:00', exact: true });
  await point.scrollIntoViewIfNeeded();
  const { x, y } = await middleOf(point);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 30, { steps: 3 });
  expect(await sessionsAt(curve, '15:00')).not.toBe(before);
  await page.keyboard.press('Escape');
  await page.mouse.move(x, y - 10, { steps: 2 });
  await page.mouse.up();
  expect(await sessionsAt(curve, '15:00')).toBe(before);
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('a point by keyboard: choose the hour, change it, type it; and back to the shape of the workflow', async ({
  page,
}) => {
  const inspector = await openWorkload(page);
  const curve = weekdayCurve(inspector);
  const shape = inspector.getByRole('combobox', { name: 'Shape', exact: true });
  const standard = await shape.inputValue();
  await curve.locator('[role="slider"][tabindex="0"]').focus();
  await page.keyboard.press('Home');
  const midnight = curve.getByRole('slider', { name: '00:00', exact: true });
  await expect(midnight).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const one = curve.getByRole('slider', { name: '01:00', exact: true });
  await expect(one).toBeFocused();
  const before = await sessionsAt(curve, '01:00');
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowUp');
  await answered(page);
  expect(await sessionsAt(curve, '01:00')).toBeGreaterThan(before);
  await expect(one).toHaveAttribute('aria-valuetext', /sessions\/s, .*\sreq\/s$/);
  await page.keyboard.press('Control+z');
  expect(await sessionsAt(curve, '01:00')).toBe(before);
  const typed = inspector.getByRole('spinbutton', { name: 'At 01:00' });
  await typed.fill('0.25');
  await typed.press('Enter');
  await answered(page);
  expect(await sessionsAt(curve, '01:00')).toBeCloseTo(0.25, 3);
  await inspector.getByRole('button', { name: 'Reset Shape' }).click();
  await answered(page);
  await expect(shape).toHaveValue(standard);
});

test('a strong month, and every month alike again', async ({ page }) => {
  const inspector = await openWorkload(page);
  await fold(inspector, 'Months').click();
  const months = inspector.getByRole('group', { name: /^Demand by month/ });
  const november = months.getByRole('slider', { name: 'November' });
  await november.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageUp');
  await answered(page);
  expect(Number(await november.getAttribute('aria-valuenow'))).toBeGreaterThan(115);
  await expect(fold(inspector, 'Months')).toContainText('Nov');
  await inspector.getByRole('button', { name: 'Reset months' }).click();
  await answered(page);
  await expect(fold(inspector, 'Months')).toContainText('every month alike');
});

test('power made on the site brings its figures and their sources, and changes what is paid', async ({ page }) => {
  const inspector = await openSite(page);
  const figures = await keyFigures(page);
  const supply = inspector.getByRole('combobox', { name: 'Made on the site' });
  await supply.selectOption({ label: 'gas turbine' });
  await answered(page);
  const size = inspector.getByRole('spinbutton', { name: 'up to, in every hour' });
  expect(Number(await size.inputValue())).toBeGreaterThan(0);
  expect(await keyFigures(page)).not.toEqual(figures);
  await inspector.getByRole('button', { name: /^its energy/ }).click();
  await expect(page.getByRole('dialog', { name: 'Source of its energy' })).toContainText('Rabobank');
  await page.keyboard.press('Escape');
  await inspector.getByRole('button', { name: 'Reset Made on the site' }).click();
  await answered(page);
  await expect(size).toHaveCount(0);
  expect(await keyFigures(page)).toEqual(figures);
});

test('two sites alike, a block of power and positions, and back', async ({ page }) => {
  const inspector = await openSite(page);
  const figures = await keyFigures(page);
  const copies = inspector.getByRole('spinbutton', { name: 'Sites alike' });
  await copies.fill('2');
  await copies.press('Enter');
  await answered(page);
  await expect(inspector).toContainText('Each of the 2 serves its share of the demand');
  expect(await keyFigures(page)).not.toEqual(figures);
  await inspector.getByRole('button', { name: 'Reset Sites alike' }).click();
  await answered(page);
  expect(await keyFigures(page)).toEqual(figures);
  const cap = inspector.getByRole('spinbutton', { name: 'Power cap, at the meter' });
  const before = Number(await cap.inputValue());
  await inspector.getByRole('button', { name: 'Block', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Block to add' })
    .getByRole('button', { name: /^Liquid block/ })
    .click();
  await answered(page);
  await expect(cap).toHaveValue(String(before + 1_400));
  await page.keyboard.press('Control+z');
  await expect(cap).toHaveValue(String(before));
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    // axe walks every element of a full workspace.
    test.describe.configure({ timeout: 120_000 });

    const violations = async (page: Page): Promise<string[]> => {
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
    };

    test('axe finds nothing in the editors of demand', async ({ page }) => {
      const inspector = await openWorkload(page);
      await fold(inspector, 'Months').click();
      await fold(inspector, 'From other regions').click();
      await inspector.getByRole('combobox', { name: 'Some comes from' }).selectOption('sg');
      await answered(page);
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing in the editors of a site', async ({ page }) => {
      const inspector = await openSite(page);
      await fold(inspector, 'Tariff by hour').click();
      await inspector.getByRole('combobox', { name: 'Made on the site' }).selectOption('wind');
      await inspector.getByRole('combobox', { name: 'Gives back to the grid' }).selectOption('daily');
      await answered(page);
      expect(await violations(page)).toEqual([]);
    });
  });
}
