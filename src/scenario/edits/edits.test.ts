import { describe, expect, test } from 'vitest';
import { choicesFor, newScenario } from '../defaults.ts';
import { deploymentOfGroup, groupAt, occupancy } from '../positions.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import type { Scenario } from '../schema.ts';
import { addSite } from './add-site.ts';
import { addWorkload } from './add-workload.ts';
import { assignRack } from './assign-rack.ts';
import { assignWorkload } from './assign-workload.ts';
import { clearAssumption } from './clear-assumption.ts';
import { moveRack } from './move-rack.ts';
import { placedAs, placeRack } from './place-rack.ts';
import { removeRack } from './remove-rack.ts';
import { removeSite } from './remove-site.ts';
import { removeWorkload } from './remove-workload.ts';
import { renameScenario } from './rename-scenario.ts';
import { setAssumption } from './set-assumption.ts';
import { setRackCount } from './set-rack-count.ts';
import { setRackRole } from './set-rack-role.ts';
import { updateDeployment } from './update-deployment.ts';
import { updateSite } from './update-site.ts';
import { updateWorkload } from './update-workload.ts';

const chat = choicesFor(
  { id: 'chat', name: 'Chat assistant', slaClassId: 'near-real-time', diurnalShapeId: 'flat' },
  { id: 'qwen3-32b' },
);

/** Two sites, two workloads in a pool each. */
const plan = (): Scenario => {
  let scenario = newScenario('2026-11-20');
  scenario = addSite(scenario, { regionId: 'us-va' });
  scenario = addSite(scenario, { regionId: 'se-lul', name: 'Luleå' });
  scenario = addWorkload(scenario, chat);
  return addWorkload(scenario, { ...chat, name: 'Second', modelId: 'deepseek-r1' });
};

const at = (siteId: string, position: number) => ({ siteId, position });
const nvl = (siteId: string, position: number, deploymentId?: string | null) => ({
  systemId: 'gb200-nvl72',
  ...at(siteId, position),
  count: 1,
  ...(deploymentId === undefined ? {} : { deploymentId }),
});
const poolAt = (scenario: Scenario, siteId: string, position: number): string | null => {
  const group = groupAt(scenario, at(siteId, position));
  return group ? (deploymentOfGroup(scenario, group.id)?.id ?? null) : null;
};

describe('place-rack', () => {
  test('racks of one system, site and pool share a group; another pool makes another', () => {
    let scenario = placeRack(plan(), nvl('s1', 0));
    scenario = placeRack(scenario, nvl('s1', 1));
    scenario = placeRack(scenario, nvl('s1', 2, 'd2'));
    expect(scenario.rackGroups.map((group) => [group.id, group.placements.length])).toEqual([
      ['g1', 2],
      ['g2', 1],
    ]);
    expect(scenario.deployments.map((item) => item.rackGroupIds)).toEqual([['g1'], ['g2']]);
  });

  test('chooses the pool: same system at the site, then one without racks, then at the site, then the first', () => {
    let scenario = placeRack(plan(), nvl('s1', 0, 'd2'));
    expect(poolAt(placeRack(scenario, nvl('s1', 1)), 's1', 1)).toBe('d2');
    expect(poolAt(placeRack(scenario, { ...nvl('s1', 1), systemId: 'hgx-h200-8' }), 's1', 1)).toBe('d1');
    scenario = placeRack(scenario, nvl('s2', 0, 'd1'));
    expect(poolAt(placeRack(scenario, { ...nvl('s1', 1), systemId: 'hgx-h200-8' }), 's1', 1)).toBe('d2');
    scenario = addSite(scenario, { regionId: 'de-fra' });
    expect(poolAt(placeRack(scenario, nvl('s3', 0)), 's3', 0)).toBe('d1');
    expect(poolAt(placeRack(scenario, nvl('s1', 4, null)), 's1', 4)).toBeNull();
    const empty = addSite(newScenario('x'), { regionId: 'us-va' });
    expect(poolAt(placeRack(empty, nvl('s1', 0)), 's1', 0)).toBeNull();
  });

  test('counts add on the same system; another system, a missing position or site changes nothing', () => {
    const scenario = placeRack(plan(), { ...nvl('s1', 9), systemId: 'hgx-h200-8', count: 2 });
    const more = placeRack(scenario, { ...nvl('s1', 9), systemId: 'hgx-h200-8' });
    expect(occupancy(more, 's1').get(9)).toEqual({ rackGroupId: 'g1', systemId: 'hgx-h200-8', count: 3 });
    expect(placeRack(scenario, nvl('s1', 9))).toBe(scenario);
    expect(placeRack(scenario, nvl('s1', 12))).toBe(scenario);
    expect(placeRack(scenario, nvl('s1', -1))).toBe(scenario);
    expect(placeRack(scenario, nvl('s9', 0))).toBe(scenario);
    expect(placeRack(scenario, nvl('s1', 0, 'd9'))).toBe(scenario);
    expect(placeRack(scenario, { ...nvl('s1', 0), count: 0.5 })).toBe(scenario);
  });
});

