/** From the first visit to a rack on the floor: by mouse, by keyboard alone, by touch; and what cannot stand says by how much. */
import { expect, test, type Page } from '@playwright/test';
import { freePlace, refusedPlace, systemName } from '../pages/places.ts';
import {
  answered,
  dragTo,
  exampleScenario,
  holdOver,
  keyFigures,
  middleOf,
  openExample,
  paletteItem,
  rackAt,
  said,
  searchPalette,
  slot,
} from '../pages/workspace.ts';

const SYSTEM = 'gb200-nvl72';
const NAME = systemName(SYSTEM);
const scenario = exampleScenario();
const place = freePlace(scenario, SYSTEM);

const expectPlaced = async (page: Page, before: string[]): Promise<void> => {
  await expect(rackAt(page, place.label)).toBeVisible();
  await answered(page);
  expect(await keyFigures(page)).not.toEqual(before);
};

test('first visit, an example, and a rack dragged by mouse', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('button', { name: new RegExp(scenario.name.slice(0, 20)) }).click();
  await answered(page);
  const before = await keyFigures(page);
  await dragTo(page, paletteItem(page, NAME), slot(page, place));
  await expect(
    said(page)
      .filter({ hasText: `${NAME} placed at` })
      .first(),
  ).toBeAttached();
  await expectPlaced(page, before);
});

test('while a rack is over a position the key figures say what a drop would give', async ({ page }) => {
  await openExample(page);
  await holdOver(page, paletteItem(page, NAME), slot(page, place));
  await expect(page.getByLabel('Key figures')).toContainText('if dropped');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Key figures')).not.toContainText('if dropped');
  await expect(rackAt(page, place.label)).toHaveCount(0);
});

test('the same by keyboard alone', async ({ page }) => {
  await openExample(page);
  const before = await keyFigures(page);
  await paletteItem(page, NAME).focus();
  await page.keyboard.press('Enter');
  await expect(said(page).filter({ hasText: NAME }).first()).toBeAttached();
  await page.keyboard.press('f');
  await expect(said(page).filter({ hasText: 'fits' }).first()).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(said(page).filter({ hasText: 'placed at' }).first()).toBeAttached();
  await answered(page);
  expect(await keyFigures(page)).not.toEqual(before);
});

test('the same without dragging', async ({ page }) => {
  await openExample(page);
  const before = await keyFigures(page);
  await page.getByRole('button', { name: `Add ${NAME} to site…`, exact: true }).click();
  await page
    .getByRole('dialog', { name: `Add ${NAME}` })
    .getByRole('button', { name: new RegExp(` ${place.label}$`) })
    .click();
  await expectPlaced(page, before);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a long press picks up, a finger carries, lifting it drops', async ({ page }) => {
    await openExample(page);
    const before = await keyFigures(page);
    const item = paletteItem(page, NAME);
    await item.scrollIntoViewIfNeeded();
    const touch = await page.context().newCDPSession(page);
    const from = await middleOf(item);
    const to = await middleOf(slot(page, place));
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    await expect(
      said(page)
        .filter({ hasText: `${NAME} in hand` })
        .first(),
    ).toBeAttached();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: to.x + 10, y: to.y }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] });
    await expect(said(page).filter({ hasText: 'fits' }).first()).toBeAttached();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expectPlaced(page, before);
  });
});

test('a rack over the limit of its position is refused, with the amount, and nothing changes', async ({ page }) => {
  const refused = refusedPlace(scenario);
  expect(refused.reason).toMatch(/\d/);
  await openExample(page);
  const before = await keyFigures(page);
  await searchPalette(page, systemName(refused.systemId));
  await holdOver(page, paletteItem(page, systemName(refused.systemId)), slot(page, refused));
  await expect(said(page).filter({ hasText: refused.reason }).first()).toBeAttached();
  await page.mouse.up();
  await expect(rackAt(page, refused.label)).toHaveCount(0);
  expect(await keyFigures(page)).toEqual(before);
});

test('undo takes the rack back with its figures, redo puts it there again', async ({ page }) => {
  await openExample(page);
  const before = await keyFigures(page);
  await dragTo(page, paletteItem(page, NAME), slot(page, place));
  await expect(rackAt(page, place.label)).toBeVisible();
  await answered(page);
  const after = await keyFigures(page);
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(rackAt(page, place.label)).toHaveCount(0);
  await answered(page);
  expect(await keyFigures(page)).toEqual(before);
  await page.getByRole('button', { name: /^Redo: / }).click();
  await expect(rackAt(page, place.label)).toBeVisible();
  await answered(page);
  expect(await keyFigures(page)).toEqual(after);
});
