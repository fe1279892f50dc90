/** Pins a configuration to the pool: one edit that sets way of serving, layouts, ratio, batch, formats and drafts, with a name. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { precisionOf } from '../../src/performance/precision.ts';
import { layoutWords } from '../../src/performance/layout.ts';
import { setRackRole } from '../../src/scenario/edits/set-rack-role.ts';
import { updateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import { sameValue } from '../../src/scenario/same-value.ts';
import type { Deployment, RackGroup, Scenario, Serving } from '../../src/scenario/schema.ts';
import type { FrontierConfiguration } from '../../src/search/frontier-types.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { techniqueOf } from './chosen.ts';

export interface Pinned {
  /** Name of the undo step. */
  readonly label: string;
  readonly edit: (scenario: Scenario) => Scenario;
}

/** `inFlight`: sequences of the whole configuration that the batch is fixed to; null leaves it automatic. */
export const pinOf = (
  terms: FrontierTerms,
  deployment: Deployment,
  configuration: FrontierConfiguration,
  inFlight: number | null,
): Pinned => {
  const { mode, layout, prefillLayout, ratio, ffn } = configuration;
  const label = `serve ${deployment.name} ${mode}, ${layoutWords(layout)}`;
  return {
    label,
    edit: (scenario) => {
      const { serving } = scenario.deployments.find(({ id }) => id === deployment.id) ?? deployment;
      const change: Partial<Serving> = {
        mode,
        layout: { ...layout },
        prefillLayout: prefillLayout ? { ...prefillLayout } : 'auto',
        prefillPerDecode: ratio ? ratio.prefills / ratio.decodes : undefined,
        // A pool of SRAM parts is as large as its racks.
        attentionPerFfn: ffn?.layout ? (ratio?.decodes ?? 1) / ffn.count : undefined,
        microBatches: ffn?.microBatches ?? 'auto',
        maxBatch: inFlight === null ? 'auto' : Math.max(1, Math.round(inFlight / (ratio?.decodes ?? 1))),
        weights: weightsFor(terms, scenario, deployment, serving, configuration),
        speculation: speculationFor(terms, serving, configuration),
      };
      return updateDeployment(withRoles(scenario, deployment, configuration), {
        deploymentId: deployment.id,
        serving: change,
      });
    },
  };
};

/** The recipe of the chosen formats; the present one where it makes the same of this model. */
const weightsFor = (
  { choices }: FrontierTerms,
  scenario: Scenario,
  { workloadIds }: Deployment,
  serving: Serving,
  { precision }: FrontierConfiguration,
): Serving['weights'] => {
  const workload = scenario.workloads.find(({ id }) => workloadIds.includes(id));
  const model = defaultCatalogue.models[workload?.modelId ?? ''];
  const wanted = choices.precisions[precision]?.precision;
  const recipes: readonly Serving['weights'][] = [serving.weights, ...RECIPES];
  const makes = (recipe: Serving['weights']): boolean =>
    model !== undefined &&
    wanted !== undefined &&
    sameValue(precisionOf(model, recipe, serving.kvFormat, serving.engine).weights, wanted.weights);
  return recipes.find(makes) ?? serving.weights;
};

const RECIPES = ['native', 'fp8', 'nvfp4', 'nvfp4-experts', 'bf16', 'int4-g128'] as const;

const speculationFor = (
  terms: FrontierTerms,
  serving: Serving,
  { technique }: FrontierConfiguration,
): Serving['speculation'] => {
  // The present one may carry a draft model and an acceptance of its own.
  if (techniqueOf(terms, serving) === technique) return serving.speculation;
  const chosen = terms.choices.techniques[technique]?.techniques.speculation;
  return chosen ? { method: chosen.method, draftTokens: chosen.draftTokens } : 'none';
};

/** Racks told what to do by a person; those that run FFNs can do nothing else and keep their role. */
const PARTS: ReadonlySet<RackGroup['role']> = new Set(['auto', 'prefill', 'decode', 'attention']);

/** Racks that do a part for others are told so; where each rack does all of it, none is told anything. */
const withRoles = (
  scenario: Scenario,
  { rackGroupIds }: Deployment,
  { rackId, prefillRackId, ffn }: FrontierConfiguration,
): Scenario => {
  const alone = [prefillRackId, ffn?.rackId ?? null].every((id) => id === null || id === rackId);
  const roleOf = ({ siteId, systemId }: RackGroup): RackGroup['role'] => {
    if (alone) return 'auto';
    const own = `${siteId}/${systemId}`;
    if (own === rackId) return ffn ? 'attention' : 'decode';
    return own === ffn?.rackId ? 'ffn' : own === prefillRackId ? 'prefill' : 'auto';
  };
  return scenario.rackGroups
    .filter((group) => rackGroupIds.includes(group.id) && PARTS.has(group.role))
    .flatMap((group) =>
      group.placements.map(({ position }) => ({ siteId: group.siteId, position, role: roleOf(group) })),
    )
    .reduce(setRackRole, scenario);
};
