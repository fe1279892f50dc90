/** What a computed pool has to say: overload, lateness, targets out of reach, formats that run wider than stored. */
import type { WeightFormat } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import { runsAs } from '../performance/device.ts';
import { COMPUTE_FORMAT } from '../performance/precision.ts';
import type { DeploymentAnswer, Verdict, WorkloadAnswer } from './evaluation.ts';
import { ladderOf } from './pool-reuse.ts';
import { tierIssues } from './reuse-answer.ts';
import type { PoolAnswer } from './pool-answer.ts';
import { latencyAtShares, type ServingUnit } from './pool-capacity.ts';

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
    const idle =
      workload.urgency === 'offline'
        ? null
        : latencyAtShares(
            answer,
            workload,
            answer.units.map(() => 1e-4),
          );
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

const loadIssues = (answer: PoolAnswer, { verdictByHour, powerLimitedByHour }: DeploymentAnswer): Issue[] => {
  const hoursOf = (verdict: Verdict): number[] => verdictByHour.flatMap((one, hour) => (one === verdict ? [hour] : []));
  const peak = Math.max(...answer.weekday.interactive) * answer.spread.whole;
  // More racks do not help where power ends what they can do.
  const limited = (hours: readonly number[]): boolean => hours.every((hour) => powerLimitedByHour[hour]);
  const [overloaded, backlogged] = [hoursOf('overloaded'), hoursOf('backlogged')];
  const say = (code: 'overloaded' | 'backlogged', severity: Issue['severity'], hours: readonly number[]): Issue => {
    const facts = {
      hours: hours.length,
      ...(code === 'overloaded' ? factorOf(answer, hours) : {}),
      ...(limited(hours) ? { wall: 'power' } : {}),
    };
    return issueOf(answer, code, severity, facts, limited(hours) ? undefined : addRacks(answer, peak));
  };
  if (overloaded.length > 0) return [say('overloaded', 'refusal', overloaded)];
  return backlogged.length > 0 && answer.slaCapacity > 0 ? [say('backlogged', 'warning', backlogged)] : [];
};

/** Load over what the pool can serve at all, in the worst of these hours; none where power lets it serve nothing. */
const factorOf = (
  { weekday: { interactive, most } }: PoolAnswer,
  hours: readonly number[],
): { readonly factor?: number } => {
  const factor = Math.max(...hours.map((hour) => (interactive[hour] ?? 0) / (most[hour] ?? 0)));
  return Number.isFinite(factor) ? { factor } : {};
};

/** As many systems of the first kind as bring `peak` requests per second inside the targets; of sites alike each gets as many. */
const addRacks = (answer: PoolAnswer, peak: number): Issue['mend'] => {
  const lead = answer.units[0];
  if (!lead) return undefined;
  const perSystem = systemCapacity(lead);
  const { system, copies, groups } = lead.unit;
  const siteId = groups[0]?.site.id;
  return {
    action: 'add-rack',
    args: {
      deploymentId: answer.input.deployment.id,
      systemId: system.id,
      system: system.name,
      ...(copies > 1 && siteId !== undefined ? { siteId } : {}),
      count: perSystem > 0 ? Math.max(1, Math.ceil((peak - answer.slaCapacity) / perSystem)) : 1,
    },
  };
};

/** SLA capacity that one more system at every copy of its site adds. */
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
