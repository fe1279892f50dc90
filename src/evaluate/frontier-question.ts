/** The frontier search for a deployment of a scenario: its model, requests, limits and racks, with what an hour of those costs and draws. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue, Percentiles } from '../catalogue/figures.ts';
import { totalOfLines } from '../economics/cost-stack.ts';
import { HOURS_PER_YEAR } from '../economics/hourly.ts';
import { liquidShareOf, sitePue } from '../economics/facility.ts';
import type { Issue } from '../issues/issue.ts';
import { precisionOf } from '../performance/precision.ts';
import type { Scenario, Serving } from '../scenario/schema.ts';
import { stagingOf } from '../search/attention-ffn-sides.ts';
import {
  MODES,
  type FfnPair,
  type FrontierChoices,
  type FrontierQuestion,
  type PrecisionChoice,
  type RackChoice,
  type TechniqueChoice,
} from '../search/frontier-types.ts';
import { kvLinkBetween } from '../search/kv-links.ts';
import { AT_HAND, mixOf, type RequestClass } from '../serving/requests.ts';
import { longest, quantity } from '../units/quantity.ts';
import { groupCostOf } from './group-cost.ts';
import { systemsOf, type PoolGroup, type PoolInput } from './pool.ts';
import { poolInputOf } from './pool-input.ts';
import { formatReasonOf, techniquesOf } from './techniques-of.ts';

/** What the search may vary; absent: all of it. */
export interface FrontierAsk {
  readonly weights?: readonly Serving['weights'][];
  readonly kvFormats?: readonly Serving['kvFormat'][];
  readonly modes?: FrontierChoices['modes'];
  /** Draft tokens of layers that predict several; 0 is without drafts. */
  readonly draftTokens?: readonly number[];
  /** Share of the hits an unlimited cache would have that the tiers of the plan find, 0..1; an evaluation knows it. */
  readonly foundShare?: number;
}

/** The issues say why there is none. Racks of one system at one site are one choice. */
export const frontierQuestionOf = (
  scenario: Scenario,
  deploymentId: string,
  ask: FrontierAsk,
  catalogue: Catalogue,
  calibration: Calibration,
): { readonly question: FrontierQuestion | null; readonly issues: readonly Issue[] } => {
  const issues: Issue[] = [];
  const deployment = scenario.deployments.find(({ id }) => id === deploymentId);
  const pool = deployment ? poolInputOf(scenario, deployment, catalogue, calibration, issues) : null;
  const mix = pool && mixAtPeak(pool, ask.foundShare ?? 1);
  if (!deployment || !pool || !mix || pool.groups.length === 0) return { question: null, issues };
  const stands = standsOf(pool.groups);
  const { serving } = deployment;
  const { networkSeconds } = calibration.links;
  const links = stands.flatMap((prefill) =>
    stands.flatMap((decode) => {
      const shared = prefill === decode;
      const link =
        prefill.lead.site.id === decode.lead.site.id
          ? kvLinkBetween(prefill.lead.device, decode.lead.device, shared, decode.lead.device.domain, networkSeconds)
          : null;
      return link ? [{ prefillRackId: prefill.rackId, decodeRackId: decode.rackId, link }] : [];
    }),
  );
  const question: FrontierQuestion = {
    model: pool.model,
    mix,
    targets: targetsAt(pool, ask.foundShare ?? 1),
    racks: stands.map((stand) => rackChoiceOf(stand, scenario, catalogue)),
    links,
    ffnPairs: ffnPairsOf(stands),
    engine: pool.engine,
    calibration,
    choices: {
      precisions: precisionsFor(pool, stands, serving, ask),
      techniques: techniquesFor(pool, serving, ask, catalogue, calibration),
      modes: ask.modes ?? MODES,
      layouts: 'auto',
      ratios: 'auto',
      prefillBudgetTokens: serving.prefillBudgetTokens,
      maxBatch: serving.maxBatch,
      microBatches: serving.microBatches === 'auto' ? ['auto'] : ['auto', serving.microBatches],
    },
  };
  return { question, issues };
};

