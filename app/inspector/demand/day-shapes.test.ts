/** Days and years in words and in sessions. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { scenarioSchema, type Workload } from '../../../src/scenario/schema.ts';
import { tariffSummary } from '../energy/tariff-fold.tsx';
import { sessionsByHour, shapeName, zoneName } from './day-shapes.ts';
import { monthsSummary } from './months-fold.tsx';

const demand = (given: object): Workload['demand'] => {
  const [workload] = scenarioSchema.parse({
    version: 1,
    catalogueVersion: 'test',
    name: 'test',
    sites: [],
    rackGroups: [],
    workloads: [
      {
        id: 'w1',
        name: 'chat',
        modelId: 'qwen3-32b',
        workflowId: 'chat',
        slaClassId: 'near-real-time',
        demand: { peakSessionsPerSecond: 8, ...given },
      },
    ],
    deployments: [],
  }).workloads;
  if (!workload) throw new Error('no workload');
  return workload.demand;
};

describe('a day', () => {
  test('a shape of the catalogue: its busiest weekday hour is the peak, weekends keep their ratio', () => {
    const listed = defaultCatalogue.diurnalShapes['azure-2024-conv'];
    const sessions = sessionsByHour(demand({ shape: 'azure-2024-conv' }));
    expect(Math.max(...(sessions?.weekday ?? []))).toBeCloseTo(8, 9);
    const ratio = (values: readonly number[] = []): number => values.reduce((sum, value) => sum + value, 0);
    expect(ratio(sessions?.weekend) / ratio(sessions?.weekday)).toBeCloseTo(listed?.weekendOverWeekday ?? 0, 4);
  });

  test('a shape of its own: both days in the unit of the weekday', () => {
    const weekday = Array.from({ length: 24 }, (_, hour) => (hour === 12 ? 2 : 1));
    const weekend = weekday.map(() => 3);
    const sessions = sessionsByHour(demand({ shape: { weekday, weekend } }));
    expect([sessions?.weekday[12], sessions?.weekday[0], sessions?.weekend[5]]).toEqual([8, 4, 12]);
  });

  test('there is none where the shape is unknown or empty', () => {
    const nothing = Array.from({ length: 24 }, () => 0);
    expect(sessionsByHour(demand({ shape: 'nobody-knows' }))).toBeNull();
    expect(sessionsByHour(demand({ shape: { weekday: nothing, weekend: nothing } }))).toBeNull();
  });
});

describe('words', () => {
  test('zones', () => {
    expect([0, 1, -8, 5.5, -3.5].map(zoneName)).toEqual(['UTC', 'UTC+1', 'UTC−8', 'UTC+5:30', 'UTC−3:30']);
  });

  test('shapes are named as they were published, until then by their id', () => {
    expect(shapeName('azure-2024-code', null)).toBe('Azure 2024 code');
    const source = { source: 'a trace', confidence: 'estimate', unit: 'text' } as const;
    const table = { 'diurnalShapes.azure-2024-code': { ...source, value: 'Azure code completion 2024 (1 week)' } };
    expect(shapeName('azure-2024-code', table)).toBe('Azure code completion 2024, one week');
    expect(shapeName('flat', null)).toBe('Flat: batch, bulk jobs');
  });

  test('a year and a tariff in one line', () => {
    expect(monthsSummary(undefined)).toBe('every month alike');
    expect(monthsSummary([1, 1, 1, 1, 1, 1, 0.6, 1, 1, 1, 1.8, 1])).toBe('Jul 60\u00a0%, Nov 180\u00a0%');
    expect(tariffSummary(undefined)).toBe('one price all day');
    expect(tariffSummary(Array.from({ length: 24 }, (_, hour) => (hour === 18 ? 2.5 : 1)))).toBe('2.5 × at 18:00');
  });
});
