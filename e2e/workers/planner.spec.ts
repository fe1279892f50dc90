/** The planner of the page in a real browser: same answers as without a worker, newest wins, cancel, and survival. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ROOT } from '../../tools/architecture/tree.ts';
import { endOnNextCall } from '../pages/record-workers.ts';
import { test } from '../pages/test.ts';

const EXAMPLES = join(ROOT, 'public', 'examples');
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));

test('there are examples to compare', () => {
  expect(examples.length).toBeGreaterThanOrEqual(2);
});

for (const name of examples) {
  test(`worker and direct planner give the same answer: ${name}`, async ({ planners }) => {
    const json: unknown = JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8'));
    const [direct, worker] = await planners.evaluate(async (given) => {
      const scenario = window.harness.scenario(given);
      const planner = window.harness.worker();
      return [await window.harness.direct().evaluate(scenario), await planner.evaluate(scenario)] as const;
    }, json);
    expect(direct.deployments.length).toBeGreaterThan(0);
    expect(worker).toStrictEqual(direct);
  });
}

test('of many requests the first and the newest are answered, the others give way', async ({ planners }) => {
  const outcomes = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    const large = window.harness.large();
    const asked = window.harness.mixedEdits(large, 6).map((scenario) => planner.evaluate(scenario));
    const settled = await Promise.allSettled(asked);
    return settled.map((one) =>
      one.status === 'fulfilled'
        ? 'answered'
        : window.harness.isSuperseded(one.reason)
          ? 'superseded'
          : String(one.reason),
    );
  });
  expect(outcomes.slice(1, -1)).toEqual(['superseded', 'superseded', 'superseded', 'superseded']);
  expect(outcomes.at(-1)).toBe('answered');
});

test('the newest answer is that of its own scenario', async ({ planners }) => {
  const [worker, direct] = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    const edits = window.harness.mixedEdits(window.harness.large(), 4);
    const asked = edits.map((scenario) => planner.evaluate(scenario));
    await Promise.allSettled(asked);
    const last = edits.at(-1);
    if (!last) throw new Error('no edits');
    return [await asked.at(-1), await window.harness.direct().evaluate(last)] as const;
  });
  expect(worker).toStrictEqual(direct);
});

test('an aborted request rejects with its reason, and the next one is answered', async ({ planners }) => {
  const [reason, racks] = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    const large = window.harness.large();
    const cancel = new AbortController();
    const cancelled = planner.evaluate(large, cancel.signal).then(
      () => 'answered',
      (why: unknown) => String(why),
    );
    cancel.abort(new Error('not needed any more'));
    return [await cancelled, (await planner.evaluate(large)).racks.length] as const;
  });
  expect(reason).toBe('Error: not needed any more');
  expect(racks).toBe(600);
});

test('a worker that ends in the middle of a run costs one recalculation', async ({ planners }) => {
  const before = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    Object.assign(window, { planner });
    return (await planner.evaluate(window.harness.large())).totals;
  });
  await endOnNextCall(planners);
  const [after, workers] = await planners.evaluate(async () => {
    const { planner } = window;
    if (!planner) throw new Error('no planner');
    return [(await planner.evaluate(window.harness.large())).totals, window.startedWorkers.length] as const;
  });
  expect(after).toStrictEqual(before);
  expect(workers).toBe(2);
});

test('when the second worker ends too, the call is refused with the reason', async ({ planners }) => {
  const outcome = await planners.evaluate(async () => {
    // Every worker started from now on ends in the task in which it gets its first message.
    const Started = window.Worker;
    window.Worker = class extends Started {
      override postMessage(message: unknown, options: Transferable[] | StructuredSerializeOptions = []): void {
        super.postMessage(message, Array.isArray(options) ? { transfer: options } : options);
        this.terminate();
      }
    };
    const planner = window.harness.worker({ size: 1, pingEveryMs: 100, answerWithinMs: 500 });
    try {
      await planner.evaluate(window.harness.large());
      return 'answered';
    } catch (reason) {
      return window.harness.isLost(reason) ? String(reason) : `another error: ${String(reason)}`;
    }
  });
  expect(outcome).toContain('stopped twice');
});

test('disposing of the planner leaves no promise open', async ({ planners }) => {
  const outcomes = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    const large = window.harness.large();
    const asked = [planner.evaluate(large), planner.evaluate(large), planner.preview(large)];
    planner.dispose();
    const settled = await Promise.allSettled(asked);
    return settled.map((one) => one.status);
  });
  expect(outcomes).toEqual(['rejected', 'rejected', 'rejected']);
});

test('previews are answered beside evaluations', async ({ planners }) => {
  const [evaluated, previewed] = await planners.evaluate(async () => {
    const planner = window.harness.worker();
    const large = window.harness.large();
    const [edited] = window.harness.mixedEdits(large, 1);
    if (!edited) throw new Error('no edit');
    const [now, ifDropped] = await Promise.all([planner.evaluate(large), planner.preview(edited)]);
    return [now.racks.length, ifDropped.racks.length] as const;
  });
  expect(evaluated).toBe(600);
  expect(previewed).toBe(599);
});
