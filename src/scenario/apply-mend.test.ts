import { expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Issue, Mend } from '../issues/issue.ts';
import { applyMend } from './apply-mend.ts';
import { newScenario } from './defaults.ts';
import { addSite } from './edits/add-site.ts';
import { addWorkload } from './edits/add-workload.ts';
import { deploymentOfGroup, groupAt } from './positions.ts';
import type { Scenario } from './schema.ts';

const plan = (): Scenario => {
  const site = addSite(newScenario('x'), {
    regionId: 'us-va',
    positions: [
      { count: 2, airWatts: 4e4, liquidWatts: 0 },
      { count: 1, airWatts: 2e4, liquidWatts: 1.4e5 },
    ],
  });
  const workload = {
    modelId: 'deepseek-r1',
    workflowId: 'chat',
    slaClassId: 'near-real-time',
    demand: { shape: 'flat' },
  };
  return addWorkload(addWorkload(site, workload), workload);
};

const mended = (path: string, mend?: Mend): Scenario => {
  const issue: Issue = { code: 'model-does-not-fit', severity: 'refusal', path, facts: {} };
  return applyMend(defaultCatalogue, plan(), mend ? { ...issue, mend } : issue);
};

test('serving mends change the deployment of the path, or the one named', () => {
  const layout = { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 };
  expect(mended('deployments/d1', { action: 'use-layout', args: layout }).deployments[0]?.serving.layout).toEqual(
    layout,
  );
  expect(
    mended('', { action: 'use-weights', args: { deploymentId: 'd2', weights: 'fp8' } }).deployments[1]?.serving.weights,
  ).toBe('fp8');
  expect(
    mended('deployments/d2/x', { action: 'use-kv-format', args: { kvFormat: 'fp8' } }).deployments[1]?.serving.kvFormat,
  ).toBe('fp8');
});

test('a rack is added where it may stand, in the pool that needs it', () => {
  const scenario = mended('deployments/d2', { action: 'add-rack', args: { systemId: 'gb200-nvl72' } });
  const group = groupAt(scenario, { siteId: 's1', position: 2 });
  expect(group && deploymentOfGroup(scenario, group.id)?.id).toBe('d2');
});

test('a workload moves and a cap rises', () => {
  expect(mended('workloads/w2', { action: 'assign-workload', args: { deploymentId: 'd1' } }).deployments).toMatchObject(
    [{ workloadIds: ['w1', 'w2'] }],
  );
  expect(mended('sites/s1', { action: 'set-site-power', args: { powerCapWatts: 2e6 } }).sites[0]?.powerCapWatts).toBe(
    2e6,
  );
});

test('what cannot be carried out changes nothing', () => {
  const unchanged: (Mend | undefined)[] = [
    undefined,
    { action: 'use-layout', args: { tp: 8 } },
    { action: 'use-weights', args: { weights: 'gold' } },
    { action: 'add-rack', args: { systemId: 'kyber-nvl144' } },
    { action: 'add-rack', args: {} },
    { action: 'assign-workload', args: {} },
    { action: 'set-site-power', args: { siteId: 's1', powerCapWatts: -1 } },
  ];
  for (const mend of unchanged) expect(mended('deployments/d1', mend)).toEqual(plan());
});
