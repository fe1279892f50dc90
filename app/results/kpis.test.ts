import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import { kpisOf, type Kpi } from './kpis.ts';

/** Key figures of the ERP example at a multiple of its demand, by id. */
const kpisAt = (factor: number): ReadonlyMap<string, Kpi> => {
  const read = readScenarioText(
    readFileSync(new URL('../../public/examples/erp-assistant.json', import.meta.url), 'utf8'),
  );
  if (!read.ok) throw new Error(read.error.reason);
  const workloads = read.value.workloads.map((workload) => ({
    ...workload,
    demand: { ...workload.demand, peakSessionsPerSecond: workload.demand.peakSessionsPerSecond * factor },
  }));
  const evaluation = evaluate({ ...read.value, workloads }, defaultCatalogue, defaultCalibration);
  return new Map(kpisOf(evaluation).map((kpi) => [kpi.id, kpi]));
};

describe('the key figures', () => {
  it('give a figure and its trust while every pool keeps up', () => {
    const kpis = kpisAt(1);
    for (const id of ['month', 'mtok', 'ttft', 'carbon', 'headroom']) {
      expect(kpis.get(id)?.value, id).toBeTypeOf('number');
      expect(kpis.get(id)?.broken, id).toBe(false);
    }
  });

  it('price no token while a part of the demand is not served', () => {
    const kpis = kpisAt(4);
    for (const id of ['mtok', 'ttft', 'carbon']) {
      expect(kpis.get(id), id).toMatchObject({ value: null, parts: null, absent: 'overloaded', broken: true });
    }
    expect(kpis.get('month')?.value).toBeGreaterThan(0);
    expect(kpis.get('headroom')).toMatchObject({ parts: { value: 'none' }, broken: true });
    expect(kpis.get('headroom')?.about).toMatch(/^load ×\d/);
  });
});
