/** Times of the built page as a person meets them: until it first answers, and from the drop of a rack to the painted chart. */
import type { Browser, Page } from '@playwright/test';
import { freePlace, systemName } from '../../e2e/pages/places.ts';
import {
  answered,
  dragTo,
  exampleScenario,
  EXAMPLE,
  openExample,
  paletteItem,
  slot,
} from '../../e2e/pages/workspace.ts';
import { quantilesOf, type Quantiles } from './quantiles.ts';

const VISITS = 5;
const DROPS = 24;
/** First drops, in which the browser still compiles what they run; they are made but not counted. */
const WARM_UP = 3;
const SYSTEM = 'gb200-nvl72';

/** Median over fresh browser profiles of navigation until the first answer is painted, milliseconds. */
export const interactiveTime = async (browser: Browser, address: string): Promise<number> => {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await newPage(browser);
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntriesByName('rackwright:painted')) window.paintedAt ??= entry.startTime;
      }).observe({ type: 'mark' });
    });
    await openExample(page, EXAMPLE, address);
    times.push(await page.evaluate(() => window.paintedAt ?? Number.NaN));
    await page.context().close();
  }
  return quantilesOf(times).p50;
};

/** Racks dropped from the palette after a warm-up, each taken back again: from the release of the button to the frame with the new charts. */
export const dropTimes = async (browser: Browser, address: string): Promise<Quantiles> => {
  const page = await newPage(browser);
  await openExample(page, EXAMPLE, address);
  await page.getByRole('region', { name: 'Answers' }).locator('figure').first().waitFor();
  await watchCharts(page);
  const place = freePlace(exampleScenario(), SYSTEM);
  const times: number[] = [];
  for (let drops = 0; drops < WARM_UP + DROPS; drops += 1) {
    await page.evaluate(() => performance.clearMarks());
    await dragTo(page, paletteItem(page, systemName(SYSTEM)), slot(page, place));
    await answered(page);
    times.push(await page.evaluate(dropToChart));
    await page.keyboard.press('Control+z');
    await answered(page);
  }
  await page.context().close();
  return quantilesOf(times.slice(WARM_UP));
};

declare global {
  interface Window {
    paintedAt?: number;
  }
}

const newPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();

/** Marks the release of the mouse, and each frame in which a chart of the dock has changed. */
const watchCharts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.addEventListener(
      'mouseup',
      ({ timeStamp }) => performance.mark('bench:drop', { startTime: timeStamp }),
      true,
    );
    const panel = document.querySelector('[aria-label="Answers"] [role="tabpanel"]');
    if (!panel) throw new Error('no tab panel');
    new MutationObserver(() => {
      requestAnimationFrame(() => setTimeout(() => performance.mark('bench:chart'), 0));
    }).observe(panel, { subtree: true, childList: true, attributes: true, characterData: true });
  });

/** Runs in the page: until the later of the painted answer and the last frame that changed a chart. */
const dropToChart = async (): Promise<number> => {
  // Two frames more, in which a chart that lags behind the answer would still be drawn.
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve, 0));
    });
  }
  const [drop = Number.NaN, painted = Number.NaN, chart = Number.NaN] = [
    'bench:drop',
    'rackwright:painted',
    'bench:chart',
  ].map((name) => performance.getEntriesByName(name).at(-1)?.startTime);
  if (!(chart > drop)) throw new Error('no chart changed after the drop');
  return Math.max(painted, chart) - drop;
};
