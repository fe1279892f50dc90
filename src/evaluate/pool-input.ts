/**
 * A deployment with everything it refers to looked up: model, racks with their devices, workloads with their requests by hour.
 * What cannot be looked up or served becomes an issue here; what remains can be computed.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue, Model, Workflow } from '../catalogue/figures.ts';
import type { Issue, IssueCode } from '../issues/issue.ts';
import { clocksUnder } from '../economics/power-limit.ts';
import { meanOf } from '../maths/log-normal.ts';
import { deviceOf } from '../performance/device.ts';
import { precisionOf } from '../performance/precision.ts';
import type { Deployment, Scenario, Workload } from '../scenario/schema.ts';
import { toolUseOf } from '../serving/tool-demand.ts';
import { busiestWeek, calendarOf, weekDemandOf } from '../serving/demand.ts';
import { retentionCurveOf, type RetentionCurve } from '../serving/kv-retention.ts';
import { addSeconds, requestClassOf, type RequestClass } from '../serving/requests.ts';
import { formatReasonOf, techniquesOf } from './techniques-of.ts';
import { storesNear, toolCoresNear, toolGroupsOf } from './pool-neighbours.ts';
import { systemsOf, type PoolGroup, type PoolInput, type PoolWorkload } from './pool.ts';
import { sitesShortOfPower } from './power-allotment.ts';
import { roundTripLevels, roundTripOf, unknownRegionsOf } from './reach.ts';
import { targetsOf } from './targets.ts';
import { lookupSecondsOf, storeRacksOf } from './vector-stores.ts';

type Report = (code: IssueCode, severity: Issue['severity'], facts: Issue['facts'], mend?: Issue['mend']) => void;

/** Null when nothing can be computed for this deployment; the issues say why. */
export const poolInputOf = (
  scenario: Scenario,
  deployment: Deployment,
  catalogue: Catalogue,
  calibration: Calibration,
  issues: Issue[],
): PoolInput | null => {
  const report: Report = (code, severity, facts, mend) =>
    issues.push({ code, severity, path: `deployments/${deployment.id}`, facts, ...(mend ? { mend } : {}) });
  const members = deployment.workloadIds.flatMap((id) => scenario.workloads.filter((workload) => workload.id === id));
  const first = members[0];
  if (!first) return null;
  const stranger = members.find((workload) => workload.modelId !== first.modelId);
  if (stranger) {
    report('deployment-model-mismatch', 'refusal', {
      deployment: deployment.name,
      model: first.modelId,
      otherModel: stranger.modelId,
    });
    return null;
  }
  const model = catalogue.models[first.modelId];
  if (!model) {
    report('unknown-reference', 'refusal', { kind: 'model', id: first.modelId });
    return null;
  }
  if (model.task !== 'generate') {
    report('model-does-not-generate', 'refusal', { model: model.name, task: model.task });
    return null;
  }
  const { serving } = deployment;
  const workloads = members.flatMap((workload) =>
    workloadOf(scenario, workload, model, serving.prefixCaching, catalogue, issues),
  );
  // Offline work takes what is left: it does not decide how drafts are accepted.
  const leading = workloads.filter(({ urgency }) => urgency !== 'offline');
  const techniques = techniquesOf(
    serving,
    model,
    (leading.length > 0 ? leading : workloads).map(({ workload }) => workload.workflowId),
    catalogue,
    calibration,
  );
  if (typeof techniques === 'string') {
    report('serving-refused', 'refusal', {
      deployment: deployment.name,
      what: 'speculative decoding',
      reason: techniques,
    });
    return null;
  }
  const found = deployment.rackGroupIds.flatMap((id) =>
    groupOf(scenario, deployment, model, members, id, catalogue, report),
  );
  const storeRacks = storeRacksOf(scenario, found, toolGroupsOf(scenario), catalogue);
  const groups = found.map((group): PoolGroup => ({
    ...group,
    delays: Object.fromEntries(
      members.map((workload) => {
        const lookup = lookupSecondsOf(workload, group.site, storeRacks, catalogue);
        const way = roundTripLevels(workload, group.site, catalogue);
        return [workload.id, addSeconds(way, lookup)];
      }),
    ),
  }));
  if (groups.length === 0) report('deployment-empty', 'warning', { deployment: deployment.name });
  if (workloads.length === 0) return null;
  const sites = [...new Set(groups.map(({ site }) => site))];
  for (const workload of members) {
    for (const id of unknownRegionsOf(workload, sites, catalogue))
      issues.push({
        code: 'unknown-reference',
        severity: 'warning',
        path: `workloads/${workload.id}`,
        facts: { kind: 'region', id },
      });
  }
  return {
    deployment,
    model,
    precision: precisionOf(model, serving.weights, serving.kvFormat, serving.engine),
    engine: calibration.engines[serving.engine],
    techniques,
    groups,
    workloads,
    stores: storesNear(scenario, deployment, groups, catalogue),
    toolCores: toolCoresNear(scenario, groups, catalogue),
    storeRacks,
    shortOfPower: sites.length > 1 ? sitesShortOfPower(scenario, catalogue) : new Set(),
    memoryTiers: catalogue.memoryTiers,
  };
};

