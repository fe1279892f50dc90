/**
 * Where the before/after ladder starts: every lever off, BF16 weights on the fewest accelerators that hold them, whole prompts in one
 * step, one sequence at a time.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { instanceOf } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import type { Deployment, Scenario, Serving } from '../scenario/schema.ts';
import { layoutsOf } from '../search/layouts.ts';
import { mixOf } from '../serving/requests.ts';
import { batchCapOf } from '../serving/service-curve.ts';
import { reachOf } from './capacity-question.ts';
import { wholePromptBudget, type LeverFacts } from './ladder-levers.ts';
import type { PoolInput } from './pool.ts';
import { poolInputOf } from './pool-input.ts';

export interface LadderStart {
  readonly serving: Serving;
  readonly facts: LeverFacts;
}

/** Formats tried in turn until one fits. */
const FORMATS = ['bf16', 'native', 'nvfp4', 'int4-g128'] as const;

/** A sentence where nothing of the deployment can be computed. */
export const ladderStartOf = (
  scenario: Scenario,
  deployment: Deployment,
  catalogue: Catalogue,
  calibration: Calibration,
): LadderStart | string => {
  const bare = bareServing(deployment.serving);
  const inputWith = (serving: Serving): PoolInput | null =>
    poolInputOf(scenario, { ...deployment, serving }, catalogue, calibration, []);
  const pool = inputWith(bare);
  const [group] = pool?.groups ?? [];
  if (!pool || !group) return `Nothing of ${deployment.name} can be computed; its issues say why.`;
  const mix = mixOf(pool.workloads.map(({ requests }) => ({ requests, weight: 1 })));
  if (!mix) return `${deployment.name} has no requests.`;
  const longestPrompt = Math.max(
    ...pool.workloads.flatMap(({ requests }) => requests.prefillSizes.map(({ tokens }) => tokens)),
  );
  const facts: LeverFacts = {
    model: pool.model,
    accelerators: [...new Map(pool.groups.map(({ accelerator }) => [accelerator.id, accelerator])).values()],
    own: deployment.serving,
    stores: storesOf(scenario, pool, catalogue),
    ffnApart:
      deployment.serving.mode === 'attention-ffn' || pool.groups.some(({ rackGroup }) => rackGroup.role === 'ffn'),
  };
  const widest = Math.min(
    reachOf(group.device),
    Math.max(...pool.groups.filter(({ system }) => system === group.system).map(({ accelerators }) => accelerators)),
  );
  const layouts = layoutsOf(pool.model, group.device, widest).toSorted(fewestFirst);
  const budgets = [wholePromptBudget(longestPrompt, deployment.serving), deployment.serving.prefillBudgetTokens];
  for (const weights of FORMATS) {
    for (const prefillBudgetTokens of budgets) {
      const serving: Serving = { ...bare, weights, prefillBudgetTokens };
      const tried = inputWith(serving);
      const layout = layouts.find(
        (one) =>
          tried &&
          batchCapOf(
            instanceOf(tried.model, group.device, one, tried.precision, tried.engine, calibration, tried.techniques),
            mix,
            { prefillBudgetTokens, maxBatch: 1 },
          ) !== null,
      );
      if (layout) return { serving: { ...serving, layout }, facts };
    }
  }
  return `${pool.model.name} fits ${group.system.name} in no layout and no format.`;
};

const fewestFirst = (a: Layout, b: Layout): number =>
  acceleratorsOf(a) - acceleratorsOf(b) || a.pp - b.pp || a.ep - b.ep;

const bareServing = (own: Serving): Serving => ({
  ...own,
  mode: 'aggregated',
  weights: 'bf16',
  kvFormat: 'bf16',
  layout: 'auto',
  prefillLayout: 'auto',
  maxBatch: 1,
  prefixCaching: false,
  pagedBlockTokens: 'off',
  flashAttention: false,
  speculation: 'none',
  kvTiers: { host: false, localNvme: false, racks: false, wait: own.kvTiers.wait },
});

const storesOf = (scenario: Scenario, pool: PoolInput, catalogue: Catalogue): LeverFacts['stores'] => {
  const sites = new Set(pool.groups.map(({ site }) => site.id));
  return scenario.rackGroups
    .filter(({ role, siteId }) => role === 'kv-store' && sites.has(siteId))
    .flatMap(({ systemId }) => catalogue.systems[systemId] ?? []);
};