describe('move, remove and count', () => {
  test('a move within a site keeps the group, between sites the deployment and the terms', () => {
    const scenario = placeRack(plan(), nvl('s1', 0, 'd2'));
    const within = moveRack(scenario, { from: at('s1', 0), to: at('s1', 3) });
    expect(within.rackGroups).toEqual([{ ...scenario.rackGroups[0], placements: [{ position: 3, count: 1 }] }]);
    const leased = {
      ...scenario,
      rackGroups: scenario.rackGroups.map((group) => ({ ...group, acquisition: 'lease' as const, priceUsd: 2 })),
    };
    const between = moveRack(leased, { from: at('s1', 0), to: at('s2', 0) });
    expect(between.rackGroups).toMatchObject([{ siteId: 's2', acquisition: 'lease', priceUsd: 2 }]);
    expect(poolAt(between, 's2', 0)).toBe('d2');
    expect(occupancy(between, 's1').size).toBe(0);
  });

  test('onto the same system the counts add; onto another, nowhere or itself nothing changes', () => {
    let scenario = placeRack(plan(), nvl('s1', 0, 'd1'));
    scenario = placeRack(scenario, nvl('s2', 0, 'd2'));
    const merged = moveRack(scenario, { from: at('s1', 0), to: at('s2', 0) });
    expect([...occupancy(merged, 's2').values()]).toMatchObject([{ count: 2 }]);
    expect(merged.deployments.map((item) => item.rackGroupIds.length)).toEqual([0, 1]);
    scenario = placeRack(scenario, { ...nvl('s1', 1), systemId: 'hgx-h200-8' });
    for (const to of [at('s1', 1), at('s1', 99), at('s1', 0), at('s9', 0)]) {
      expect(moveRack(scenario, { from: at('s1', 0), to })).toBe(scenario);
    }
    expect(moveRack(scenario, { from: at('s1', 5), to: at('s1', 6) })).toBe(scenario);
  });

  test('removing the last rack of a group removes the group and the reference', () => {
    const scenario = placeRack(plan(), nvl('s1', 0));
    expect(removeRack(scenario, at('s1', 0))).toEqual(plan());
    expect(setRackCount(scenario, { ...at('s1', 0), count: 0 })).toEqual(plan());
    expect(removeRack(scenario, at('s1', 1))).toBe(scenario);
    expect(setRackCount(scenario, { ...at('s1', 0), count: 1 })).toBe(scenario);
    expect(setRackCount(scenario, { ...at('s1', 0), count: 5 }).rackGroups[0]?.placements).toEqual([
      { position: 0, count: 5 },
    ]);
  });

  test('assigning one rack of two splits the group', () => {
    let scenario = placeRack(plan(), nvl('s1', 0, 'd1'));
    scenario = placeRack(scenario, nvl('s1', 1, 'd1'));
    const split = assignRack(scenario, { ...at('s1', 1), deploymentId: 'd2' });
    expect([poolAt(split, 's1', 0), poolAt(split, 's1', 1)]).toEqual(['d1', 'd2']);
    expect(assignRack(split, { ...at('s1', 1), deploymentId: 'd1' }).rackGroups).toEqual(scenario.rackGroups);
    expect(poolAt(assignRack(scenario, { ...at('s1', 1), deploymentId: null }), 's1', 1)).toBeNull();
    expect(assignRack(scenario, { ...at('s1', 1), deploymentId: 'd1' })).toBe(scenario);
    expect(assignRack(scenario, { ...at('s1', 1), deploymentId: 'd9' })).toBe(scenario);
  });

  test('another role splits the group and keeps the pool; the old role joins it again', () => {
    let scenario = placeRack(plan(), nvl('s1', 0, 'd1'));
    scenario = placeRack(scenario, nvl('s1', 1, 'd1'));
    const split = setRackRole(scenario, { ...at('s1', 1), role: 'prefill' });
    expect(split.rackGroups.map(({ role, placements }) => [role, placements.length])).toEqual([
      ['auto', 1],
      ['prefill', 1],
    ]);
    expect([poolAt(split, 's1', 0), poolAt(split, 's1', 1)]).toEqual(['d1', 'd1']);
    expect(setRackRole(split, { ...at('s1', 1), role: 'auto' }).rackGroups).toEqual(scenario.rackGroups);
    expect(setRackRole(scenario, { ...at('s1', 1), role: 'auto' })).toBe(scenario);
    expect(setRackRole(scenario, { ...at('s1', 7), role: 'decode' })).toBe(scenario);
    const both = setRackRole(split, { ...at('s1', 0), role: 'prefill' });
    expect(both.rackGroups.map(({ role, placements }) => [role, placements.length])).toEqual([['prefill', 2]]);
  });

  test('a rack alone in its group keeps the id of the group in every role', () => {
    const scenario = placeRack(plan(), nvl('s1', 0, 'd1'));
    const changed = setRackRole(scenario, { ...at('s1', 0), role: 'decode' });
    expect(changed.rackGroups).toEqual(scenario.rackGroups.map((group) => ({ ...group, role: 'decode' })));
    expect(changed.deployments).toBe(scenario.deployments);
  });

  test('stores keep KV and CPU servers run tools; racks with accelerators take what the pool leaves', () => {
    const { systems } = defaultCatalogue;
    const as = (id: string) => placedAs(systems[id] ?? { accelerators: -1, store: null, kind: 'rack' });
    expect(as('cmx-icms')).toEqual({ deploymentId: null, role: 'kv-store' });
    expect(as('cpu-2s')).toEqual({ deploymentId: null, role: 'cpu-tools' });
    expect(as('gb200-nvl72')).toEqual({});
  });

  test('a rack placed for a role joins a group of that role only', () => {
    const store = { systemId: 'cmx-icms', siteId: 's1', count: 1, deploymentId: null };
    let scenario = placeRack(plan(), { ...store, position: 0 });
    scenario = placeRack(scenario, { ...store, position: 1, role: 'kv-store' });
    scenario = placeRack(scenario, { ...store, position: 2, role: 'kv-store' });
    expect(scenario.rackGroups.map(({ role, placements }) => [role, placements.length])).toEqual([
      ['auto', 1],
      ['kv-store', 2],
    ]);
  });
});

