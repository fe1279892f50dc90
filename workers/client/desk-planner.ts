/**
 * Asks for ladders and claims, row by row, of a worker of their own: the answer to the plan and its memo are not disturbed. Cancelling is
 * not asking for the next row; a worker that fails is replaced with the next question.
 */
import { wrap } from 'comlink';
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { LadderQuestion, LadderRow } from '../../src/evaluate/ladder.ts';
import type { ClaimAnswer, ClaimId } from '../../src/validation/claims/claim.ts';
import type { DeskApi } from '../entries/study-desk.ts';
import { WorkerLostError } from './planner.ts';

export interface DeskPlanner {
  /** Rows of the ladder as they come, with how many there will be. Rejects with the reason of `signal` when that was aborted. */
  ladder(
    question: LadderQuestion,
    onRow: (row: LadderRow, index: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Answers of the claims in the order given. Rejects like `ladder`. */
  claims(ids: readonly ClaimId[], onAnswer: (answer: ClaimAnswer) => void, signal: AbortSignal): Promise<void>;
  dispose(): void;
}

/** What is asked of the worker, each call answered later. */
export type AskedDesk = {
  readonly [Call in keyof DeskApi]: (...args: Parameters<DeskApi[Call]>) => Promise<Awaited<ReturnType<DeskApi[Call]>>>;
};

interface Hired {
  readonly desk: AskedDesk;
  readonly ended: Promise<never>;
  readonly terminate: () => void;
}

/** One run at a time: a run waits until the row under way of the run before has come. */
export const createDeskPlanner = (catalogue: Catalogue, calibration: Calibration): DeskPlanner => {
  let hired: Hired | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const run = async (signal: AbortSignal, ask: (desk: AskedDesk) => Promise<void>): Promise<void> => {
    const mine = before.then(async () => {
      signal.throwIfAborted();
      hired ??= hire(catalogue, calibration);
      try {
        await Promise.race([hired.ended, ask(hired.desk)]);
      } catch (reason) {
        if (reason instanceof WorkerLostError) {
          hired.terminate();
          hired = null;
        }
        throw reason;
      }
    });
    before = mine.catch(() => {});
    return mine;
  };
  return {
    ladder: (question, onRow, signal) => run(signal, (desk) => askRows(desk, question, onRow, signal)),
    claims: (ids, onAnswer, signal) => run(signal, (desk) => askClaims(desk, ids, onAnswer, signal)),
    dispose: () => {
      hired?.terminate();
      hired = null;
    },
  };
};

/** The loop over rows, apart from the worker so that it can be tested without one. */
export const askRows = async (
  desk: Pick<AskedDesk, 'beginLadder' | 'nextRow'>,
  question: LadderQuestion,
  onRow: (row: LadderRow, index: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const total = await desk.beginLadder(question);
  for (let index = 0; index < total; index++) {
    signal.throwIfAborted();
    const row = await desk.nextRow();
    signal.throwIfAborted();
    if (row === null) throw new Error(`ladder: ended after ${index} of ${total} rows`);
    onRow(row, index, total);
  }
};

const askClaims = async (
  desk: Pick<AskedDesk, 'claim'>,
  ids: readonly ClaimId[],
  onAnswer: (answer: ClaimAnswer) => void,
  signal: AbortSignal,
): Promise<void> => {
  for (const id of ids) {
    signal.throwIfAborted();
    const answer = await desk.claim(id);
    signal.throwIfAborted();
    onAnswer(answer);
  }
};

const hire = (catalogue: Catalogue, calibration: Calibration): Hired => {
  const worker = new Worker(new URL('../entries/desk.worker.ts', import.meta.url), { type: 'module', name: 'desk' });
  const remote = wrap<DeskApi>(worker);
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new WorkerLostError(event.message || 'the worker could not be loaded')),
    );
    worker.addEventListener('messageerror', () => reject(new WorkerLostError('an answer could not be read')));
  });
  // Heard by whoever waits for an answer; between two questions nobody does.
  ended.catch(() => {});
  const ready = remote.init(catalogue, calibration);
  return {
    desk: {
      init: (...given) => remote.init(...given),
      beginLadder: async (question) => {
        await ready;
        return remote.beginLadder(question);
      },
      nextRow: () => remote.nextRow(),
      claim: async (id) => {
        await ready;
        return remote.claim(id);
      },
    },
    ended,
    terminate: () => worker.terminate(),
  };
};
