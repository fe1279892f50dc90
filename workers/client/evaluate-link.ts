/**
 * One evaluate worker over Comlink, with the means to notice its end: the `error` event, and a Web Lock that it holds.
 * Browsers raise no event when a worker ends otherwise, but they release its locks.
 */
import { wrap, type Remote } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { EvaluateApi } from '../entries/evaluate.worker.ts';
import type { LayoutMode } from './planner.ts';
import type { WorkerLink } from './pool.ts';

export interface EvaluateCall {
  readonly scenario: Scenario;
  readonly layouts: LayoutMode;
  readonly schedule?: Schedule | undefined;
}

export type EvaluateAnswer = Awaited<ReturnType<EvaluateApi['evaluate']>>;

/** Starts a worker and hands it catalogue and calibration; calls wait until its end can be noticed. */
export const openEvaluateLink = (
  catalogue: Catalogue,
  calibration: Calibration,
): WorkerLink<EvaluateCall, EvaluateAnswer> => {
  const worker = new Worker(new URL('../entries/evaluate.worker.ts', import.meta.url), {
    type: 'module',
    name: 'evaluate',
  });
  const remote = wrap<EvaluateApi>(worker);
  const watched = remote.init(catalogue, calibration).then(() => watchEnd(remote));
  const gone = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => resolve(event.message || 'the worker could not be loaded'));
    worker.addEventListener('messageerror', () => resolve('an answer could not be read'));
    watched
      .then(({ ended }) => ended)
      .then(
        () => resolve('the worker was ended'),
        (reason: unknown) => resolve(String(reason)),
      );
  });
  return {
    call: async ({ scenario, layouts, schedule }) => {
      await watched;
      return remote.evaluate(scenario, layouts, schedule);
    },
    ping: async () => {
      await watched;
      await remote.ping();
    },
    gone,
    terminate: () => worker.terminate(),
  };
};

/** Has the worker hold a lock of its own; the page is given it when the worker ends, by whatever way. */
const watchEnd = async (remote: Remote<EvaluateApi>): Promise<{ readonly ended: Promise<unknown> }> => {
  // A page not served securely has no locks; there the time limit of a call has to do.
  if (!('locks' in navigator)) return { ended: new Promise(() => {}) };
  const name = `rackwright-worker-${crypto.randomUUID()}`;
  await remote.holdLock(name);
  return { ended: navigator.locks.request(name, () => {}) };
};
