/**
 * Newest wins: one run at a time, and while it is under way only the newest request is kept.
 * Edits come faster than answers; every answer given up in between would be thrown away anyhow.
 */
import { SupersededError } from './planner.ts';

/** What a run may ask about itself. */
export interface Turn {
  /** True once a newer request waits, or this one was aborted: the rest of the run is of no use. */
  readonly outdated: () => boolean;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

export type Latest<Request, Answer> = (request: Request, signal?: AbortSignal) => Promise<Answer>;

/**
 * Wraps `run` so that at most one is under way and at most one waits. A waiting request that is overtaken rejects with
 * SupersededError; the run under way is not stopped, it may ask `turn.outdated()`. An aborted request rejects at once with
 * the reason of its signal.
 */
export const newestWins = <Request, Answer>(
  run: (request: Request, turn: Turn) => Promise<Answer>,
): Latest<Request, Answer> => {
  let busy = false;
  let waiting: Waiting<Request, Answer> | null = null;

  const start = async (turn: Waiting<Request, Answer>): Promise<void> => {
    busy = true;
    const outdated = (): boolean => waiting !== null || turn.signal?.aborted === true;
    try {
      turn.resolve(await run(turn.request, { outdated }));
    } catch (reason) {
      turn.reject(reason);
    }
    busy = false;
    const next = waiting;
    waiting = null;
    if (next) void start(next);
  };

  return (request, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        if (waiting === entry) waiting = null;
        reject(signal?.reason);
      };
      // A signal may outlive many requests: what is settled does not listen any more.
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      const entry: Waiting<Request, Answer> = {
        request,
        signal,
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (reason) => {
          settled();
          reject(reason);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      if (!busy) {
        void start(entry);
        return;
      }
      waiting?.reject(new SupersededError());
      waiting = entry;
    });
};