/** Requests at the busiest hour, by tokens; without demand, equal parts of every workload. */
const mixAtPeak = ({ workloads }: PoolInput, foundShare: number) => {
  const interactive = workloads.filter(({ urgency }) => urgency !== 'offline');
  const leading = interactive.length > 0 ? interactive : workloads;
  const hours = Array.from({ length: 24 }, (_, hour) =>
    leading.reduce(
      (sum, { week, requests: { inputTokens, cachedTokens, outputTokens } }) =>
        sum + (week.weekday[hour] ?? 0) * (outputTokens + 0.1 * (inputTokens - cachedTokens)),
      0,
    ),
  );
  const peak = hours.indexOf(Math.max(...hours));
  const some = Math.max(...hours) > 0;
  const mix = mixOf(leading.map(({ requests, week }) => ({ requests, weight: some ? (week.weekday[peak] ?? 0) : 1 })));
  return mix && { ...mix, cachedTokens: foundShare * mix.cachedTokens };
};

/** Limits of the interactive workloads, with the way to the users from the farthest rack. */
const targetsAt = ({ workloads, groups }: PoolInput, foundShare: number): FrontierQuestion['targets'] =>
  workloads
    .filter(({ urgency, targets }) => urgency !== 'offline' && (targets.ttft || targets.tpot || targets.e2e))
    .map(({ requests, targets: { ttft, tpot, e2e }, workload }) => {
      const ways = groups.map(({ delays }) => delays[workload.id] ?? AT_HAND);
      const farthest = (level: keyof Percentiles): Percentiles['p50'] => longest(...ways.map((way) => way[level]));
      const roundTrip = { p50: farthest('p50'), p95: farthest('p95'), p99: farthest('p99') };
      return { requests: finding(requests, foundShare), ttft, tpot, e2e, roundTrip };
    });

/** Requests whose caches hold a share of what unlimited ones would: the rest of each prompt is computed. */
const finding = (requests: RequestClass, share: number): RequestClass => {
  const { inputTokens, cachedTokens, prefillSizes } = requests;
  const nominal = Math.max(1, inputTokens - cachedTokens);
  const factor = (inputTokens - share * cachedTokens) / nominal;
  return {
    ...requests,
    cachedTokens: share * cachedTokens,
    prefillSizes: prefillSizes.map(({ tokens, weight }) => ({ tokens: tokens * factor, weight })),
  };
};

/** Rack groups of one system at one site. */
interface Stand {
  readonly rackId: string;
  readonly lead: PoolGroup;
  readonly groups: readonly PoolGroup[];
  /** To run FFNs beside others of the same system: a choice of its own. */
  readonly feeds: boolean;
}

const standsOf = (groups: readonly PoolGroup[]): Stand[] => {
  const stands = new Map<string, Stand>();
  for (const group of groups) {
    const { site, system, rackGroup } = group;
    const alike = groups.filter((other) => other.site.id === site.id && other.system.id === system.id);
    const feeds = rackGroup.role === 'ffn' && alike.some((other) => other.rackGroup.role !== 'ffn');
    const rackId = `${site.id}/${system.id}${feeds ? '/ffn' : ''}`;
    const stand = stands.get(rackId);
    stands.set(rackId, { rackId, lead: stand?.lead ?? group, groups: [...(stand?.groups ?? []), group], feeds });
  }
  return [...stands.values()];
};

const isSram = ({ lead }: Stand): boolean => lead.accelerator.kind === 'lpu';

/** Racks of another kind at the same site, or of the same kind by their role; parts with no memory for KV run no attention. */
const ffnPairsOf = (stands: readonly Stand[]): FfnPair[] =>
  stands
    .filter((attention) => !isSram(attention) && !attention.feeds)
    .flatMap((attention) =>
      stands
        .filter((ffn) => ffn !== attention && ffn.lead.site.id === attention.lead.site.id)
        .map((ffn) => ({ attentionRackId: attention.rackId, ffnRackId: ffn.rackId })),
    );

/** SRAM parts with the role, and racks with it beside others like them, do nothing else. */
const feedsOnly = (stand: Stand): boolean =>
  stand.feeds || (isSram(stand) && stand.groups.every(({ rackGroup }) => rackGroup.role === 'ffn'));

