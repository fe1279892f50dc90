/** Lets a test end the workers of a page as the system would: at once, and without an event. */
import type { Page } from '@playwright/test';

/** Call before the page is opened; its workers are then in `window.startedWorkers`. */
export const recordWorkers = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    window.startedWorkers = [];
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        window.startedWorkers.push(this);
      }
    };
  });
};

/** From now on each worker so far ends in the very task in which it is given a call: nothing else can come between. */
export const endOnNextCall = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const worker of window.startedWorkers) {
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message: unknown, options: Transferable[] | StructuredSerializeOptions = []): void => {
        post(message, Array.isArray(options) ? { transfer: options } : options);
        worker.terminate();
      };
    }
  });
