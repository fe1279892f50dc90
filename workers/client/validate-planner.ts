/**
 * Predicts the measured points in a worker of its own, chunk by chunk, and ends the worker afterwards. Cancelling is not asking for
 * the next chunk; a worker that fails ends the run with its reason.
 */
import { wrap } from 'comlink';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import type { ValidateApi, ValidateInput } from '../entries/validate.worker.ts';
import { WorkerLostError } from './planner.ts';

/** Answers within a tenth of a second, so that a cancel is heard at once and the page sees the run move. */
const CHUNK = 12;

export interface ValidationProgress {
  readonly points: readonly PredictedPoint[];
  readonly total: number;
}

/**
 * Predicts every point; `onProgress` hears all that are done after each chunk. Rejects with the reason of `signal` when that was
 * aborted, with WorkerLostError when the worker stopped, and with what a prediction throws.
 */
export const validatePoints = async (
  input: ValidateInput,
  onProgress: (progress: ValidationProgress) => void,
  signal: AbortSignal,
): Promise<void> => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('../entries/validate.worker.ts', import.meta.url), {
    type: 'module',
    name: 'validate',
  });
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new WorkerLostError(event.message || 'the worker could not be loaded')),
    );
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    await Promise.race([ended, askAll(wrap<ValidateApi>(worker), input, onProgress, signal)]);
  } finally {
    worker.terminate();
  }
};

/** What is asked of the worker, each call answered later. */
type Asked = {
  readonly [Call in keyof ValidateApi]: (
    ...args: Parameters<ValidateApi[Call]>
  ) => Promise<Awaited<ReturnType<ValidateApi[Call]>>>;
};

/** The loop over chunks, apart from the worker so that it can be tested without one. */
export const askAll = async (
  remote: Asked,
  input: ValidateInput,
  onProgress: (progress: ValidationProgress) => void,
  signal: AbortSignal,
): Promise<void> => {
  const total = await remote.load(input);
  const points: PredictedPoint[] = [];
  while (points.length < total) {
    signal.throwIfAborted();
    const chunk = await remote.predict(points.length, CHUNK);
    if (chunk.length === 0) throw new Error(`validate: no answer after ${points.length} of ${total} points`);
    signal.throwIfAborted();
    points.push(...chunk);
    onProgress({ points: [...points], total });
  }
};
