/** What a computed pool has to say: overload, lateness, targets out of reach, formats that run wider than stored. */
import type { WeightFormat } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import { runsAs } from '../performance/device.ts';
import { COMPUTE_FORMAT } from '../performance/precision.ts';
import type { DeploymentAnswer, WorkloadAnswer } from './evaluation.ts';
import { ladderOf } from './pool-reuse.ts';
import { tierIssues } from './reuse-answer.ts';
import type { PoolAnswer } from './pool-answer.ts';
import { latencyAtShare, type ServingUnit } from './pool-capacity.ts';

export const poolIssuesOf = (
  answer: PoolAnswer,
  deployment: DeploymentAnswer,
  workloads: readonly WorkloadAnswer[],
): Issue[] => [
  ...outOfReach(answer),
  ...loadIssues(answer, deployment),
  ...offlineIssues(workloads),
  ...widerFormats(answer),
  ...missingTiers(answer),
  ...(answer.provisional ? [issueOf(answer, 'layout-provisional', 'note', {})] : []),
];

const issueOf = (
  answer: PoolAnswer,
  code: Issue['code'],
  severity: Issue['severity'],
  facts: Issue['facts'],
  mend?: Issue['mend'],
): Issue => ({
  code,
  severity,
  path: `deployments/${answer.input.deployment.id}`,
  facts: { deployment: answer.input.deployment.name, ...facts },
  ...(mend ? { mend } : {}),
});

/** Targets that even an idle pool misses, the first of each workload. */
const outOfReach = (answer: PoolAnswer): Issue[] => {
  if (answer.slaCapacity > 0) return [];
  return answer.input.workloads.flatMap((workload) => {
    const idle = workload.urgency === 'offline' ? null : latencyAtShare(answer, workload, 1e-4);
    if (!idle) return [];
    for (const metric of ['ttft', 'tpot', 'e2e'] as const) {
      for (const level of ['p50', 'p95', 'p99'] as const) {
        const limit = workload.targets[metric]?.[level];
        if (limit === undefined || idle[metric][level] <= limit) continue;
        const facts = {
          workload: workload.workload.name,
          target: `${metric.toUpperCase()} ${level}`,
          seconds: idle[metric][level],
          limitSeconds: limit,
        };
        return [
          { ...issueOf(answer, 'sla-out-of-reach', 'refusal', facts), path: `workloads/${workload.workload.id}` },
        ];
      }
    }
    return [];
  });
};

const loadIssues = (answer: PoolAnswer, { verdictByHour }: DeploymentAnswer): Issue[] => {
  const hoursOf = (verdict: string): number => verdictByHour.filter((one) => one === verdict).length;
  const peak = Math.max(...answer.weekday.interactive);
  const capacity = answer.slaCapacity > 0 ? answer.slaCapacity : answer.saturation;
  const [overloaded, backlogged] = [hoursOf('overloaded'), hoursOf('backlogged')];
  const lead = answer.units[0];
  const perSystem = lead ? systemCapacity(lead) : 0;
  const count = perSystem > 0 ? Math.max(1, Math.ceil((peak * capacity - answer.slaCapacity) / perSystem)) : 1;
  const add: Issue['mend'] = lead
    ? {
        action: 'add-rack',
        args: {
          deploymentId: answer.input.deployment.id,
          systemId: lead.unit.system.id,
          system: lead.unit.system.name,
          count,
        },
      }
    : undefined;
  if (overloaded > 0)
    return [
      issueOf(
        answer,
        'overloaded',
        'refusal',
        { factor: (peak * capacity) / answer.saturation, hours: overloaded },
        add,
      ),
    ];
  if (backlogged > 0 && answer.slaCapacity > 0)
    return [issueOf(answer, 'backlogged', 'warning', { hours: backlogged }, add)];
  return [];
};

/** SLA capacity that one more system adds. */
const systemCapacity = ({ unit, capacity }: ServingUnit): number =>
  (capacity.slaCapacity * unit.system.accelerators) /
  unit.groups.reduce((sum, { accelerators }) => sum + accelerators, 0);

const offlineIssues = (workloads: readonly WorkloadAnswer[]): Issue[] =>
  workloads.flatMap(({ workloadId, name, offline, targets }) =>
    offline && offline.finishedAfter === null
      ? [
          {
            code: 'offline-late' as const,
            severity: 'warning' as const,
            path: `workloads/${workloadId}`,
            facts: { workload: name, doneShare: offline.doneShare, deadlineSeconds: targets.deadline ?? 86_400 },
          },
        ]
      : [],
  );

/** Tiers of KV that were asked for and lack a figure. */
const missingTiers = (answer: PoolAnswer): Issue[] => {
  const all = answer.units.flatMap(({ unit, capacity }) => {
    if (!capacity.group.curve.reuse) return [];
    const part = capacity.prefill ?? { instance: capacity.instance, instances: 1 };
    return tierIssues(answer.input, ladderOf(answer.input, unit, part.instance, part.instances)?.missing ?? []);
  });
  return all.filter(({ facts }, index) => all.findIndex((other) => other.facts['tier'] === facts['tier']) === index);
};

/** Formats the accelerators have no rate for: memory is saved, arithmetic is not. */
const widerFormats = (answer: PoolAnswer): Issue[] =>
  answer.units.flatMap(({ unit: { groups, system } }) => {
    const accelerator = groups[0]?.accelerator;
    if (!accelerator) return [];
    const formats = new Set<WeightFormat>(Object.values(answer.input.precision.weights));
    return [...formats].flatMap((format) => {
      const compute = COMPUTE_FORMAT[format];
      const wider = runsAs(accelerator, compute);
      if (wider === null || wider === compute) return [];
      return [issueOf(answer, 'format-runs-wider', 'note', { system: system.name, format, runsAs: wider })];
    });
  });