const workloadOf = (
  scenario: Scenario,
  workload: Workload,
  model: Model,
  prefixCaching: boolean,
  catalogue: Catalogue,
  issues: Issue[],
): PoolWorkload[] => {
  const path = `workloads/${workload.id}`;
  const unknown = (kind: string, id: string): [] => {
    issues.push({ code: 'unknown-reference', severity: 'refusal', path, facts: { kind, id } });
    return [];
  };
  const workflow = catalogue.workflows[workload.workflowId];
  if (!workflow) return unknown('workflow', workload.workflowId);
  const sla = targetsOf(scenario, catalogue, workload.slaClassId);
  if (!sla) return unknown('SLA class', workload.slaClassId);
  const { demand } = workload;
  const shape = typeof demand.shape === 'string' ? catalogue.diurnalShapes[demand.shape] : demand.shape;
  if (!shape) return unknown('day shape', String(demand.shape));
  const own = requestsOf(workflow, workload.overrides, model, prefixCaching);
  const longest = longestNeed(workload, workflow, own.outputTokens);
  if (model.contextMaxTokens !== null && longest > model.contextMaxTokens) {
    const facts = { workload: workload.name, model: model.name, tokens: longest, limitTokens: model.contextMaxTokens };
    issues.push({ code: 'context-too-long', severity: 'warning', path, facts });
  }
  const requests =
    demand.dispersionPerMinute === undefined ? own : { ...own, dispersionPerMinute: demand.dispersionPerMinute };
  const calendar = calendarOf(
    weekDemandOf({
      peakRequestsPerSecond: demand.peakSessionsPerSecond * requests.requestsPerSession,
      shape,
      utcOffsetHours: demand.utcOffsetHours,
      elsewhere: demand.elsewhere.map((part) => ({
        share: part.share,
        utcOffsetHours: catalogue.regions[part.regionId]?.utcOffsetHours ?? demand.utcOffsetHours,
      })),
    }),
    demand.monthShape,
    demand.quotaSessionsPerSecond === undefined
      ? undefined
      : demand.quotaSessionsPerSecond * requests.requestsPerSession,
  );
  return [
    {
      workload,
      urgency: sla.urgency,
      priority: sla.priority,
      requests,
      week: busiestWeek(calendar),
      calendar,
      targets: sla.targets,
      retention: retentionOf(workflow),
      tools: toolUseOf(workflow, requests.requestsPerSession),
    },
  ];
};

/** Demand changes often, what a request is does not. */
const known = new WeakMap<
  Workload['overrides'],
  {
    readonly workflow: Workflow;
    readonly model: Model;
    readonly prefixCaching: boolean;
    readonly requests: RequestClass;
  }
