/** What a computed pool has to say: overload, lateness, targets out of reach, formats that run wider than stored. */
import type { WeightFormat } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import { runsAs } from '../performance/device.ts';
import { COMPUTE_FORMAT } from '../performance/precision.ts';
import type { DayLoad } from './day-load.ts';
import type { WorkloadAnswer } from './evaluation.ts';
import { ladderOf } from './pool-reuse.ts';
import { tierIssues } from './reuse-answer.ts';
import { daysOf, limitedByPower, verdictsOf, worstOf, type PoolAnswer } from './pool-answer.ts';
import { latencyAtShares, type ServingUnit } from './pool-capacity.ts';

export const poolIssuesOf = (answer: PoolAnswer, workloads: readonly WorkloadAnswer[]): Issue[] => [
  ...outOfReach(answer),
  ...loadIssues(answer),
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

/** Of the first of the worst days: the one shown, where no other is worse. */
const loadIssues = (answer: PoolAnswer): Issue[] => {
  const days = daysOf(answer).map((day) => ({ day, verdicts: verdictsOf(answer, day) }));
  const worst = worstOf(days.flatMap(({ verdicts }) => verdicts));
  if (worst !== 'overloaded' && !(worst === 'backlogged' && answer.slaCapacity > 0)) return [];
  const found = days.find(({ verdicts }) => verdicts.includes(worst));
  if (!found) return [];
  const { day, verdicts } = found;
  const hours = verdicts.flatMap((one, hour) => (one === worst ? [hour] : []));
  const powerLimited = limitedByPower(answer, day);
  // More racks do not help where power ends what they can do.
  const limited = hours.every((hour) => powerLimited[hour]);
  const facts = {
    hours: hours.length,
    ...whenOf(answer, day),
    ...(worst === 'overloaded' ? factorOf(day, hours) : {}),
    ...(limited ? { wall: 'power' } : {}),
  };
  const peak = Math.max(...day.interactive) * answer.spread.whole;
  const severity = worst === 'overloaded' ? 'refusal' : 'warning';
  return [issueOf(answer, worst, severity, facts, limited ? undefined : addRacks(answer, peak))];
};

/** Which day it is, where it is not the weekday that is shown. */
const whenOf = ({ weekday, calendar }: PoolAnswer, day: DayLoad): { readonly month?: number; readonly weekend?: 1 } => {
  if (day === weekday) return {};
  const month = calendar.findIndex((one) => one.weekday === day || one.weekend === day);
  return { month, ...(calendar[month]?.weekend === day ? { weekend: 1 } : {}) };
};

/** Load over what the pool can serve at all, in the worst of these hours; none where power lets it serve nothing. */
const factorOf = ({ interactive, most }: DayLoad, hours: readonly number[]): { readonly factor?: number } => {
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

/** Late on any day of the year; the share done is that of the day shown, of a mean month where that one is kept. */
const offlineIssues = (workloads: readonly WorkloadAnswer[]): Issue[] =>
  workloads.flatMap(({ workloadId, name, offline, verdict, requestsPerMonth: { asked, served }, targets }) => {
    if (!offline || verdict === 'stable' || verdict === 'idle') return [];
    const doneShare = offline.finishedAfter === null || asked === 0 ? offline.doneShare : served / asked;
    return [
      {
        code: 'offline-late' as const,
        severity: 'warning' as const,
        path: `workloads/${workloadId}`,
        facts: { workload: name, doneShare, deadlineSeconds: targets.deadline ?? 86_400 },
      },
    ];
  });

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
