/**
 * The change that mends an issue, as an edit. What the mend leaves open is found here: the deployment in the path of the issue,
 * the position among those where the rack may stand.
 */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Fact, Issue } from '../issues/issue.ts';
import { assignWorkload } from './edits/assign-workload.ts';
import { placeRack } from './edits/place-rack.ts';
import { updateDeployment } from './edits/update-deployment.ts';
import { updateSite } from './edits/update-site.ts';
import type { Patch } from './patch.ts';
import { fittingPositions } from './placement.ts';
import { layoutSchema, servingSchema, type Scenario, type Serving } from './schema.ts';

/**
 * The scenario mended; the same scenario when the issue has no mend or it cannot be carried out.
 * Arguments by action: `use-layout` tp, pp, attnDp, moeTp, ep · `use-weights` weights · `use-kv-format` kvFormat (all: deploymentId
 * unless in the path) · `add-rack` systemId, count?, deploymentId?, siteId? · `assign-workload` workloadId, deploymentId ·
 * `set-site-power` siteId unless in the path, powerCapWatts.
 */
export const applyMend = (catalogue: Catalogue, scenario: Scenario, issue: Issue): Scenario => {
  if (!issue.mend) return scenario;
  const { action, args } = issue.mend;
  const deploymentId = textOf(args['deploymentId']) ?? idInPath(issue.path, 'deployments');
  switch (action) {
    case 'use-layout': {
      const { tp, pp, attnDp, moeTp, ep } = args;
      const layout = layoutSchema.safeParse({ tp, pp, attnDp, moeTp, ep });
      return layout.success ? serve(scenario, deploymentId, { layout: layout.data }) : scenario;
    }
    case 'use-weights': {
      const weights = servingSchema.shape.weights.safeParse(args['weights']);
      return weights.success ? serve(scenario, deploymentId, { weights: weights.data }) : scenario;
    }
    case 'use-kv-format': {
      const kvFormat = servingSchema.shape.kvFormat.safeParse(args['kvFormat']);
      return kvFormat.success ? serve(scenario, deploymentId, { kvFormat: kvFormat.data }) : scenario;
    }
    case 'add-rack':
      return addRack(catalogue, scenario, args, deploymentId);
    case 'assign-workload': {
      const workloadId = textOf(args['workloadId']) ?? idInPath(issue.path, 'workloads');
      return workloadId === null || deploymentId === null
        ? scenario
        : assignWorkload(scenario, { workloadId, deploymentId });
    }
    case 'set-site-power': {
      const siteId = textOf(args['siteId']) ?? idInPath(issue.path, 'sites');
      const powerCapWatts = args['powerCapWatts'];
      return siteId === null || typeof powerCapWatts !== 'number'
        ? scenario
        : updateSite(scenario, { siteId, patch: { powerCapWatts } });
    }
    default:
      return assertNever(action);
  }
};

const serve = (scenario: Scenario, deploymentId: string | null, serving: Patch<Serving>): Scenario =>
  deploymentId === null ? scenario : updateDeployment(scenario, { deploymentId, serving });

/** Only free positions: a rack of its own is what was asked for. */
const addRack = (
  catalogue: Catalogue,
  scenario: Scenario,
  args: Readonly<Record<string, Fact>>,
  deploymentId: string | null,
): Scenario => {
  const systemId = textOf(args['systemId']);
  const count = typeof args['count'] === 'number' ? args['count'] : 1;
  if (systemId === null) return scenario;
  const siteId = textOf(args['siteId']);
  const taken = new Set(
    scenario.rackGroups.flatMap((group) => group.placements.map((item) => `${group.siteId}/${item.position}`)),
  );
  const fitting = fittingPositions(catalogue, scenario, systemId, count)
    .filter((place) => siteId === null || place.siteId === siteId)
    .filter((place) => !taken.has(`${place.siteId}/${place.position}`));
  const place = fitting[0];
  if (!place) return scenario;
  const pool = deploymentId === null ? {} : { deploymentId };
  return placeRack(scenario, { systemId, siteId: place.siteId, position: place.position, count, ...pool });
};

const textOf = (fact: Fact | undefined): string | null => (typeof fact === 'string' ? fact : null);

/** `deployments/d1/serving` names the deployment d1. */
const idInPath = (path: string, kind: string): string | null => {
  const [first, id] = path.split('/');
  return first === kind && id !== undefined ? id : null;
};

const assertNever = (action: never): never => {
  throw new Error(`applyMend: ${String(action)}`);
};
