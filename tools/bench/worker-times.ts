/** Times inside the worker, in a real browser: first evaluation, edits, and edits that need a search. */
import type { Page } from '@playwright/test';
import { quantilesOf, type Quantiles } from './quantiles.ts';

export interface WorkerTimes {
  readonly evaluate_cold_ms: Quantiles;
  readonly evaluate_edit_ms: Quantiles;
  readonly research_ms: Quantiles;
}

const COLD_STARTS = 5;
const WARM_UP = 20;
const EDITS = 120;
const SEARCHES = 24;

/** `page` shows the page of planners. */
export const workerTimes = async (page: Page): Promise<WorkerTimes> => ({
  evaluate_cold_ms: quantilesOf(await coldTimes(page)),
  evaluate_edit_ms: quantilesOf(await editTimes(page)),
  research_ms: quantilesOf(await searchTimes(page)),
});

/** A new worker each time: empty memo, code not yet compiled, layouts searched. */
const coldTimes = (page: Page): Promise<number[]> =>
  page.evaluate(async (starts) => {
    const scenario = window.harness.large();
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const link = window.harness.link();
      times.push((await link.call({ scenario, layouts: 'search' })).computedInMs);
      link.terminate();
    }
    return times;
  }, COLD_STARTS);

/** The answer shown at once after an edit. Where it is provisional the search follows, as in the page, outside the time. */
const editTimes = (page: Page): Promise<number[]> =>
  page.evaluate(
    async ({ warmUp, edits }) => {
      const link = window.harness.link();
      const start = window.harness.large();
      await link.call({ scenario: start, layouts: 'search' });
      const times: number[] = [];
      for (const scenario of window.harness.mixedEdits(start, warmUp + edits)) {
        const { evaluation, computedInMs } = await link.call({ scenario, layouts: 'reuse' });
        times.push(computedInMs);
        if (evaluation.provisional) await link.call({ scenario, layouts: 'search' });
      }
      link.terminate();
      return times.slice(warmUp);
    },
    { warmUp: WARM_UP, edits: EDITS },
  );

/** From asking to the searched answer, both steps and the way there and back included. */
const searchTimes = (page: Page): Promise<number[]> =>
  page.evaluate(async (searches) => {
    const planner = window.harness.worker();
    const start = window.harness.large();
    await planner.evaluate(start);
    const times: number[] = [];
    for (const scenario of window.harness.searchEdits(start, searches)) {
      const asked = performance.now();
      await planner.evaluate(scenario);
      times.push(performance.now() - asked);
    }
    planner.dispose();
    return times;
  }, SEARCHES);