describe('sites', () => {
  test('a site goes with its racks; residency stays as narrow as it was', () => {
    let scenario = updateWorkload(plan(), { workloadId: 'w1', patch: { allowedSiteIds: ['s1'] } });
    scenario = placeRack(scenario, nvl('s1', 0));
    const without = removeSite(scenario, { siteId: 's1' });
    expect(without.rackGroups).toEqual([]);
    expect(without.deployments.flatMap((item) => item.rackGroupIds)).toEqual([]);
    expect(without.workloads[0]?.allowedSiteIds).toEqual([]);
    expect(removeSite(scenario, { siteId: 's9' })).toBe(scenario);
  });

  test('fields change, invalid ones and positions in use do not', () => {
    const scenario = placeRack(plan(), nvl('s1', 5));
    const update = (patch: Parameters<typeof updateSite>[1]['patch']) => updateSite(scenario, { siteId: 's1', patch });
    expect(update({ pue: 1.2 }).sites[0]?.pue).toBe(1.2);
    expect(updateSite(update({ pue: 1.2 }), { siteId: 's1', patch: { pue: undefined } })).toEqual(scenario);
    expect(update({ pue: 0.5 })).toBe(scenario);
    expect(update({ name: '   ' })).toBe(scenario);
    expect(update({ powerCapWatts: scenario.sites[0]?.powerCapWatts })).toBe(scenario);
    expect(update({ positions: [{ count: 5, airWatts: 1, liquidWatts: 1 }] })).toBe(scenario);
    expect(update({ positions: [{ count: 6, airWatts: 1, liquidWatts: 1 }] })).not.toBe(scenario);
    expect(addSite(scenario, { regionId: 'us-va', pue: 9 })).toBe(scenario);
  });
});

