/** The workspace as tests and bench handle it: open a plan, wait for its answer, read the figures, find racks and places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { ROOT } from '../../tools/architecture/tree.ts';

/** The example most journeys start from. */
export const EXAMPLE = 'frontier-moe-nvl72';

/** The scenario of an example; throws when it is not valid. */
export const exampleScenario = (id = EXAMPLE): Scenario => {
  const read = readScenarioText(readFileSync(join(ROOT, 'public', 'examples', `${id}.json`), 'utf8'));
  if (!read.ok) throw new Error(`${id}: ${read.error.place} ${read.error.reason}`);
  return read.value;
};

/** Opens an example by its address and waits for its answer. `base` is only needed outside Playwright's own runner. */
export const openExample = async (page: Page, id = EXAMPLE, base = './'): Promise<void> => {
  await page.goto(`${base}?example=${id}`);
  await answered(page);
};

/** Until the final answer to the newest edit is on screen. */
export const answered = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const [edit, painted] = ['rackwright:edit', 'rackwright:painted'].map((name) => {
      const mark = performance.getEntriesByName(name).at(-1);
      return mark instanceof PerformanceMark ? mark.detail : null;
    });
    return edit && painted && painted.revision === edit.revision && !painted.provisional;
  });
};

/** Key figures with units, trust and source, as shown. */
export const keyFigures = (page: Page): Promise<string[]> =>
  page
    .getByLabel('Key figures')
    .locator('xpath=./*')
    .evaluateAll((cells) => cells.map((cell) => `${cell.getAttribute('title')} | ${cell.textContent}`));

/** The entry of a system in the palette, which may show a shorter name; its way to add without dragging has the whole one. */
export const paletteItem = (page: Page, name: string): Locator =>
  page
    .getByRole('complementary', { name: 'Palette' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `Add ${name} to site…`, exact: true }) })
    .getByRole('button')
    .first();

/** Types into the search of the palette, which looks beyond the short list. */
export const searchPalette = (page: Page, text: string): Promise<void> =>
  page.getByRole('complementary', { name: 'Palette' }).getByRole('searchbox').fill(text);

/** A rack that stands, by the label of its position. */
export const rackAt = (page: Page, label: string): Locator =>
  page.getByRole('main').getByRole('button', { name: new RegExp(`^${escaped(label)}, `) });

/** The position itself, free or taken. */
export const slot = (page: Page, place: { readonly siteId: string; readonly position: number }): Locator =>
  page.locator(`[data-drop="${place.siteId}/${place.position}"]`);

/** What a screen reader is told. */
export const said = (page: Page): Locator => page.getByRole('status');

/** Drags with the mouse from the middle of one element to the middle of another, and lets go. */
export const dragTo = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  await holdOver(page, from, to);
  await page.mouse.up();
};

/** The same without letting go. */
export const holdOver = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  await from.scrollIntoViewIfNeeded();
  await to.scrollIntoViewIfNeeded();
  await from.hover();
  await page.mouse.down();
  const { x, y } = await middleOf(to);
  // Two moves: the first one picks up.
  await page.mouse.move(x + 12, y + 12, { steps: 4 });
  await page.mouse.move(x, y, { steps: 2 });
};

/** Centre of an element in the window. Throws when it is not drawn. */
export const middleOf = async (element: Locator): Promise<{ x: number; y: number }> => {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${String(element)} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

const escaped = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
