/** The limits a workload is held to: a class of the scenario's own, else the catalogue's. */
import type { Catalogue, Percentiles } from '../catalogue/figures.ts';
import type { OwnSlaClass, Scenario } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import type { Targets } from './evaluation.ts';

export interface Sla {
  readonly name: string;
  readonly urgency: 'real-time' | 'near-real-time' | 'offline';
  readonly targets: Targets;
  /** Higher is served first. */
  readonly priority: number;
}

/** Of a class that a scenario brings itself: as far apart as those of the catalogue. */
const PRIORITIES: Readonly<Record<Sla['urgency'], number>> = { 'real-time': 100, 'near-real-time': 0, offline: -10 };

const percentiles = (own: OwnSlaClass['ttft']): Percentiles | null =>
  own === undefined
    ? null
    : { p50: quantity<'s'>(own.p50Seconds), p95: quantity<'s'>(own.p95Seconds), p99: quantity<'s'>(own.p99Seconds) };

/** Null when neither knows the class. */
export const targetsOf = (scenario: Scenario, catalogue: Catalogue, slaClassId: string): Sla | null => {
  const own = scenario.slaClasses.find(({ id }) => id === slaClassId);
  if (own) {
    const deadline = own.deadlineSeconds === undefined ? null : quantity<'s'>(own.deadlineSeconds);
    return {
      name: own.name,
      urgency: own.urgency,
      targets: { ttft: percentiles(own.ttft), tpot: percentiles(own.tpot), e2e: percentiles(own.e2e), deadline },
      priority: PRIORITIES[own.urgency],
    };
  }
  const listed = catalogue.slaClasses[slaClassId];
  return listed
    ? {
        name: listed.name,
        urgency: listed.urgency,
        targets: { ttft: listed.ttft, tpot: listed.tpot, e2e: listed.e2e, deadline: listed.deadline },
        priority: listed.priority,
      }
    : null;
};