>();

const requestsOf = (
  workflow: Workflow,
  overrides: Workload['overrides'],
  model: Model,
  prefixCaching: boolean,
): RequestClass => {
  const before = known.get(overrides);
  if (before?.workflow === workflow && before.model === model && before.prefixCaching === prefixCaching)
    return before.requests;
  const requests = requestClassOf(workflow, overrides, model.contextMaxTokens, prefixCaching);
  known.set(overrides, { workflow, model, prefixCaching, requests });
  return requests;
};

const retentions = new WeakMap<Workflow, RetentionCurve>();

const retentionOf = (workflow: Workflow): RetentionCurve => {
  const curve = retentions.get(workflow) ?? retentionCurveOf(workflow);
  retentions.set(workflow, curve);
  return curve;
};

/** Tokens of the first turn, mean input and output: what every session needs. Later turns are held at the limit. */
const longestNeed = ({ overrides }: Workload, workflow: Workflow, outputTokens: number): number =>
  (overrides.firstInputTokens ?? meanOf(workflow.firstInputTokens)) + outputTokens;

const groupOf = (
  scenario: Scenario,
  deployment: Deployment,
  model: Model,
  members: readonly Workload[],
  rackGroupId: string,
  catalogue: Catalogue,
  report: Report,
): PoolGroup[] => {
  const rackGroup = scenario.rackGroups.find((group) => group.id === rackGroupId);
  const site = scenario.sites.find((one) => one.id === rackGroup?.siteId);
  if (!rackGroup || !site || systemsOf(rackGroup) === 0) return [];
  const system = catalogue.systems[rackGroup.systemId];
  if (!system) {
    report('unknown-reference', 'refusal', { kind: 'system', id: rackGroup.systemId });
    return [];
  }
  if (rackGroup.role === 'kv-store' || rackGroup.role === 'cpu-tools') return [];
  const accelerator = system.acceleratorId === null ? undefined : catalogue.accelerators[system.acceleratorId];
  if (!accelerator || system.accelerators === 0) {
    report('no-accelerator', 'warning', { system: system.name, deployment: deployment.name });
    return [];
  }
  const exiled = members.find(({ allowedSiteIds }) => allowedSiteIds && !allowedSiteIds.includes(site.id));
  if (exiled) {
    report('residency', 'warning', { workload: exiled.name, site: site.name });
    return [];
  }
  const left = clocksUnder(accelerator, rackGroup.powerLimitShare, catalogue.power);
  if (left.compute <= 0) {
    report('power-limit-idle', 'refusal', { system: system.name, limitShare: rackGroup.powerLimitShare });
    return [];
  }
  const device = deviceOf(accelerator, system, left);
  if (!device) {
    const missing = accelerator.memoryBandwidth
      ? accelerator.memoryCapacity
        ? 'compute rate'
        : 'memory capacity'
      : 'memory bandwidth';
    report('no-performance-data', 'refusal', { system: system.name, missing });
    return [];
  }
  const format = formatReasonOf(deployment.serving, model, accelerator);
  // LPUs that run the FFN hold its weights in FP8 whatever the deployment says.
  const convertsItself =
    rackGroup.role === 'ffn' && accelerator.kind === 'lpu' && deployment.serving.mode !== 'aggregated';
  if (format && !convertsItself) {
    report('serving-refused', 'refusal', {
      deployment: deployment.name,
      what: `these formats on ${system.name}`,
      reason: format,
    });
    return [];
  }
  const roundTrips = Object.fromEntries(
    members.map((workload) => [workload.id, roundTripOf(workload, site, catalogue)]),
  );
  const accelerators = systemsOf(rackGroup) * system.accelerators;
  return [{ rackGroup, site, system, accelerator, device, accelerators, roundTrips, delays: {} }];
};
