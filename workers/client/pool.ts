/**
 * Runs calls on workers and outlives them: a worker that dies, loses a call or does not answer is replaced,
 * its call is made once more, and after that rejected. No promise of the pool stays pending for ever.
 */
import { WorkerLostError } from './planner.ts';

/** One worker as the pool sees it. */
export interface WorkerLink<Call, Answer> {
  call(call: Call): Promise<Answer>;
  /** Answered in the order of calls: a pong before an answer means that the call was lost. */
  ping(): Promise<unknown>;
  /** Settles with the reason once the worker is gone. */
  readonly gone: Promise<string>;
  terminate(): void;
}

export interface PoolOptions {
  readonly size: number;
  /** Time between two pings while a call is under way. */
  readonly pingEveryMs: number;
  /** Longest wait for one answer. */
  readonly answerWithinMs: number;
}

export const DEFAULT_POOL: PoolOptions = { size: 1, pingEveryMs: 500, answerWithinMs: 30_000 };

interface Job<Call, Answer> {
  readonly call: Call;
  /** Lower goes first; equal ones in the order of arrival. */
  readonly rank: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
  losses: number;
}

interface Seat<Call, Answer> {
  link: WorkerLink<Call, Answer> | null;
  job: Job<Call, Answer> | null;
}

/** How one attempt ended: with the answer or an error of the call itself, or with the loss of the worker. */
type Outcome<Answer> = { readonly answer: Answer } | { readonly thrown: unknown } | { readonly lost: string };

export class WorkerPool<Call, Answer> {
  readonly #hire: () => WorkerLink<Call, Answer>;
  readonly #options: PoolOptions;
  readonly #seats: Seat<Call, Answer>[];
  #queue: Job<Call, Answer>[] = [];
  #disposed = false;

  /** `hire` starts a worker; the first one is started at once, the others when they are needed. */
  constructor(hire: () => WorkerLink<Call, Answer>, options: PoolOptions = DEFAULT_POOL) {
    this.#hire = hire;
    this.#options = options;
    this.#seats = Array.from({ length: options.size }, (_, index) => ({
      link: index === 0 ? hire() : null,
      job: null,
    }));
  }

  /** Runs one call. Rejects with what the call throws, or with WorkerLostError after two workers were lost on it. */
  run(call: Call, rank = 0): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        reject(new WorkerLostError('The planner is closed.'));
        return;
      }
      this.#enqueue({ call, rank, resolve, reject, losses: 0 });
    });
  }

  /** Ends every worker and rejects every call. */
  dispose(): void {
    this.#disposed = true;
    const reason = new WorkerLostError('The planner is closed.');
    for (const seat of this.#seats) {
      seat.job?.reject(reason);
      seat.link?.terminate();
      seat.link = null;
    }
    for (const job of this.#queue) job.reject(reason);
    this.#queue = [];
  }

  #enqueue(job: Job<Call, Answer>): void {
    const behind = this.#queue.findIndex((other) => other.rank > job.rank);
    this.#queue.splice(behind < 0 ? this.#queue.length : behind, 0, job);
    this.#assign();
  }

  #assign(): void {
    for (const seat of this.#seats) {
      if (seat.job || this.#disposed) continue;
      const job = this.#queue.shift();
      if (!job) return;
      void this.#work(seat, job);
    }
  }

  async #work(seat: Seat<Call, Answer>, job: Job<Call, Answer>): Promise<void> {
    seat.job = job;
    const link = (seat.link ??= this.#hire());
    const outcome = await attempt(link, job.call, this.#options);
    seat.job = null;
    if (this.#disposed) return;
    if ('answer' in outcome) job.resolve(outcome.answer);
    else if ('thrown' in outcome) job.reject(outcome.thrown);
    else {
      link.terminate();
      seat.link = null;
      job.losses += 1;
      if (job.losses < 2) this.#queue.unshift(job);
      else job.reject(new WorkerLostError(`The planner stopped twice on this plan (${outcome.lost}).`));
    }
    this.#assign();
  }
}

/** One call on one worker. Always settles: with the answer, or within the limit with the way the worker was lost. */
const attempt = <Call, Answer>(
  link: WorkerLink<Call, Answer>,
  call: Call,
  options: PoolOptions,
): Promise<Outcome<Answer>> =>
  new Promise((resolve) => {
    const limit = setTimeout(
      () => settle({ lost: `no answer in ${options.answerWithinMs / 1_000} s` }),
      options.answerWithinMs,
    );
    const heartbeat = setInterval(() => {
      link.ping().then(
        () => settle({ lost: 'the call was dropped' }),
        () => settle({ lost: 'the worker does not respond' }),
      );
    }, options.pingEveryMs);
    const settle = (outcome: Outcome<Answer>): void => {
      clearTimeout(limit);
      clearInterval(heartbeat);
      resolve(outcome);
    };
    void link.gone.then((reason) => settle({ lost: reason }));
    link.call(call).then(
      (answer) => settle({ answer }),
      (thrown: unknown) => settle({ thrown }),
    );
  });