const rackChoiceOf = (stand: Stand, scenario: Scenario, catalogue: Catalogue): RackChoice => {
  const { rackId, lead, groups } = stand;
  const { system, site, device } = lead;
  const accelerators = groups.reduce((sum, group) => sum + group.accelerators, 0);
  const region = catalogue.regions[site.regionId];
  const perSystem = system.powerTypical ?? system.powerNameplate;
  const pue = region
    ? sitePue({
        statedPue: site.pue ?? null,
        pueAir: region.pueAir.base,
        pueLiquid: region.pueLiquid.base,
        liquidShare: liquidShareOf(system),
      })
    : 1;
  const yearly = groups.map(({ rackGroup, accelerator }) => {
    if (!region || perSystem === null) return null;
    const meanItPower = quantity<'J/s'>(perSystem * systemsOf(rackGroup));
    const cost = groupCostOf(
      { rackGroup, site, system, accelerator, region, pue, meanItPower, streamedTokensPerYear: 0 },
      catalogue,
    );
    // A site that stands for several counts its cost at all of them, its racks here once.
    return cost && totalOfLines(cost.stack) / site.count;
  });
  const total = yearly.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  return {
    rackId,
    label: [system.name, ...(stand.feeds ? ['FFN'] : []), ...(scenario.sites.length > 1 ? [site.name] : [])].join(', '),
    device,
    accelerators,
    largestGroup: Math.max(...groups.map((group) => group.accelerators)),
    usdPerAcceleratorHour: total === null ? null : total / HOURS_PER_YEAR / accelerators,
    wattsPerAccelerator: perSystem === null || !region ? null : perSystem / system.accelerators,
    pue,
    ...(isSram(stand) ? { sram: { perRack: system.accelerators, staging: stagingOf(catalogue.memoryTiers) } } : {}),
    ...(feedsOnly(stand) ? { only: 'ffn' } : {}),
  };
};

/** The formats of the deployment first, then published recipes; each once. */
const precisionsFor = (
  { model, engine, precision }: PoolInput,
  stands: readonly Stand[],
  serving: Serving,
  ask: FrontierAsk,
): PrecisionChoice[] => {
  const weights = ask.weights ?? [serving.weights, 'native', 'fp8', 'nvfp4'];
  const formats = ask.kvFormats ?? [serving.kvFormat];
  const own = ask.weights || ask.kvFormats ? [] : [{ label: labelOf(precision), precision }];
  const choices: PrecisionChoice[] = weights.flatMap((weight) =>
    formats.map((kvFormat) => {
      const chosen = precisionOf(model, weight, kvFormat, engine.id);
      const refused = stands.flatMap(({ rackId, lead }) => {
        const reason = formatReasonOf({ ...serving, weights: weight, kvFormat }, model, lead.accelerator);
        return reason === null ? [] : [[rackId, reason] as const];
      });
      return { label: labelOf(chosen), precision: chosen, refusedOn: Object.fromEntries(refused) };
    }),
  );
  const seen = new Map<string, PrecisionChoice>();
  for (const choice of [...own, ...choices]) {
    const key = JSON.stringify(choice.precision);
    seen.set(key, { ...seen.get(key), ...choice });
  }
  return [...seen.values()];
};

const labelOf = ({ label, kvFormat }: PoolInput['precision']): string => `${label}, ${kvFormat} KV`;

/** The levers of the deployment first, then drafts of the model's own layers. Levers that cannot be had are left out. */
const techniquesFor = (
  { model, techniques, workloads }: PoolInput,
  serving: Serving,
  ask: FrontierAsk,
  catalogue: Catalogue,
  calibration: Calibration,
): TechniqueChoice[] => {
  const drafts = ask.draftTokens ?? [0, ...(model.mtpLayers > 0 ? [1, 2, 3] : [])];
  const workflows = workloads.map(({ workload }) => workload.workflowId);
  const others = drafts.flatMap((draftTokens) => {
    const speculation = draftTokens === 0 ? ('none' as const) : { method: 'mtp' as const, draftTokens };
    const found = techniquesOf({ ...serving, speculation }, model, workflows, catalogue, calibration);
    return typeof found === 'string' ? [] : [found];
  });
  const seen = new Map(
    [...(ask.draftTokens ? [] : [techniques]), ...others].map((one) => [JSON.stringify(one), one] as const),
  );
  return [...seen.values()].map((one) => ({
    label: one.speculation ? `${METHODS[one.speculation.method]} ${one.speculation.draftTokens}` : 'no drafts',
    techniques: one,
    tokensPerStepApart: one.speculation?.tokensPerStep ?? 1,
  }));
};

const METHODS = { mtp: 'MTP', eagle: 'EAGLE', 'draft-model': 'draft model' } as const;
