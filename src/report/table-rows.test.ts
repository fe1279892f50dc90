/** The table of real evaluations: it repeats the figures of the answer, and says a word where there is none. */
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { newScenario } from '../scenario/defaults.ts';
import { addSite } from '../scenario/edits/add-site.ts';
import { addWorkload } from '../scenario/edits/add-workload.ts';
import { placeRack } from '../scenario/edits/place-rack.ts';
import type { Scenario } from '../scenario/schema.ts';
import { rowText } from './row-text.ts';
import type { TableRow } from './row.ts';
import { tableRows } from './table-rows.ts';

/** One site, one chat workload on Llama 3.1 8B with `sessions` per second, and one node of eight H100. */
const planOf = (sessions: number, racks = 1): Scenario => {
  let plan = addSite(newScenario(defaultCatalogue.version, 'One node'), { regionId: 'de-fra' });
  plan = addWorkload(plan, {
    name: 'Chat',
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    demand: { shape: 'flat', peakSessionsPerSecond: sessions },
  });
  const siteId = plan.sites[0]?.id ?? '';
  return racks === 0 ? plan : placeRack(plan, { systemId: 'hgx-h100-8', siteId, position: 8, count: racks });
};

const answered = (plan: Scenario) => {
  const evaluation = evaluate(plan, defaultCatalogue, defaultCalibration);
  const rows = tableRows(evaluation, plan, defaultCatalogue);
  const value = (group: TableRow['group'], metric: string): TableRow['value'] | undefined =>
    rows.find((row) => row.group === group && row.metric === metric)?.value;
  return { evaluation, rows, value };
};

describe('tableRows', () => {
  it('repeats the figures of the evaluation', () => {
    const { evaluation, rows, value } = answered(planOf(1));
    const [workload] = evaluation.workloads;
    const [pool] = evaluation.deployments;
    expect(workload?.verdict).toBe('stable');
    expect(value('total', 'cost per month')).toBe(evaluation.totals.costPerMonth);
    expect(value('workload', 'TTFT p99')).toBe(workload?.ttft?.p99);
    expect(value('pool', 'SLA capacity')).toBe(pool?.slaCapacity);
    expect(value('rack group', 'decode step at peak')).toBe(pool?.groups[0]?.stepTime);
    expect(value('site', 'peak power at the meter')).toBe(evaluation.sites[0]?.peakMeterPower);
    expect(rows.find((row) => row.group === 'workload')).toMatchObject({
      name: 'Chat',
      value: defaultCatalogue.models['llama-3.1-8b']?.name,
    });
  });

  it('tells a month by what becomes of its requests, and every month of the year', () => {
    const { evaluation, value } = answered(planOf(1e6));
    const { asked, shed } = evaluation.workloads[0]?.requestsPerMonth ?? { asked: 0, shed: 0 };
    expect(value('workload', 'requests per month: asked')).toBe(asked);
    expect(value('workload', 'requests per month: shed')).toBe(shed);
    expect(shed).toBeGreaterThan(0);
    expect(value('workload', 'hours with shed requests')).toBe(24);
    expect(value('site', 'carbon: December')).toBe(evaluation.sites[0]?.carbonByMonth[11]);
    expect(value('pool', 'verdict: January')).toBe('overloaded');
  });

  it('has the lines of the bill, which add up to its parts, and the price of an hour', () => {
    const { evaluation, rows, value } = answered(planOf(1));
    const lines = rows.filter(({ metric }) => metric.startsWith('cost per month, line: '));
    const sum = lines.reduce((total, row) => total + Number(row.value), 0);
    expect(lines).toHaveLength(14);
    expect(sum).toBeCloseTo(evaluation.totals.costPerMonth ?? 0, 6);
    expect(value('rack group', 'cost per accelerator and hour: base')).toBe(
      evaluation.costs[0]?.perAcceleratorHour?.base,
    );
  });

  it('has one row per figure and a text for each', () => {
    const { rows } = answered(planOf(1));
    expect(new Set(rows.map((row) => `${row.group} ${row.name} ${row.metric}`)).size).toBe(rows.length);
    for (const row of rows) expect(rowText(row).value, row.metric).not.toBe('');
  });

  it('gives every number that is computed a trust', () => {
    const { rows } = answered(planOf(1));
    const computed = rows.filter(({ metric }) =>
      /^(TTFT|TPOT|end to end) p|^cost|^SLA capacity|^peak power/.test(metric),
    );
    expect(computed.length).toBeGreaterThan(15);
    expect(computed.filter((row) => row.tier === null)).toEqual([]);
  });

  it('says overloaded instead of a latency', () => {
    const { value } = answered(planOf(1e6));
    expect(value('workload', 'verdict')).toBe('overloaded');
    for (const metric of ['TTFT p99', 'TPOT p50', 'end to end p95'])
      expect(value('workload', metric)).toBe('overloaded');
  });

  it('says a word where nothing is served', () => {
    const { value } = answered(planOf(1, 0));
    expect(typeof value('workload', 'TTFT p99')).toBe('string');
    expect(typeof value('pool', 'SLA capacity')).toBe('string');
  });
});
