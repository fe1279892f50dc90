/** The pool with workers that answer, stay silent, die or lose calls on command, on a fake clock. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerLostError } from './planner.ts';
import { WorkerPool, type WorkerLink } from './pool.ts';

const OPTIONS = { size: 1, pingEveryMs: 100, answerWithinMs: 1_000 };

interface FakeWorker {
  readonly link: WorkerLink<string, string>;
  readonly calls: { readonly call: string; answer: (value: string) => void; throws: (reason: Error) => void }[];
  readonly terminated: () => boolean;
  pong: boolean;
  die: (reason: string) => void;
}

const fakeWorker = (): FakeWorker => {
  const calls: FakeWorker['calls'] = [];
  let terminated = false;
  let die: FakeWorker['die'] = () => {};
  const gone = new Promise<string>((resolve) => {
    die = resolve;
  });
  const worker: FakeWorker = {
    calls,
    terminated: () => terminated,
    pong: false,
    die,
    link: {
      call: (call) => new Promise((answer, throws) => calls.push({ call, answer, throws })),
      ping: () => (worker.pong ? Promise.resolve() : new Promise(() => {})),
      gone,
      terminate: () => {
        terminated = true;
      },
    },
  };
  return worker;
};

const staffed = (size = 1) => {
  const workers: FakeWorker[] = [];
  const pool = new WorkerPool<string, string>(
    () => {
      const worker = fakeWorker();
      workers.push(worker);
      return worker.link;
    },
    { ...OPTIONS, size },
  );
  const worker = (index: number): FakeWorker => {
    const one = workers[index];
    if (!one) throw new Error(`worker ${index} was not hired`);
    return one;
  };
  const call = (index: number, which = 0) => {
    const one = worker(index).calls[which];
    if (!one) throw new Error(`worker ${index} has no call ${which}`);
    return one;
  };
  return { pool, workers, worker, call };
};

/** Lets settled promises reach those who wait for them. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('WorkerPool', () => {
  it('makes one call at a time, the lower rank first', async () => {
    const { pool, worker, call } = staffed();
    const a = pool.run('a');
    const preview = pool.run('preview', 1);
    const b = pool.run('b');
    call(0).answer('A');
    expect(await a).toBe('A');
    await settle();
    expect(worker(0).calls.map((made) => made.call)).toEqual(['a', 'b']);
    call(0, 1).answer('B');
    expect(await b).toBe('B');
    await settle();
    call(0, 2).answer('P');
    expect(await preview).toBe('P');
  });

  it('uses as many workers as it has, and hires them when needed', async () => {
    const { pool, workers, call } = staffed(2);
    expect(workers).toHaveLength(1);
    const a = pool.run('a');
    const b = pool.run('b');
    expect(workers).toHaveLength(2);
    call(1).answer('B');
    call(0).answer('A');
    expect(await Promise.all([a, b])).toEqual(['A', 'B']);
  });

  it('passes on what a call throws, without a second attempt', async () => {
    const { pool, workers, call } = staffed();
    const a = pool.run('a');
    call(0).throws(new Error('quantity: NaN'));
    await expect(a).rejects.toThrow('quantity: NaN');
    expect(workers).toHaveLength(1);
  });

  it('makes the call once more on a new worker when the first one dies', async () => {
    const { pool, worker, call } = staffed();
    const a = pool.run('a');
    worker(0).die('out of memory');
    await settle();
    expect(worker(0).terminated()).toBe(true);
    expect(call(1).call).toBe('a');
    call(1).answer('A');
    expect(await a).toBe('A');
  });

  it('rejects with the reason when the second worker dies too, and serves the next call', async () => {
    const { pool, worker, call } = staffed();
    const a = pool.run('a');
    const failure = a.catch((reason: unknown) => reason);
    worker(0).die('out of memory');
    await settle();
    worker(1).die('out of memory');
    expect(await failure).toBeInstanceOf(WorkerLostError);
    expect(String(await failure)).toContain('stopped twice on this plan (out of memory)');
    const b = pool.run('b');
    await settle();
    call(2).answer('B');
    expect(await b).toBe('B');
  });

  it('notices a lost call by a pong that comes before the answer', async () => {
    const { pool, worker, call } = staffed();
    const a = pool.run('a');
    worker(0).pong = true;
    await vi.advanceTimersByTimeAsync(OPTIONS.pingEveryMs);
    call(1).answer('A');
    expect(await a).toBe('A');
  });

  it('waits for a busy worker up to the limit, then replaces it', async () => {
    const { pool, workers, call } = staffed();
    const a = pool.run('a');
    await vi.advanceTimersByTimeAsync(OPTIONS.answerWithinMs - 1);
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    call(1).answer('A');
    expect(await a).toBe('A');
  });

  it('replaces a worker that died while it had nothing to do', async () => {
    const { pool, worker, call } = staffed();
    worker(0).die('ended');
    await settle();
    const a = pool.run('a');
    await settle();
    call(1).answer('A');
    expect(await a).toBe('A');
  });

  it('leaves no promise open when it is disposed of', async () => {
    const { pool, worker } = staffed();
    const running = pool.run('a');
    const queued = pool.run('b');
    pool.dispose();
    await expect(running).rejects.toBeInstanceOf(WorkerLostError);
    await expect(queued).rejects.toBeInstanceOf(WorkerLostError);
    await expect(pool.run('c')).rejects.toBeInstanceOf(WorkerLostError);
    expect(worker(0).terminated()).toBe(true);
  });
});
