/** A verdict is of the whole year: what is late in one month, or at weekends only, is told though another day is shown. Eq. Q2 */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Workload } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import { scenarioOf } from './scenario-under-test.ts';

const plan = scenarioOf('year', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'near-real-time',
  peakSessionsPerSecond: 10,
});

/** The plan at the load that fills three quarters of what it carries, with a change of its demand. */
const answerTo = (demand: Partial<Workload['demand']>) => {
  const headroom = evaluate(plan, catalogue, defaultCalibration).totals.headroom?.value ?? NaN;
  const peakSessionsPerSecond = 10 * (1 + headroom) * 0.75;
  const workloads = plan.workloads.map((one) => ({
    ...one,
    demand: { ...one.demand, peakSessionsPerSecond, ...demand },
  }));
  return evaluate({ ...plan, workloads }, catalogue, defaultCalibration);
};

const hours = (value: number): number[] => Array.from({ length: 24 }, () => value);

describe('a day that is not shown', () => {
  test('weekends with three times the load of weekdays make the plan overloaded, and the issue names them', () => {
    const { deployments, workloads, totals, issues } = answerTo({ shape: { weekday: hours(1), weekend: hours(3) } });
    expect(deployments[0]?.verdict).toBe('overloaded');
    expect(workloads[0]?.slaMet).toBe(false);
    expect(totals.workloadsMet).toBe(0);
    expect(totals.headroom?.value).toBeLessThan(-0.5);
    expect(issues.find(({ code }) => code === 'overloaded')?.facts).toMatchObject({ weekend: 1, hours: 24 });
  });

  test('the same days all week are stable', () => {
    const { deployments, workloads } = answerTo({ shape: { weekday: hours(1), weekend: hours(1) } });
    expect(deployments[0]?.verdict).toBe('stable');
    expect(workloads[0]?.slaMet).toBe(true);
  });
});
