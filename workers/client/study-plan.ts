/**
 * What the app asks for a long study, and the rules of asking: one study of a kind at a time, and a newer question ends the one under
 * way instead of waiting for it.
 */
import type { FrontierChunk } from '../../src/search/frontier-types.ts';
import type { FrontierRequest, FrontierStudy } from '../entries/study-frontier.ts';
import { newestWins } from './latest.ts';
import { SupersededError, WorkerLostError } from './planner.ts';

export interface StudyOptions {
  readonly signal?: AbortSignal;
  /** Hears the points found since the call before, with the share of the work done. */
  readonly onChunk?: (chunk: FrontierChunk) => void;
}

export interface StudyPlanner {
  /**
   * The frontier of a deployment on its racks. Rejects with SupersededError when a newer one was asked for, with the reason of
   * `signal` when that was aborted, and with WorkerLostError when the worker stopped or the planner was disposed of.
   */
  frontier(request: FrontierRequest, options?: StudyOptions): Promise<FrontierStudy>;
  dispose(): void;
}

/** Whoever does the work: a worker, or this thread. A study that was cancelled answers null. */
export interface StudyRunner {
  readonly frontier: (
    request: FrontierRequest,
    onChunk: (chunk: FrontierChunk) => void,
  ) => Promise<FrontierStudy | null>;
  readonly cancel: () => void;
  readonly dispose: () => void;
}

interface Asked {
  readonly request: FrontierRequest;
  readonly onChunk: ((chunk: FrontierChunk) => void) | undefined;
}

export const planStudies = (runner: StudyRunner): StudyPlanner => {
  let closed: ((reason: Error) => void) | null = null;
  const disposed = new Promise<never>((_, reject) => {
    closed = reject;
  });
  disposed.catch(() => {});
  const ask = newestWins(async ({ request, onChunk }: Asked, turn): Promise<FrontierStudy> => {
    const study = await Promise.race([
      disposed,
      runner.frontier(request, (chunk) => {
        if (!turn.outdated()) onChunk?.(chunk);
      }),
    ]);
    if (!study || turn.outdated()) throw new SupersededError();
    return study;
  });
  return {
    frontier: (request, { signal, onChunk } = {}) => {
      runner.cancel();
      signal?.addEventListener('abort', runner.cancel, { once: true });
      const answer = ask({ request, onChunk }, signal);
      const heard = (): void => signal?.removeEventListener('abort', runner.cancel);
      answer.then(heard, heard);
      return answer;
    },
    dispose: () => {
      runner.dispose();
      closed?.(new WorkerLostError('The planner is closed.'));
    },
  };
};
