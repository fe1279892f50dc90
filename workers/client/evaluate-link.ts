/**
 * One evaluate worker over Comlink, with the means to notice its end: the `error` event, and a Web Lock that it holds.
 * Browsers raise no event when a worker ends otherwise, but they release its locks.
 */
import { wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { EvaluateApi } from '../entries/evaluate.worker.ts';
import type { LayoutMode } from './planner.ts';
import type { WorkerLink } from './pool.ts';

export interface EvaluateCall {
  readonly scenario: Scenario;
  readonly layouts: LayoutMode;
}

export type EvaluateAnswer = ReturnType<EvaluateApi['evaluate']>;

/** Starts a worker and hands it catalogue and calibration. */
export const openEvaluateLink = (catalogue: Catalogue, calibration: Calibration): WorkerLink<EvaluateCall, EvaluateAnswer> => {
  const worker = new Worker(new URL('../entries/evaluate.worker.ts', import.meta.url), { type: 'module', name: 'evaluate' });
  const remote = wrap<EvaluateApi>(worker);
  const gone = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => resolve(event.message || 'the worker could not be loaded'));
    worker.addEventListener('messageerror', () => resolve('an answer could not be read'));
    remote.init(catalogue, calibration).catch((reason: unknown) => resolve(String(reason)));
    void lockReleased(remote.holdLock).then(() => resolve('the worker was ended'));
  });
  return {
    call: ({ scenario, layouts }) => remote.evaluate(scenario, layouts),
    ping: () => remote.ping(),
    gone,
    terminate: () => worker.terminate(),
  };
};

/** Settles once the holder of a fresh lock is gone; never where the browser has no locks (a page not served securely). */
const lockReleased = async (hold: (name: string) => Promise<void>): Promise<void> => {
  if (!('locks' in navigator)) return new Promise(() => {});
  const name = `rackwright-worker-${crypto.randomUUID()}`;
  await hold(name);
  await navigator.locks.request(name, () => {});
};
