/** Terms of rack groups, ownership, own targets and what holds for the whole plan. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { choicesFor, newScenario } from '../defaults.ts';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../schema.ts';
import { addSite } from './add-site.ts';
import { addWorkload } from './add-workload.ts';
import { placeRack } from './place-rack.ts';
import { setOwnership } from './set-ownership.ts';
import { setTargets } from './set-targets.ts';
import { updatePlan } from './update-plan.ts';
import { updateRackGroup } from './update-rack-group.ts';

const chat = choicesFor(
  { id: 'chat', name: 'Chat assistant', slaClassId: 'near-real-time', diurnalShapeId: 'flat' },
  { id: 'qwen3-32b' },
);
const near = defaultCatalogue.slaClasses['near-real-time'] ?? null;

const plan = (): Scenario => {
  let scenario = addSite(newScenario('2026-11-20'), { regionId: 'us-va' });
  scenario = addWorkload(scenario, chat);
  scenario = addWorkload(scenario, { ...chat, name: 'Second' });
  return placeRack(scenario, { systemId: 'lpx-256', siteId: 's1', position: 0, count: 1 });
};

const reads = (scenario: Scenario): void => expect(readScenario(scenario)).toEqual({ ok: true, value: scenario });

describe('update-rack-group', () => {
  const price = (scenario: Scenario, priceUsd: number | undefined): Scenario =>
    updateRackGroup(scenario, { rackGroupId: 'g1', patch: { priceUsd } });

  test('sets, changes and clears the price', () => {
    const scenario = plan();
    const priced = price(scenario, 2.5e6);
    expect(priced.rackGroups[0]?.priceUsd).toBe(2.5e6);
    reads(priced);
    expect(price(priced, 2.5e6)).toBe(priced);
    expect(price(priced, undefined)).toEqual(scenario);
    expect(price(scenario, -1)).toBe(scenario);
    expect(updateRackGroup(scenario, { rackGroupId: 'g9', patch: { priceUsd: 1 } })).toBe(scenario);
  });

  test('a price belongs to how the systems are acquired', () => {
    const priced = price(plan(), 2.5e6);
    const lease = updateRackGroup(priced, { rackGroupId: 'g1', patch: { acquisition: 'lease' } });
    expect(lease.rackGroups[0]).toMatchObject({ acquisition: 'lease' });
    expect(lease.rackGroups[0]).not.toHaveProperty('priceUsd');
    const rent = { acquisition: 'cloud' as const, priceUsd: 3.1 };
    expect(updateRackGroup(priced, { rackGroupId: 'g1', patch: rent }).rackGroups[0]).toMatchObject(rent);
    const cloud = updateRackGroup(price(lease, 4), { rackGroupId: 'g1', patch: { acquisition: 'cloud' } });
    expect(cloud.rackGroups[0]).toMatchObject({ acquisition: 'cloud' });
    expect(cloud.rackGroups[0]).not.toHaveProperty('priceUsd');
    const spot = updateRackGroup(cloud, { rackGroupId: 'g1', patch: { acquisition: 'cloud-spot', priceUsd: 1.9 } });
    expect(spot.rackGroups[0]).toMatchObject({ acquisition: 'cloud-spot', priceUsd: 1.9 });
    reads(spot);
  });

  test('limits the power of each accelerator, and takes the limit away', () => {
    const limit = (scenario: Scenario, powerLimitShare: number | undefined): Scenario =>
      updateRackGroup(scenario, { rackGroupId: 'g1', patch: { powerLimitShare } });
    const limited = limit(plan(), 0.7);
    expect(limited.rackGroups[0]?.powerLimitShare).toBe(0.7);
    reads(limited);
    expect(limit(limited, undefined)).toEqual(plan());
    expect(limit(limited, 0.2)).toBe(limited);
    expect(limit(limited, 1.1)).toBe(limited);
  });
});

describe('set-ownership', () => {
  test('keeps prices between hall and colocation, drops them at the border of a cloud', () => {
    const scenario = updateRackGroup(plan(), { rackGroupId: 'g1', patch: { priceUsd: 9 } });
    const owned = setOwnership(scenario, { siteId: 's1', ownership: 'owned' });
    expect([owned.sites[0]?.ownership, owned.rackGroups[0]?.priceUsd]).toEqual(['owned', 9]);
    const cloud = setOwnership(owned, { siteId: 's1', ownership: 'cloud' });
    expect([cloud.sites[0]?.ownership, cloud.rackGroups[0]?.priceUsd]).toEqual(['cloud', undefined]);
    reads(cloud);
    expect(setOwnership(cloud, { siteId: 's1', ownership: 'cloud' })).toBe(cloud);
    expect(setOwnership(cloud, { siteId: 's9', ownership: 'owned' })).toBe(cloud);
  });

  test('leaves a rent alone', () => {
    const leased = updateRackGroup(plan(), { rackGroupId: 'g1', patch: { acquisition: 'lease', priceUsd: 3 } });
    expect(setOwnership(leased, { siteId: 's1', ownership: 'cloud' }).rackGroups[0]?.priceUsd).toBe(3);
  });
});

describe('set-targets', () => {
  const ttft = { p50Seconds: 0.5, p95Seconds: 1, p99Seconds: 2 };
  const set = (
    scenario: Scenario,
    workloadId = 'w1',
    targets: Parameters<typeof setTargets>[1]['targets'] = { ttft },
  ) => setTargets(scenario, { workloadId, listed: near, targets });

  test('gives the workload a class of its own and leaves the rest as the catalogue has it', () => {
    const scenario = set(plan());
    expect(scenario.workloads.map((item) => item.slaClassId)).toEqual(['own-1', 'near-real-time']);
    expect(scenario.slaClasses).toMatchObject([{ id: 'own-1', urgency: 'near-real-time', ttft }]);
    expect(scenario.slaClasses[0]?.tpot?.p99Seconds).toBe(near?.tpot?.p99);
    reads(scenario);
    expect(set(scenario)).toBe(scenario);
  });

  test('changes an own class in place, a shared one only for this workload', () => {
    const first = set(plan());
    const again = set(first, 'w1', { tpot: undefined });
    expect(again.slaClasses).toHaveLength(1);
    expect(again.slaClasses[0]).not.toHaveProperty('tpot');
    const shared = { ...first, workloads: first.workloads.map((item) => ({ ...item, slaClassId: 'own-1' })) };
    const split = set(shared, 'w2', { ttft: { ...ttft, p99Seconds: 9 } });
    expect(split.workloads.map((item) => item.slaClassId)).toEqual(['own-1', 'own-2']);
    expect(split.slaClasses.map((item) => item.ttft?.p99Seconds)).toEqual([2, 9]);
    reads(split);
  });

  test('refuses falling percentiles, zero, and a class nobody knows', () => {
    const scenario = plan();
    expect(set(scenario, 'w1', { ttft: { ...ttft, p50Seconds: 1.5 } })).toBe(scenario);
    expect(set(scenario, 'w1', { ttft: { ...ttft, p99Seconds: 0.9 } })).toBe(scenario);
    expect(set(scenario, 'w1', { deadlineSeconds: 0 })).toBe(scenario);
    expect(set(scenario, 'w9')).toBe(scenario);
    expect(setTargets(scenario, { workloadId: 'w1', listed: null, targets: { ttft } })).toBe(scenario);
  });
});

describe('update-plan', () => {
  test('changes within range, back to the default, and nothing else', () => {
    const scenario = plan();
    const longer = updatePlan(scenario, { horizonYears: 6 });
    expect(longer).toEqual({ ...scenario, horizonYears: 6 });
    expect(updatePlan(longer, { horizonYears: undefined })).toEqual(scenario);
    expect(updatePlan(scenario, { utilisationCap: 0.8 }).utilisationCap).toBe(0.8);
    expect(updatePlan(scenario, { shiftTo: 'carbon', spare: 'site' })).toMatchObject({
      shiftTo: 'carbon',
      spare: 'site',
    });
    expect(updatePlan(scenario, { horizonYears: 40 })).toBe(scenario);
    expect(updatePlan(scenario, { utilisationCap: 0 })).toBe(scenario);
  });
});
