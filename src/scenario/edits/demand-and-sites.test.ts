/** Demand by hour, month and region; tariffs by hour; blocks of a facility; how pools share their load. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import type { DiurnalShape } from '../../catalogue/figures.ts';
import { choicesFor, newScenario } from '../defaults.ts';
import { FACILITY_BLOCKS } from '../facility-blocks.ts';
import { positionCount } from '../positions.ts';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../schema.ts';
import { addFacilityBlock } from './add-facility-block.ts';
import { addSite } from './add-site.ts';
import { addWorkload } from './add-workload.ts';
import { placeRack } from './place-rack.ts';
import { setDemandHour, type SetDemandHour } from './set-demand-hour.ts';
import { setElsewhere } from './set-elsewhere.ts';
import { setMonth } from './set-month.ts';
import { setTariffHour } from './set-tariff-hour.ts';
import { updateDeployment } from './update-deployment.ts';
import { updateWorkload } from './update-workload.ts';

const code = defaultCatalogue.diurnalShapes['azure-2024-code'] ?? null;

const plan = (peakSessionsPerSecond = 10): Scenario => {
  const scenario = addSite(newScenario('2026-11-20'), { regionId: 'us-va' });
  const chat = choicesFor(
    { id: 'chat', name: 'Chat assistant', slaClassId: 'near-real-time', diurnalShapeId: 'azure-2024-code' },
    { id: 'qwen3-32b' },
  );
  return addWorkload(scenario, { ...chat, demand: { ...chat.demand, peakSessionsPerSecond } });
};

const reads = (scenario: Scenario): void => expect(readScenario(scenario)).toEqual({ ok: true, value: scenario });

/** Sessions per second by hour, as the demand of a day is worked out: the busiest hour of a weekday is the peak. */
const sessionsOf = (scenario: Scenario, day: 'weekday' | 'weekend'): number[] => {
  const { shape, peakSessionsPerSecond } = scenario.workloads[0]?.demand ?? { shape: '', peakSessionsPerSecond: 0 };
  const used: DiurnalShape | null = typeof shape === 'string' ? code : shape;
  const top = Math.max(...(used?.weekday ?? []));
  const ratio = day === 'weekend' ? (used?.weekendOverWeekday ?? 1) : 1;
  return (used?.[day] ?? []).map((value) => (value * ratio * peakSessionsPerSecond) / top);
};

const setHour = (scenario: Scenario, change: Partial<SetDemandHour>): Scenario =>
  setDemandHour(scenario, { workloadId: 'w1', listed: code, day: 'weekday', hour: 9, sessionsPerSecond: 5, ...change });

