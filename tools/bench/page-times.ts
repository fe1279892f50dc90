/** Times of the built page as a person meets them: until it first answers, and from the drop of a rack to the painted chart. */
import type { Browser, Page } from '@playwright/test';
import { drag } from '../../e2e/pages/workspace.ts';
import { quantilesOf, type Quantiles } from './quantiles.ts';

const EXAMPLE = 'frontier-moe-nvl72';
const VISITS = 5;
const DROPS = 24;

/** Median over fresh browser profiles of navigation until the first answer is painted. */
export const interactiveTime = async (browser: Browser, address: string): Promise<number> => {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await openExample(browser, address);
    times.push(
      await page.evaluate(() => performance.getEntriesByName('rackwright:painted')[0]?.startTime ?? Number.NaN),
    );
    await page.context().close();
  }
  return quantilesOf(times).p50;
};

/** Racks dropped from the palette, each taken back again. */
export const dropTimes = async (browser: Browser, address: string): Promise<Quantiles> => {
  const page = await openExample(browser, address);
  await page.evaluate(() => {
    window.addEventListener(
      'pointerup',
      (event) => performance.mark('bench:drop', { startTime: event.timeStamp }),
      true,
    );
  });
  const times: number[] = [];
  for (let drop = 0; drop < DROPS; drop += 1) {
    await page.evaluate(() => performance.clearMarks());
    await drag(page);
    await painted(page);
    times.push(
      await page.evaluate(() => {
        const [released] = performance.getEntriesByName('bench:drop').slice(-1);
        const [paint] = performance.getEntriesByName('rackwright:painted').slice(-1);
        return released && paint ? paint.startTime - released.startTime : Number.NaN;
      }),
    );
    await page.evaluate(() => performance.clearMarks());
    await page.keyboard.press('Control+z');
    await painted(page);
  }
  await page.context().close();
  return quantilesOf(times);
};

const openExample = async (browser: Browser, address: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${address}?example=${EXAMPLE}`);
  await painted(page);
  return page;
};

/** Until the frame with the present answer is on screen. */
const painted = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => performance.getEntriesByName('rackwright:painted').length > 0);
};