describe('workloads and pools', () => {
  test('a workload founds a pool, or shares one of its model when asked', () => {
    const scenario = plan();
    expect(scenario.deployments.map((item) => item.workloadIds)).toEqual([['w1'], ['w2']]);
    expect(addWorkload(scenario, { ...chat, share: true }).deployments.map((item) => item.workloadIds)).toEqual([
      ['w1', 'w3'],
      ['w2'],
    ]);
    expect(addWorkload(scenario, { ...chat, modelId: 'phi-4', share: true }).deployments).toHaveLength(3);
    expect(addWorkload(scenario, { ...chat, allowedSiteIds: ['s9'] })).toBe(scenario);
  });

  test('a pool left with neither work nor racks goes, one with racks stays', () => {
    const scenario = placeRack(plan(), nvl('s1', 0, 'd2'));
    expect(removeWorkload(scenario, { workloadId: 'w1' }).deployments.map((item) => item.id)).toEqual(['d2']);
    expect(removeWorkload(scenario, { workloadId: 'w2' }).deployments.map((item) => item.id)).toEqual(['d1', 'd2']);
    expect(removeWorkload(scenario, { workloadId: 'w9' })).toBe(scenario);
  });

  test('assigning moves a workload; null gives it a pool of its own', () => {
    const scenario = plan();
    const shared = assignWorkload(scenario, { workloadId: 'w1', deploymentId: 'd2' });
    expect(shared.deployments.map((item) => [item.id, item.workloadIds])).toEqual([['d2', ['w2', 'w1']]]);
    const alone = assignWorkload(shared, { workloadId: 'w1', deploymentId: null });
    expect(alone.deployments.map((item) => [item.id, item.workloadIds])).toEqual([
      ['d2', ['w2']],
      ['d1', ['w1']],
    ]);
    expect(assignWorkload(scenario, { workloadId: 'w1', deploymentId: null })).toBe(scenario);
    expect(assignWorkload(scenario, { workloadId: 'w1', deploymentId: 'd1' })).toBe(scenario);
    expect(assignWorkload(scenario, { workloadId: 'w1', deploymentId: 'd9' })).toBe(scenario);
  });

  test('serving fields change one by one and go back to their default', () => {
    const scenario = plan();
    const fp8 = updateDeployment(scenario, { deploymentId: 'd1', serving: { weights: 'fp8', prefillPerDecode: 2 } });
    expect(fp8.deployments[0]?.serving).toEqual({
      ...scenario.deployments[0]?.serving,
      weights: 'fp8',
      prefillPerDecode: 2,
    });
    const back = { weights: undefined, prefillPerDecode: undefined };
    expect(updateDeployment(fp8, { deploymentId: 'd1', serving: back })).toEqual(scenario);
    expect(updateDeployment(scenario, { deploymentId: 'd1', serving: { prefillBudgetTokens: 1 } })).toBe(scenario);
    expect(updateDeployment(scenario, { deploymentId: 'd1', name: 'Pool A' }).deployments[0]?.name).toBe('Pool A');
  });
});

describe('assumptions and name', () => {
  test('an override is set, changed and cleared; hostile paths and values change nothing', () => {
    const scenario = plan();
    const path = 'systems.gb200-nvl72.capex.base';
    const set = setAssumption(scenario, { path, value: 3e6 });
    expect(set.assumptions).toEqual({ [path]: 3e6 });
    expect(setAssumption(set, { path, value: 3e6 })).toBe(set);
    expect(clearAssumption(set, { path })).toEqual(scenario);
    expect(clearAssumption(scenario, { path })).toBe(scenario);
    expect(clearAssumption(scenario, { path: 'toString' })).toBe(scenario);
    for (const hostile of ['__proto__', 'systems.__proto__.x', 'constructor', 'a..b', '', 'x'.repeat(161)]) {
      expect(setAssumption(scenario, { path: hostile, value: 1 })).toBe(scenario);
    }
    expect(setAssumption(scenario, { path, value: Number.POSITIVE_INFINITY })).toBe(scenario);
  });

  test('a name is trimmed; an empty or equal one changes nothing', () => {
    const scenario = plan();
    expect(renameScenario(scenario, { name: '  Autumn bid ' }).name).toBe('Autumn bid');
    expect(renameScenario(scenario, { name: ' ' })).toBe(scenario);
    expect(renameScenario(scenario, { name: scenario.name })).toBe(scenario);
  });
});