describe('set-demand-hour', () => {
  test('a shape of the catalogue becomes one of its own; only that hour changes, weekends included', () => {
    const before = plan();
    const after = setHour(before, { hour: 9, sessionsPerSecond: 5 });
    reads(after);
    expect(typeof after.workloads[0]?.demand.shape).toBe('object');
    expect(after.workloads[0]?.demand.peakSessionsPerSecond).toBe(10);
    for (const day of ['weekday', 'weekend'] as const) {
      const was = sessionsOf(before, day);
      sessionsOf(after, day).forEach((value, hour) =>
        expect(value).toBeCloseTo(day === 'weekday' && hour === 9 ? 5 : (was[hour] ?? Number.NaN), 3),
      );
    }
  });

  test('lifting an hour over the peak, or lowering the busiest one, moves the peak and nothing else', () => {
    const higher = setHour(plan(), { hour: 3, sessionsPerSecond: 25 });
    expect(higher.workloads[0]?.demand.peakSessionsPerSecond).toBeCloseTo(25, 2);
    expect(sessionsOf(higher, 'weekday')[19]).toBeCloseTo(10, 3);
    const lower = setHour(higher, { hour: 3, sessionsPerSecond: 0 });
    expect(lower.workloads[0]?.demand.peakSessionsPerSecond).toBeCloseTo(10, 3);
    expect(sessionsOf(lower, 'weekday')[3]).toBe(0);
  });

  test('any run of hours leaves each with what was set last', () => {
    const step = fc.record({
      day: fc.constantFrom('weekday' as const, 'weekend' as const),
      hour: fc.integer({ min: 0, max: 23 }),
      sessionsPerSecond: fc.double({ min: 0.5, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const last = steps.reduce((scenario, change) => setHour(scenario, change), plan());
        const wanted = new Map(steps.map((one) => [`${one.day} ${one.hour}`, one]));
        for (const { day, hour, sessionsPerSecond } of wanted.values()) {
          const value = sessionsOf(last, day)[hour] ?? Number.NaN;
          expect(Math.abs(value - sessionsPerSecond)).toBeLessThanOrEqual(1e-3 * sessionsPerSecond);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('refuses what it cannot tell: no demand at all, an unknown shape, an hour that is none, the last demand of a weekday', () => {
    const none = plan(0);
    expect(setHour(none, {})).toBe(none);
    const scenario = plan();
    expect(setHour(scenario, { listed: null })).toBe(scenario);
    expect(setHour(scenario, { hour: 24 })).toBe(scenario);
    expect(setHour(scenario, { sessionsPerSecond: -1 })).toBe(scenario);
    expect(setHour(scenario, { sessionsPerSecond: Number.NaN })).toBe(scenario);
    const weekday = Array.from({ length: 24 }, (_, hour) => (hour === 4 ? 1 : 0));
    const shape = { weekday, weekend: weekday };
    const one = updateWorkload(scenario, {
      workloadId: 'w1',
      patch: { demand: { peakSessionsPerSecond: 3, shape, utcOffsetHours: 0, growthPerYear: 0, elsewhere: [] } },
    });
    expect(setHour(one, { hour: 4, sessionsPerSecond: 0 })).toBe(one);
  });
});

describe('set-month', () => {
  test('a month of its own, and back to every month alike', () => {
    const november = setMonth(plan(), { workloadId: 'w1', month: 10, multiplier: 1.8 });
    expect(november.workloads[0]?.demand.monthShape).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.8, 1]);
    reads(november);
    expect(setMonth(november, { workloadId: 'w1', month: 10, multiplier: 1 })).toEqual(plan());
    expect(setMonth(november, { workloadId: 'w1', month: 10, multiplier: -1 })).toBe(november);
    expect(setMonth(november, { workloadId: 'w9', month: 1, multiplier: 2 })).toBe(november);
  });
});

describe('set-tariff-hour', () => {
  test('an hour of its own, and back to one price all day', () => {
    const evening = setTariffHour(plan(), { siteId: 's1', hour: 18, multiplier: 2.5 });
    expect(evening.sites[0]?.tariffShape?.[18]).toBe(2.5);
    expect(evening.sites[0]?.tariffShape?.[17]).toBe(1);
    reads(evening);
    expect(setTariffHour(evening, { siteId: 's1', hour: 18, multiplier: 1 })).toEqual(plan());
    expect(setTariffHour(evening, { siteId: 's9', hour: 1, multiplier: 2 })).toBe(evening);
  });
});

describe('set-elsewhere', () => {
  const part = (scenario: Scenario, regionId: string, share: number | null): Scenario =>
    setElsewhere(scenario, { workloadId: 'w1', regionId, share });

  test('adds, changes and takes away; never more than all of it', () => {
    let scenario = part(part(plan(), 'de-fra', 0.3), 'sg', 0.2);
    scenario = part(scenario, 'de-fra', 0.5);
    expect(scenario.workloads[0]?.demand.elsewhere).toEqual([
      { regionId: 'de-fra', share: 0.5 },
      { regionId: 'sg', share: 0.2 },
    ]);
    reads(scenario);
    expect(part(scenario, 'jp-tyo', 0.4)).toBe(scenario);
    expect(part(scenario, 'sg', 0.6)).toBe(scenario);
    expect(part(part(scenario, 'sg', null), 'de-fra', null)).toEqual(plan());
    expect(part(scenario, 'jp-tyo', null)).toBe(scenario);
  });
});

describe('add-facility-block', () => {
  test('positions and power rise together, and no rack moves', () => {
    const scenario = placeRack(plan(), { systemId: 'lpx-256', siteId: 's1', position: 11, count: 1 });
    const [site] = scenario.sites;
    const more = addFacilityBlock(scenario, { siteId: 's1', blockId: 'liquid' });
    reads(more);
    expect(more.rackGroups).toBe(scenario.rackGroups);
    expect(more.sites[0]?.positions.slice(0, 2)).toEqual(site?.positions);
    expect(positionCount(more.sites[0] ?? { positions: [] })).toBe(12 + 8);
    expect(more.sites[0]?.powerCapWatts).toBe(1e6 + 1.4e6);
    const twice = addFacilityBlock(more, { siteId: 's1', blockId: 'liquid' });
    expect(twice.sites[0]?.positions.at(-1)).toEqual({ count: 16, airWatts: 20_000, liquidWatts: 140_000 });
    expect(addFacilityBlock(scenario, { siteId: 's9', blockId: 'air' })).toBe(scenario);
  });

  test('a full site takes no more', () => {
    let scenario = plan();
    for (let step = 0; step < 60; step += 1) scenario = addFacilityBlock(scenario, { siteId: 's1', blockId: 'air' });
    expect(positionCount(scenario.sites[0] ?? { positions: [] })).toBe(12 + 32 * 12);
    expect(scenario.sites[0]?.powerCapWatts).toBeCloseTo(1e6 + 32 * 0.4e6, 0);
  });

  test('racks give up what the catalogue says a rack can, and the meter feeds a block at a PUE above 1', () => {
    const file = new URL('../../catalogue/costs/facility.json', import.meta.url);
    const limits = JSON.parse(readFileSync(file, 'utf8')).figures.rack_limits;
    for (const { id, positions, airWatts, liquidWatts, meterWatts } of FACILITY_BLOCKS) {
      const limit = id === 'liquid' ? limits.dlc_kw_per_rack.value.base : limits.air_kw_per_rack.value.base;
      expect(id === 'liquid' ? liquidWatts : airWatts).toBe(limit * 1_000);
      expect(meterWatts).toBeGreaterThan(positions * (airWatts + liquidWatts));
    }
  });
});

describe('update-deployment', () => {
  test('how its racks share the load, and back', () => {
    const share = (scenario: Scenario, sharing: Parameters<typeof updateDeployment>[1]['sharing'] = {}): Scenario =>
      updateDeployment(scenario, { deploymentId: 'd1', sharing });
    const near = share(plan(), { routing: 'nearest-first', reservedShare: 0.2 });
    expect(near.deployments[0]).toMatchObject({ routing: 'nearest-first', reservedShare: 0.2 });
    reads(near);
    expect(share(near, { routing: undefined, reservedShare: undefined })).toEqual(plan());
    expect(share(near, { reservedShare: 1.2 })).toBe(near);
  });
});
