/** What fails together, what is left of each deployment then, and how long a replacement takes. Plain data. */
import type { Verdict } from '../evaluate/evaluation.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Bytes, Seconds } from '../units/quantity.ts';

/** The accelerators of one instance, which stop when one of them does; one system (node or rack); all on one position; a site. */
export type FailureDomain = 'instance' | 'system' | 'position' | 'site';

export interface FailuresAnswer {
  /** As far as worked out, in the order of the scenario. */
  readonly deployments: readonly DeploymentFailures[];
}

export interface DeploymentFailures {
  readonly deploymentId: string;
  readonly name: string;
  /** With everything up. */
  readonly verdict: Verdict;
  readonly headroom: number | null;
  /** The largest of each domain lost, smallest domain first; empty where the deployment has no answer. */
  readonly losses: readonly DomainLoss[];
  readonly availability: AvailabilityAnswer | null;
  readonly startUp: StartUp | null;
  readonly replicas: Replicas | null;
  readonly spare: SpareAnswer;
}

export interface DomainLoss {
  readonly domain: FailureDomain;
  /** What is lost. */
  readonly siteId: string;
  readonly rackGroupId: string | null;
  readonly position: number | null;
  readonly systems: number;
  readonly accelerators: number;
  /** Of the SLA capacity of the deployment, 0..1. */
  readonly capacityShare: number;
  /** What is left. */
  readonly headroom: number | null;
  readonly verdict: Verdict;
  /** Workloads of any deployment that keep their targets with everything up and miss them now. */
  readonly missedWorkloadIds: readonly string[];
  /** Every target of the deployment still holds: N+1 for this domain. */
  readonly holds: boolean;
}

/** Eq. Y3 */
export interface AvailabilityAnswer {
  /** Share of time one system is up. */
  readonly ofOneSystem: number;
  /** Share of time that enough are up for the peak. */
  readonly ofPeak: number;
  readonly kinds: readonly KindAvailability[];
}

/** Systems of one kind: with fewer than `needed` of them up, and all others up, the peak is not carried. */
export interface KindAvailability {
  readonly systemId: string;
  readonly given: number;
  /** Null where power ends what the site can carry: no number of systems is enough. */
  readonly needed: number | null;
  /** Share of time that at least `needed` are up. */
  readonly share: number;
}

/** Eq. Y4 */
export interface StartUp {
  readonly weightBytes: Bytes;
  readonly from: 'drives' | 'network';
  /** Bytes per second into one instance. */
  readonly readRate: number;
  readonly readTime: Seconds;
  /** Process, graph capture and warm-up. */
  readonly engineStart: Seconds;
  readonly total: Seconds;
}

/** Instances by UTC hour of a weekday; those needed are those of the evaluation, availability and spare on top. */
export interface Replicas {
  readonly given: number;
  readonly needed: readonly number[];
  /** Started during the hour, to be ready for the next. */
  readonly started: readonly number[];
  /** Instance-hours of a weekday if what is not needed is off: hours of need, and those of starting. */
  readonly hoursNeeded: number;
  readonly hoursStarting: number;
}

export interface SpareAnswer {
  readonly asked: Scenario['spare'];
  /** Whether what is asked for may fail with every target kept; null where nothing is asked or there is no answer. */
  readonly held: boolean | null;
  /** Largest domain whose loss the plan survives, with every smaller one. */
  readonly holds: FailureDomain | null;
}
