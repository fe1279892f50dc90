/** Classes in order of urgency under one capacity, worked by hand; nothing is lost on the way. Eq. Q2 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { classFlowsOf, type ClassFlows, type DayDemand } from './class-flows.ts';
import { poolInputOf } from './pool-input.ts';
import type { PoolWorkload } from './pool.ts';
import { scenarioOf } from './scenario-under-test.ts';

const hours = (of: (hour: number) => number): number[] => Array.from({ length: 24 }, (_, hour) => of(hour));

const template = ((): PoolWorkload => {
  const scenario = scenarioOf('classes', {
    systemId: 'hgx-h100-8',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    peakSessionsPerSecond: 1,
  });
  const [deployment] = scenario.deployments;
  const [one] =
    (deployment && poolInputOf(scenario, deployment, defaultCatalogue, defaultCalibration, []))?.workloads ?? [];
  if (!one) throw new Error('no workload');
  return one;
})();

/** Asked 8 by the urgent, 6 and 2 by two that come after, in every hour. */
const demandOf = (id: string, priority: number, asked: number, admitted = asked): DayDemand => ({
  one: { ...template, priority, workload: { ...template.workload, id } },
  asked: hours(() => asked),
  admitted: hours(() => admitted),
});
const demands = [demandOf('chat', 0, 6), demandOf('voice', 100, 8), demandOf('agent', 0, 2)];

/** Capacity 10 requests per second inside the targets, 14 until it is saturated. */
const flowsAt = (given: readonly DayDemand[], inside = 1, most = 1.4): ClassFlows =>
  classFlowsOf(given, () => 0.1, { inside: hours(() => inside), most: hours(() => most) });

const parts = ({ flows }: ClassFlows, id: string): number[] => {
  const flow = flows.get(id);
  return [flow?.served[3] ?? NaN, flow?.late[3] ?? NaN, flow?.shed[3] ?? NaN];
};
const expectParts = (answer: ClassFlows, id: string, expected: readonly number[]): void =>
  parts(answer, id).forEach((value, index) => expect(value, `${id} ${index}`).toBeCloseTo(expected[index] ?? NaN, 6));

describe('two classes on a capacity of 10, saturated at 14', () => {
  // Voice takes 8. Chat and agent ask for 8 more: 2 of 10 are left inside the targets, 4 more until 14, 2 go. Each its share: 6/8 and 2/8.
  test('the urgent one is whole; the rest share what is left in proportion', () => {
    const answer = flowsAt(demands);
    expectParts(answer, 'voice', [8, 0, 0]);
    expectParts(answer, 'chat', [1.5, 3, 1.5]);
    expectParts(answer, 'agent', [0.5, 1, 0.5]);
    expect(answer.upTo.get('voice')?.[0]).toBeCloseTo(0.8, 12);
    expect(answer.upTo.get('chat')).toBe(answer.upTo.get('agent'));
    expect(answer.interactive[0]).toBeCloseTo(1.6, 12);
  });

  // Power leaves 6: voice gets 6 of 8, nothing is late since nothing is beyond, and the others get nothing.
  test('less power takes from the last first, and then from the urgent', () => {
    const answer = flowsAt(demands, 0.6, 0.6);
    expectParts(answer, 'voice', [6, 0, 2]);
    expectParts(answer, 'chat', [0, 0, 6]);
  });

  test('where no load meets the targets, all that is served is late', () => {
    const answer = flowsAt(demands, 0, 1.4);
    expectParts(answer, 'voice', [0, 8, 0]);
    expectParts(answer, 'chat', [0, 4.5, 1.5]);
  });

  // 8 asked, quota 5: 3 are turned away at the door, 5 served.
  test('what the quota turns away is shed', () => {
    expectParts(flowsAt([demandOf('voice', 100, 8, 5)]), 'voice', [5, 0, 3]);
  });

  test('a load that fills the capacity to the last is inside it', () => {
    expectParts(flowsAt([demandOf('chat', 0, 10)]), 'chat', [10, 0, 0]);
  });
});

test('served, late and shed are what was asked, and never more than the room of the hour', () => {
  const rate = fc.double({ min: 0, max: 20, noNaN: true });
  const anyDemand = fc.record({ priority: fc.constantFrom(-10, 0, 0, 100), asked: rate, quota: rate });
  fc.assert(
    fc.property(
      fc.array(anyDemand, { maxLength: 5 }),
      fc.double({ min: 0, max: 1.5, noNaN: true }),
      rate,
      (given, inside, more) => {
        const all = given.map(({ priority, asked, quota }, index) =>
          demandOf(`w${index}`, priority, asked, Math.min(asked, quota)),
        );
        const { flows } = flowsAt(all, inside, inside + more / 10);
        const sum = (part: 'served' | 'late'): number =>
          [...flows.values()].reduce((total, flow) => total + (flow[part][0] ?? 0), 0);
        expect(sum('served')).toBeLessThanOrEqual(10 * inside + 1e-6);
        expect(sum('served') + sum('late')).toBeLessThanOrEqual(10 * inside + more + 1e-6);
        for (const { asked, served, late, shed } of flows.values()) {
          expect(Math.min(served[0] ?? 0, late[0] ?? 0, shed[0] ?? 0)).toBeGreaterThanOrEqual(0);
          expect((served[0] ?? 0) + (late[0] ?? 0) + (shed[0] ?? 0)).toBeCloseTo(asked[0] ?? NaN, 9);
        }
      },
    ),
    { seed: 53, numRuns: 200 },
  );
});
