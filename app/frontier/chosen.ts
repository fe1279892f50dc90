/** Which point of the frontier the plan is: its own configuration, at the sequences in flight it is fixed to or comes to at its SLA limit. */
import type { DeploymentAnswer, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { layoutKey, type Layout } from '../../src/performance/layout.ts';
import type { Scenario, Serving } from '../../src/scenario/schema.ts';
import type { FrontierAnswer } from '../../src/search/frontier-types.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';

interface Plan {
  readonly mode: 0 | 1;
  readonly rack: number;
  readonly prefillRack: number;
  readonly layout: number;
  readonly prefillLayout: number;
  readonly precision: number;
  readonly technique: number;
  /** Prefill instances for each that decodes. */
  readonly ratio: number;
  /** Sequences in flight on one instance that decodes. */
  readonly sequences: number;
}

/** Index of the point; null where the search did not work out the plan's configuration. */
export const chosenPoint = (
  answer: FrontierAnswer,
  terms: FrontierTerms,
  scenario: Scenario,
  pool: DeploymentAnswer,
): number | null => {
  const serving = scenario.deployments.find(({ id }) => id === pool.deploymentId)?.serving;
  const plan = serving && planOf(answer, terms, scenario, pool, serving);
  if (!plan) return null;
  const { configurations, columns } = answer;
  let [best, least] = [-1, Infinity];
  for (let index = 0; index < columns.configuration.length; index++) {
    const own = columns.configuration[index] ?? 0;
    const same =
      configurations.mode[own] === plan.mode &&
      configurations.layout[own] === plan.layout &&
      configurations.precision[own] === plan.precision &&
      configurations.technique[own] === plan.technique &&
      configurations.rack[own] === plan.rack &&
      configurations.prefillRack[own] === plan.prefillRack &&
      configurations.prefillLayout[own] === plan.prefillLayout;
    if (!same) continue;
    const decodes = configurations.decodes[own] ?? 1;
    const ratio = plan.mode === 0 ? 1 : (configurations.prefills[own] ?? 1) / decodes / plan.ratio;
    // A ratio is chosen, sequences in flight come about: another ratio is farther away.
    const away =
      4 * Math.abs(Math.log(ratio)) + Math.abs(Math.log((columns.inFlight[index] ?? 0) / decodes / plan.sequences));
    if (away >= least) continue;
    best = index;
    least = away;
  }
  return best === -1 ? null : best;
};

const planOf = (
  { layouts }: FrontierAnswer,
  terms: FrontierTerms,
  scenario: Scenario,
  pool: DeploymentAnswer,
  serving: Serving,
): Plan | null => {
  const prefill = pool.groups.find(({ role }) => role === 'prefill') ?? null;
  const decode = pool.groups.find(({ role }) => role === (prefill ? 'decode' : 'serve'));
  if (!decode || pool.groups.some(({ role }) => role === 'ffn')) return null;
  const layoutIndex = (layout: Layout): number => layouts.findIndex((one) => layoutKey(one) === layoutKey(layout));
  const plan: Plan = {
    mode: prefill ? 1 : 0,
    rack: rackOf(terms, scenario, decode),
    prefillRack: rackOf(terms, scenario, prefill ?? decode),
    layout: layoutIndex(decode.layout),
    prefillLayout: layoutIndex((prefill ?? decode).layout),
    precision: terms.choices.precisions.findIndex(
      ({ precision }) => precision.label === decode.weightsLabel && precision.kvFormat === decode.kvFormat,
    ),
    technique: techniqueOf(terms, serving),
    ratio: prefill ? prefill.instances / Math.max(1, decode.instances) : 1,
    sequences: Math.max(1, sequencesOf(serving, decode)),
  };
  return [plan.rack, plan.prefillRack, plan.layout, plan.prefillLayout, plan.precision, plan.technique].includes(-1)
    ? null
    : plan;
};

const sequencesOf = ({ maxBatch }: Serving, { sequencesAtSla, sequencesAtPeak }: GroupAnswer): number =>
  maxBatch !== 'auto' ? maxBatch : sequencesAtSla > 0 ? sequencesAtSla : sequencesAtPeak;

const rackOf = ({ racks }: FrontierTerms, { rackGroups }: Scenario, group: GroupAnswer): number => {
  const siteId = rackGroups.find(({ id }) => id === group.rackGroupId)?.siteId ?? '';
  return racks.findIndex(({ rackId }) => rackId === `${siteId}/${group.systemId}`);
};

export const techniqueOf = ({ choices }: FrontierTerms, { speculation }: Serving): number =>
  choices.techniques.findIndex(({ techniques }) =>
    speculation === 'none'
      ? techniques.speculation === null
      : techniques.speculation?.method === speculation.method &&
        techniques.speculation.draftTokens === speculation.draftTokens,
  );
