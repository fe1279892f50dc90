/**
 * The question behind a frontier: the pool, its requests and its racks, without the choices the search makes itself. Whatever a person pins,
 * renames or moves on screen leaves it as it was.
 */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { DeploymentAnswer } from '../../src/evaluate/evaluation.ts';
import { servingSchema, type Deployment, type Scenario, type Serving } from '../../src/scenario/schema.ts';
import type { FrontierRequest } from '../../workers/entries/study-frontier.ts';

/** Recipes that are always tried; another one of the plan's own is tried first. */
export const RECIPES: readonly Serving['weights'][] = ['native', 'fp8', 'nvfp4'];
const MOST_DRAFTS = 3;
/** Shares of hits move a little with every edit: a frontier is asked anew when they move by more. */
const FOUND_STEPS = 20;

/** Null where the plan has no such pool. */
export const frontierRequestOf = (scenario: Scenario, pool: DeploymentAnswer): FrontierRequest | null => {
  const deployment = scenario.deployments.find(({ id }) => id === pool.deploymentId);
  if (!deployment) return null;
  const { serving } = deployment;
  const drafts = draftsOf(scenario, deployment);
  const own = listed(drafts, serving.speculation) ? ('none' as const) : serving.speculation;
  const known = RECIPES.some((recipe) => recipe === serving.weights);
  return {
    deploymentId: deployment.id,
    scenario: {
      ...scenario,
      name: 'frontier',
      seed: 1,
      workloads: scenario.workloads.filter(({ id }) => deployment.workloadIds.includes(id)),
      rackGroups: scenario.rackGroups
        .filter(({ id }) => deployment.rackGroupIds.includes(id))
        .map((group) => (KEEP_ROLE.has(group.role) ? group : { ...group, role: 'auto' as const })),
      deployments: [{ ...deployment, name: 'pool', serving: asked(serving, own) }],
    },
    ask: {
      weights: known ? RECIPES : [serving.weights, ...RECIPES],
      kvFormats: [serving.kvFormat],
      // With drafts of another kind, or an acceptance of its own, the pool's are tried beside those of the model.
      ...(own === 'none' ? { draftTokens: drafts } : {}),
      foundShare: foundShareOf(pool),
    },
  };
};

/** Racks that do not serve, and those that can do nothing but their part. */
const KEEP_ROLE: ReadonlySet<string> = new Set(['kv-store', 'cpu-tools', 'ffn']);

const asked = (
  {
    engine,
    prefillBudgetTokens,
    prefixCaching,
    pagedBlockTokens,
    flashAttention,
    expertBalance,
    kvFormat,
    kvTiers,
  }: Serving,
  speculation: Serving['speculation'],
): Serving => ({
  ...servingSchema.parse({}),
  engine,
  prefillBudgetTokens,
  prefixCaching,
  pagedBlockTokens,
  flashAttention,
  expertBalance,
  kvFormat,
  kvTiers,
  speculation,
});

/** Draft tokens of the model's own layers, 0 for none. */
const draftsOf = (scenario: Scenario, { workloadIds }: Deployment): readonly number[] => {
  const workload = scenario.workloads.find(({ id }) => workloadIds.includes(id));
  const layers = defaultCatalogue.models[workload?.modelId ?? '']?.mtpLayers ?? 0;
  return layers > 0 ? Array.from({ length: MOST_DRAFTS + 1 }, (_, index) => index) : [0];
};

const listed = (drafts: readonly number[], speculation: Serving['speculation']): boolean =>
  speculation === 'none' ||
  (speculation.method === 'mtp' && speculation.acceptance === undefined && drafts.includes(speculation.draftTokens));

/** What the tiers of the plan find of the hits that an unlimited cache would have. */
const foundShareOf = ({ groups }: DeploymentAnswer): number => {
  const reuse = groups.flatMap((group) => group.reuse ?? []);
  const [found, achievable] = reuse.reduce(
    ([a, b], { cachedTokens, achievableTokens }) => [a + cachedTokens, b + achievableTokens],
    [0, 0],
  );
  if (!(achievable > 0)) return 1;
  return Math.min(1, Math.round((FOUND_STEPS * found) / achievable) / FOUND_STEPS);
};
