import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { scenarioOf } from '../evaluate/scenario-under-test.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import { goLiveOf, leadMonthsOf, type SiteGoLive } from './lead-times.ts';

const planOf = (systemId: string, site: Partial<Site>, group: Partial<RackGroup> = {}): Scenario => {
  const scenario = scenarioOf('lead times', {
    systemId,
    modelId: 'llama-3.1-8b',
    workflowId: 'chat',
    slaClassId: 'real-time',
    peakSessionsPerSecond: 1,
  });
  return {
    ...scenario,
    sites: scenario.sites.map((one) => ({ ...one, ...site })),
    rackGroups: scenario.rackGroups.map((one) => ({ ...one, ...group })),
  };
};

const goLive = (systemId: string, site: Partial<Site>, group?: Partial<RackGroup>): SiteGoLive => {
  const found = goLiveOf(planOf(systemId, site, group), defaultCatalogue)[0];
  if (!found) throw new Error('no site');
  return found;
};

const NEW_BUILD = { ownership: 'owned', stage: 'new-build' } as const;

describe('go-live', () => {
  it('of a site still to be built is that of the grid: 18, 48 or 84 months', () => {
    const { months, decides, items } = goLive('dgx-b200-8', NEW_BUILD);
    // each edge for itself: low is the transformer with 24, base and high the grid
    expect(months).toEqual({ low: 24, base: 48, high: 84 });
    expect(decides?.path).toBe('costs.leadTimeMonths.gridConnection');
    expect(items.map(({ item }) => item)).toEqual([
      'gridConnection',
      'powerTransformer',
      'switchgear',
      'building',
      'accelerators',
    ]);
  });

  it('takes supply of its own in place of the grid where it covers the cap', () => {
    const supply = { source: 'solar-storage', watts: 1_000_000 } as const;
    // the transformer then decides: 32 months
    expect(goLive('dgx-b200-8', { ...NEW_BUILD, supply }).decides?.item).toBe('powerTransformer');
    expect(goLive('dgx-b200-8', { ...NEW_BUILD, supply }).months.base).toBe(32);
    expect(goLive('dgx-b200-8', { ...NEW_BUILD, supply: { ...supply, source: 'gas' } }).months.base).toBe(60);
    expect(goLive('dgx-b200-8', { ...NEW_BUILD, supply: { ...supply, watts: 900_000 } }).decides?.item).toBe(
      'gridConnection',
    );
  });

  it('waits for accelerators only where the room stands', () => {
    // 44 weeks of the HGX H100 = 10.15 months
    for (const site of [{ ownership: 'owned' }, { ownership: 'colocation' }] as const) {
      const { months, decides } = goLive('hgx-h100-8', site);
      expect(months.base).toBeCloseTo((44 * 12) / 52, 9);
      expect(decides).toMatchObject({ path: 'systems.hgx-h100-8.leadTimeWeeks', estimate: false });
    }
  });

  it('lets the nearest generation stand for systems without a lead time of their own', () => {
    expect(goLive('gb200-nvl72', {}).decides).toMatchObject({ months: { base: 14 }, estimate: true });
    expect(goLive('hgx-h200-8', {}).decides).toMatchObject({ months: { base: 10 }, estimate: true });
    expect(goLive('rack-hgx-h100-32', {}).decides).toMatchObject({ estimate: false });
  });

  it('is now at a cloud, and unknown for boxes nobody states a lead time of', () => {
    expect(goLive('gb200-nvl72', { ownership: 'cloud' })).toMatchObject({ months: { high: 0 }, decides: null });
    expect(goLive('gb200-nvl72', {}, { acquisition: 'cloud-spot' }).decides).toBeNull();
    expect(goLive('jetson-edge', {})).toMatchObject({ decides: null, unknown: ['g1'] });
  });
});

it('more of the same takes as long as the group', () => {
  const plan = planOf('gb200-nvl72', NEW_BUILD);
  const [group] = plan.rackGroups;
  if (!group) throw new Error('no group');
  expect(leadMonthsOf(plan, defaultCatalogue)(group)).toBe(14);
  expect(leadMonthsOf(plan, defaultCatalogue)({ ...group, acquisition: 'cloud' })).toBe(0);
  expect(leadMonthsOf(plan, defaultCatalogue)({ ...group, systemId: 'jetson-edge' })).toBeNull();
});
