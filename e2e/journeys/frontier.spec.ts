/** The frontier of a pool: found while one watches, read by mouse and keyboard, pinned to the pool and taken back; measured beside ours. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { linkOf } from '../pages/links.ts';
import { answered, exampleScenario, openExample, said } from '../pages/workspace.ts';

const openFrontier = async (page: Page): Promise<Locator> => {
  await page.getByRole('tab', { name: 'Frontier' }).click();
  await expect(sideOf(page)).toBeVisible({ timeout: 30_000 });
  return page.getByRole('slider', { name: 'Frontier' });
};

const sideOf = (page: Page): Locator => page.getByRole('region', { name: 'The frontier in figures' });

const chosenRow = (page: Page, name: string): Locator =>
  sideOf(page)
    .locator('section', { has: page.getByRole('heading', { name: /^Chosen plan/ }) })
    .locator('.plan-row', { hasText: name });

const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
};

/** Pixels of the cloud that are inked. */
const inked = (page: Page): Promise<number> =>
  page.locator('canvas.cloud').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
  });

test.describe.configure({ timeout: 120_000 });

test('thousands of points arrive, are counted, and are read by keys on each axis', async ({ page }) => {
  await openExample(page);
  const chart = await openFrontier(page);
  await page.getByRole('button', { name: 'Expand the answers' }).click();
  const side = sideOf(page);
  await expect(side).toContainText(/[\d,]+ configurations, [\d,]{6,} points/);
  await expect(side.locator('.reason', { hasText: 'Dominated' })).toContainText(/[\d,]{5,}/);
  await expect(side.locator('.reason', { hasText: 'KV does not fit' })).toContainText(/KV short by [\d.]+ GB/);
  await expect.poll(() => inked(page)).toBeGreaterThan(5_000);

  await chart.focus();
  await page.keyboard.press('Home');
  const slow = await chart.getAttribute('aria-valuetext');
  await page.keyboard.press('End');
  const fast = await chart.getAttribute('aria-valuetext');
  const rate = (text: string | null): number =>
    Number(/([\d,.]+).tok\/s to one user/.exec(text ?? '')?.[1]?.replace(',', ''));
  expect(rate(fast)).toBeGreaterThan(2 * rate(slow));
  expect(slow).toMatch(/tok\/s per GPU/);
  const card = page.locator('.frontier-card');
  await expect(card).toContainText('to one user');

  await page.getByRole('button', { name: 'per dollar' }).click();
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /tok per dollar/);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await chart.focus();
  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Every configuration tried, as a table' });
  const onFront = Number(await chart.or(table).first().getByRole('row').count()) - 1;
  await expect(side.locator('.reason', { hasText: 'On the front' }).locator('b')).toHaveText(String(onFront));
  await page.keyboard.press('t');
  await expect(chart).toBeVisible();
});

test('the point under the pointer is told on a card; a click pins it, and undo takes it back', async ({ page }) => {
  await openExample(page);
  const chart = await openFrontier(page);
  await page.getByRole('button', { name: 'Expand the answers' }).click();
  const before = await chosenRow(page, 'ayout').first().textContent();

  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart is not drawn');
  const node = page.locator('.frontier__front circle.front__node').first();
  const at = await node.boundingBox();
  if (!at) throw new Error('the front is not drawn');
  const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  const card = page.locator('.frontier-card');
  await expect(card).toContainText('in flight on');
  const words = await card.locator('p').allTextContents();
  const decode = words.find((line) => line.startsWith('decode ')) ?? words[1] ?? '';
  const place = await card.boundingBox();
  if (!place) throw new Error('the card is not drawn');
  const over =
    middle.x > place.x && middle.x < place.x + place.width && middle.y > place.y && middle.y < place.y + place.height;
  expect(over).toBe(false);

  await page.mouse.click(middle.x, middle.y);
  await answered(page);
  await expect(said(page).first()).toContainText(decode);
  await expect(chosenRow(page, 'ayout').first()).toContainText(decode.replace('decode ', ''));
  await expect(page.locator('.chosen__ring')).toHaveCount(1);

  // The pool itself is served so, and the frontier was not searched again.
  await page.mouse.move(5, 5);
  await page.getByRole('button', { name: 'Show the estate again' }).click();
  await page.getByRole('tab', { name: 'Step time' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Step time' })).toContainText(decode.replace('decode ', ''));
  await page.getByRole('tab', { name: 'Frontier' }).click();
  await expect(sideOf(page)).toBeVisible();

  await page.getByRole('button', { name: /^Undo/ }).click();
  await answered(page);
  await expect(chosenRow(page, 'ayout').first()).toHaveText(before ?? '');
});

test('a walk of the front ends in a pin with Enter', async ({ page }) => {
  await openExample(page, 'erp-assistant');
  const chart = await openFrontier(page);
  await chart.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const words = (await chart.getAttribute('aria-valuetext')) ?? '';
  await page.keyboard.press('Enter');
  await answered(page);
  const rate = /([\d,.]+).tok\/s to one user/.exec(words)?.[1] ?? 'none';
  await expect(chosenRow(page, 'To one user')).toContainText(rate);
});

test('the best under the SLA is taken with one button', async ({ page }) => {
  await openExample(page);
  await openFrontier(page);
  await sideOf(page).getByRole('button', { name: 'Use this' }).click();
  await answered(page);
  await expect(chosenRow(page, 'Prefill : decode')).toContainText(/\d+ : \d+/);
});

test('published runs of similar lengths stand beside ours with the gap', async ({ page }) => {
  const scenario = exampleScenario();
  const overrides = { turns: 1, firstInputTokens: 8_192, outputTokens: 1_024, prefixHitShare: 0 };
  await page.goto(
    `./${await linkOf({ ...scenario, workloads: scenario.workloads.map((one) => ({ ...one, overrides })) })}`,
  );
  await answered(page);
  await openFrontier(page);
  await page.getByRole('button', { name: 'Expand the answers' }).click();
  const squares = page.locator('.frontier__map rect.run');
  await expect(squares).toHaveCount(10);
  await expect(sideOf(page)).toContainText('never blended');
  const square = await squares.last().boundingBox();
  if (!square) throw new Error('no square is drawn');
  await page.mouse.move(square.x + 3, square.y + 3);
  const card = page.locator('.frontier-card');
  await expect(card).toContainText('Measured');
  await expect(card).toContainText(/our band/, { timeout: 30_000 });
  await expect(card.locator('tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: 'per kW' }).click();
  await expect(squares).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, docked and expanded', async ({ page }) => {
      await openExample(page);
      await openFrontier(page);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Expand the answers' }).click();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('below 1024 px the chart and its list stand one above the other and nothing runs out', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openExample(page);
  await openFrontier(page);
  const body = page.locator('.frontier');
  expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
  const [chart, list] = await Promise.all([page.locator('.frontier__map').boundingBox(), sideOf(page).boundingBox()]);
  expect((chart?.y ?? 0) + (chart?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0);
});
