/**
 * Sets targets of one workload. A class of the catalogue is never changed: the workload gets a class of its own in the scenario,
 * with everything else as it was.
 */
import * as z from 'zod/mini';
import type { SlaClass } from '../../catalogue/figures.ts';
import { changeItem, patched, type Patch } from '../patch.ts';
import { slaClassSchema, type OwnSlaClass, type Scenario, type Workload } from '../schema.ts';

export type Targets = Pick<OwnSlaClass, 'ttft' | 'tpot' | 'e2e' | 'deadlineSeconds'>;

export interface SetTargets {
  readonly workloadId: string;
  /** The catalogue's class of this workload; null where it has one of its own already. */
  readonly listed: SlaClass | null;
  /** `undefined` takes a target away. */
  readonly targets: Patch<Targets>;
}

const MAX_OWN_CLASSES = 50;

/**
 * The scenario with the targets changed; the same scenario when nothing changes, percentiles fall (p50 over p95 or p95 over p99),
 * a value is invalid, or neither the scenario nor `listed` has the class.
 */
export const setTargets = (scenario: Scenario, { workloadId, listed, targets }: SetTargets): Scenario => {
  const workload = scenario.workloads.find((item) => item.id === workloadId);
  const own = scenario.slaClasses.find((item) => item.id === workload?.slaClassId);
  const from = own ?? (workload && listed ? ownFrom(listed, workload) : undefined);
  if (!workload || !from) return scenario;
  const next = patched(slaClassSchema, from, targets);
  if (next === from || ![next.ttft, next.tpot, next.e2e].every(rises)) return scenario;
  const shared = scenario.workloads.some((item) => item.id !== workloadId && item.slaClassId === own?.id);
  if (own && !shared) return { ...scenario, slaClasses: changeItem(scenario.slaClasses, own.id, () => next) };
  return withClass(scenario, workload, { ...next, id: freshClassId(scenario), name: nameFor(workload, from) });
};

const withClass = (scenario: Scenario, workload: Workload, slaClass: OwnSlaClass): Scenario => {
  if (scenario.slaClasses.length >= MAX_OWN_CLASSES) return scenario;
  return {
    ...scenario,
    slaClasses: [...scenario.slaClasses, slaClass],
    workloads: changeItem(scenario.workloads, workload.id, (item) => ({ ...item, slaClassId: slaClass.id })),
  };
};

const rises = (limits: OwnSlaClass['ttft']): boolean =>
  limits === undefined || (limits.p50Seconds <= limits.p95Seconds && limits.p95Seconds <= limits.p99Seconds);

const nameFor = (workload: Workload, from: OwnSlaClass): string =>
  `${from.name.split(',', 1)[0] ?? from.name}, ${workload.name}`.slice(0, 120).trim();

/** An id no class of the catalogue has: those start with their urgency. */
const freshClassId = (scenario: Scenario): string => {
  const taken = new Set(scenario.slaClasses.map((item) => item.id));
  let number = 1;
  while (taken.has(`own-${number}`)) number += 1;
  return `own-${number}`;
};

const seconds = (limits: SlaClass['ttft']): OwnSlaClass['ttft'] =>
  limits === null ? undefined : { p50Seconds: limits.p50, p95Seconds: limits.p95, p99Seconds: limits.p99 };

const ownFrom = (listed: SlaClass, workload: Workload): OwnSlaClass | undefined => {
  const given = {
    ttft: seconds(listed.ttft),
    tpot: seconds(listed.tpot),
    e2e: seconds(listed.e2e),
    deadlineSeconds: listed.deadline ?? undefined,
  };
  const parsed = z.safeParse(slaClassSchema, {
    id: 'own',
    name: `${listed.name}, ${workload.name}`.slice(0, 120),
    urgency: listed.urgency,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
  return parsed.success ? parsed.data : undefined;
};
