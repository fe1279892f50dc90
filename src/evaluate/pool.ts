/** A deployment with everything it refers to, as all ways of serving read it. */
import type { EngineTerms } from '../calibration/calibration.ts';
import type { Accelerator, Catalogue, Model, System, Percentiles } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Precision } from '../performance/precision.ts';
import type { Techniques } from '../performance/techniques.ts';
import type { Deployment, RackGroup, Scenario, Site, Workload } from '../scenario/schema.ts';
import type { MonthDemand, WeekDemand } from '../serving/demand.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import type { RetentionCurve } from '../serving/kv-retention.ts';
import type { RequestClass } from '../serving/requests.ts';
import type { ToolUse } from '../serving/tool-demand.ts';
import type { Targets } from './evaluation.ts';
import type { StoreRacks } from './vector-stores.ts';

export interface PoolGroup {
  readonly rackGroup: RackGroup;
  readonly site: Site;
  readonly system: System;
  readonly accelerator: Accelerator;
  readonly device: Device;
  readonly accelerators: number;
  /** Seconds to the users of each workload, by workload id; and with what is looked up before its prompt is complete. */
  readonly roundTrips: Readonly<Record<string, number>>;
  readonly delays: Readonly<Record<string, Percentiles>>;
}

/** Rack groups of one system, at one power limit, that do the same. */
export interface CellPart {
  readonly system: System;
  readonly device: Device;
  readonly groups: readonly PoolGroup[];
}

/** Those that prefill apart: the same racks as decode where `shared`, and the way their KV takes. */
export interface PrefillPart extends CellPart {
  readonly shared: boolean;
  readonly link: KvLink;
}

/** Racks that serve together, alike and at one distance from the users; system, device and groups are of those that decode. */
export interface PoolUnit extends CellPart {
  readonly mode: 'aggregated' | 'disaggregated' | 'attention-ffn';
  readonly prefill: PrefillPart | null;
  readonly ffn: CellPart | null;
  /** Sites alike that each hold such a unit, with a queue of its own; `groups` are those of one. */
  readonly copies: number;
  /** Seconds to the users of each workload, by workload id; and with what is looked up before its prompt is complete. */
  readonly roundTrips: Readonly<Record<string, number>>;
  readonly delays: Readonly<Record<string, Percentiles>>;
}

/** Instances of `size` accelerators the unit holds; an instance does not straddle rack groups. */
export const instancesIn = (groups: readonly PoolGroup[], size: number): number =>
  groups.reduce((sum, { accelerators }) => sum + Math.floor(accelerators / size), 0);

/** Instances of `size` that fit beside `taken` of `takenSize`, which take their accelerators first, group by group; negative when those do not fit. */
export const instancesBeside = (
  groups: readonly PoolGroup[],
  size: number,
  taken: number,
  takenSize: number,
): number => {
  let [left, instances] = [taken, 0];
  for (const { accelerators } of groups) {
    const here = Math.min(left, Math.floor(accelerators / takenSize));
    left -= here;
    instances += Math.floor((accelerators - here * takenSize) / size);
  }
  return left > 0 ? -1 : instances;
};

export interface PoolWorkload {
  readonly workload: Workload;
  readonly urgency: 'real-time' | 'near-real-time' | 'offline';
  /** Higher is served first. */
  readonly priority: number;
  readonly requests: RequestClass;
  /** Requests per second by UTC hour that its quota lets in, in its own busiest month; and what it asks for in each month. */
  readonly week: WeekDemand;
  readonly calendar: readonly MonthDemand[];
  readonly targets: Targets;
  /** How much of what an unlimited cache finds is found after so many seconds. */
  readonly retention: RetentionCurve;
  /** Tools its sessions wait for; null where they wait for people. */
  readonly tools: ToolUse | null;
}

/** Racks of a site that keep KV, with the part of them that falls to this pool. */
export interface PoolStore {
  readonly rackGroup: RackGroup;
  readonly system: System;
  readonly share: number;
}

export interface PoolInput {
  readonly deployment: Deployment;
  readonly model: Model;
  readonly precision: Precision;
  readonly engine: EngineTerms;
  readonly techniques: Techniques;
  readonly groups: readonly PoolGroup[];
  readonly workloads: readonly PoolWorkload[];
  readonly stores: readonly PoolStore[];
  /** Cores of CPU racks for tools on its sites; null where none stands there or one states none. */
  readonly toolCores: number | null;
  /** The same racks where they hold vectors. */
  readonly storeRacks: StoreRacks;
  /** Sites that cannot feed all that stands there at once, by id: their racks are loaded for themselves. */
  readonly shortOfPower: ReadonlySet<string>;
  readonly memoryTiers: Catalogue['memoryTiers'];
}

/** Sites alike that the site of a group stands for. */
export const copiesOf = ({ sites }: Scenario, { siteId }: RackGroup): number =>
  sites.find(({ id }) => id === siteId)?.count ?? 1;

/** Systems of a group at one of its sites, over all its positions. */
export const systemsOf = (rackGroup: RackGroup): number =>
  rackGroup.placements.reduce((sum, { count }) => sum + count, 0);
