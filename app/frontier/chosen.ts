/**
 * Where the plan stands on the frontier. With a batch fixed by a person it is one of the points. Else it is what the plan itself answers at
 * the load that uses up its SLA: the search leaves out points of configurations that others beat.
 */
import type { DeploymentAnswer, Evaluation, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { acceleratorsOf, layoutKey, type Layout } from '../../src/performance/layout.ts';
import { DECODE_RATE_SHARE } from '../../src/serving/disaggregated-curve.ts';
import type { Scenario, Serving } from '../../src/scenario/schema.ts';
import { MODES, type FrontierAnswer, type FrontierConfiguration } from '../../src/search/frontier-types.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { spotAt, type Spot } from './spots.ts';

interface Plan {
  readonly mode: number;
  readonly rack: number;
  readonly prefillRack: number;
  readonly layout: number;
  readonly prefillLayout: number;
  readonly precision: number;
  readonly technique: number;
  /** Prefill instances for each that decodes; null where each does both. */
  readonly ratio: number | null;
  /** FFN instances for each that does the attention. */
  readonly ffns: number | null;
}

/** Null for a plan without an answer. */
export const chosenOf = (
  answer: FrontierAnswer,
  terms: FrontierTerms,
  scenario: Scenario,
  pool: DeploymentAnswer,
  workloads: Evaluation['workloads'],
): Spot | null => {
  const serving = scenario.deployments.find(({ id }) => id === pool.deploymentId)?.serving;
  const parts = partsOf(pool);
  if (!serving || !parts) return null;
  const fixed = serving.maxBatch === 'auto' ? null : pointOf(answer, terms, scenario, parts, serving, serving.maxBatch);
  if (fixed !== null) return spotAt(answer, fixed);
  const atLimit = limitSpot(terms, scenario, parts, serving, meanTtft(pool, workloads));
  if (atLimit) return atLimit;
  const atPeak = pointOf(answer, terms, scenario, parts, serving, parts.decode.sequencesAtPeak);
  return atPeak === null ? null : spotAt(answer, atPeak);
};

interface Parts {
  /** The instances that hold the KV: those that decode, or do the attention. */
  readonly decode: GroupAnswer;
  readonly prefill: GroupAnswer | null;
  readonly ffn: GroupAnswer | null;
}

const partsOf = ({ groups }: DeploymentAnswer): Parts | null => {
  const of = (wanted: GroupAnswer['role']): GroupAnswer | null => groups.find(({ role }) => role === wanted) ?? null;
  const decode = of('attention') ?? of('decode') ?? of('serve');
  return decode && { decode, prefill: decode.role === 'serve' ? null : of('prefill'), ffn: of('ffn') };
};

const modeOf = ({ prefill, ffn }: Parts): FrontierConfiguration['mode'] =>
  ffn ? 'attention-ffn' : prefill ? 'disaggregated' : 'aggregated';

/** Median of the workloads at the peak hour, seconds; 0 where none is answered. */
const meanTtft = ({ deploymentId }: DeploymentAnswer, workloads: Evaluation['workloads']): number => {
  const known = workloads.flatMap((one) => (one.deploymentId === deploymentId ? (one.ttft?.p50 ?? []) : []));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/**
 * Figures of the group that decodes at its SLA limit. A request stays N·osl ÷ X on an instance with N in flight that puts out X tokens per
 * second (Little's law); without the first token, osl − 1 tokens are left for the rest of that time.
 */
const limitSpot = (
  terms: FrontierTerms,
  scenario: Scenario,
  parts: Parts,
  serving: Serving,
  ttft: number,
): Spot | null => {
  const { decode, prefill, ffn } = parts;
  const { outputTokens } = terms.mix;
  const { sequencesAtSla, slaTokensPerSecond, instances } = decode;
  if (!(sequencesAtSla > 0) || !(slaTokensPerSecond > 0) || outputTokens <= 1) return null;
  const stay = (sequencesAtSla * instances * outputTokens) / slaTokensPerSecond;
  // Prefill apart: the first token comes from other instances, and a share of the time goes to taking over their KV. Eq. S5
  const decoding = prefill
    ? (DECODE_RATE_SHARE * stay * (outputTokens - 1)) / outputTokens
    : Math.max(stay / 2, stay - ttft);
  const groups = [decode, prefill, ffn].filter((group) => group !== null);
  const used = groups.map((group) => ({
    accelerators: group.acceleratorsUsed,
    rack: terms.racks[rackOf(terms, scenario, group)],
  }));
  const total = (each: (rack: FrontierTerms['racks'][number]) => number | null): number =>
    used.reduce((sum, { accelerators, rack }) => sum + accelerators * ((rack && each(rack)) ?? NaN), 0);
  return {
    index: null,
    configuration: configurationOf(terms, scenario, parts, serving),
    perUser: (outputTokens - 1) / decoding,
    up: {
      gpu: slaTokensPerSecond / used.reduce((sum, { accelerators }) => sum + accelerators, 0),
      kilowatt: (1e3 * slaTokensPerSecond) / total(({ wattsPerAccelerator: watts, pue }) => watts && watts * pue),
      dollar: (3_600 * slaTokensPerSecond) / total(({ usdPerAcceleratorHour }) => usdPerAcceleratorHour),
    },
    ttft,
    inFlight: sequencesAtSla * instances,
    misses: [],
  };
};

const configurationOf = (
  terms: FrontierTerms,
  scenario: Scenario,
  parts: Parts,
  serving: Serving,
): FrontierConfiguration => {
  const { decode, prefill, ffn } = parts;
  const rackIdOf = (group: GroupAnswer): string => terms.racks[rackOf(terms, scenario, group)]?.rackId ?? '';
  const shared = {
    mode: modeOf(parts),
    rackId: rackIdOf(decode),
    layout: decode.layout,
    precision: precisionOf(terms, decode),
    technique: techniqueOf(terms, serving),
    ffn: ffn && {
      rackId: rackIdOf(ffn),
      layout: ffn.layout,
      count: ffn.instances,
      accelerators: ffn.acceleratorsUsed,
      microBatches: serving.microBatches,
    },
  };
  if (!prefill) {
    const accelerators = acceleratorsOf(decode.layout) + (ffn?.acceleratorsUsed ?? 0);
    return { ...shared, prefillRackId: null, prefillLayout: null, ratio: null, accelerators };
  }
  return {
    ...shared,
    prefillRackId: rackIdOf(prefill),
    prefillLayout: prefill.layout,
    ratio: { prefills: prefill.instances, decodes: decode.instances },
    accelerators: prefill.acceleratorsUsed + decode.acceleratorsUsed + (ffn?.acceleratorsUsed ?? 0),
  };
};

const precisionOf = ({ choices }: FrontierTerms, { weightsLabel, kvFormat }: GroupAnswer): number =>
  choices.precisions.findIndex(({ precision }) => precision.label === weightsLabel && precision.kvFormat === kvFormat);

/** Index of the point nearest the plan's configuration at `sequences` in flight on an instance; null where it has none. */
const pointOf = (
  answer: FrontierAnswer,
  terms: FrontierTerms,
  scenario: Scenario,
  parts: Parts,
  serving: Serving,
  sequences: number,
): number | null => {
  const plan = planOf(answer, terms, scenario, parts, serving);
  if (!plan || !(sequences > 0)) return null;
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
    const ratio = plan.ratio === null ? 1 : (configurations.prefills[own] ?? 1) / decodes / plan.ratio;
    const ffns = plan.ffns === null ? 1 : (configurations.ffns[own] ?? 1) / decodes / plan.ffns;
    // A ratio is chosen, sequences in flight come about: another ratio is farther away.
    const away =
      4 * (Math.abs(Math.log(ratio)) + Math.abs(Math.log(ffns))) +
      Math.abs(Math.log((columns.inFlight[index] ?? 0) / decodes / sequences));
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
  parts: Parts,
  serving: Serving,
): Plan | null => {
  const { decode, prefill, ffn } = parts;
  const layoutIndex = (layout: Layout): number => layouts.findIndex((one) => layoutKey(one) === layoutKey(layout));
  const plan: Plan = {
    mode: MODES.indexOf(modeOf(parts)),
    rack: rackOf(terms, scenario, decode),
    prefillRack: rackOf(terms, scenario, prefill ?? decode),
    layout: layoutIndex(decode.layout),
    prefillLayout: layoutIndex((prefill ?? decode).layout),
    precision: precisionOf(terms, decode),
    technique: techniqueOf(terms, serving),
    ratio: prefill && prefill.instances / Math.max(1, decode.instances),
    ffns: ffn && ffn.instances / Math.max(1, decode.instances),
  };
  return [plan.rack, plan.prefillRack, plan.layout, plan.prefillLayout, plan.precision, plan.technique].includes(-1)
    ? null
    : plan;
};

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
