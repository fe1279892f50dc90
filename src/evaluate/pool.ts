/** A deployment with everything it refers to, as all ways of serving read it. */
import type { EngineTerms } from '../calibration/calibration.ts';
import type { Accelerator, Catalogue, Model, System } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Precision } from '../performance/precision.ts';
import type { Techniques } from '../performance/techniques.ts';
import type { Deployment, RackGroup, Site, Workload } from '../scenario/schema.ts';
import type { WeekDemand } from '../serving/demand.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import type { RetentionCurve } from '../serving/kv-retention.ts';
import type { RequestClass } from '../serving/requests.ts';
import type { ToolUse } from '../serving/tool-demand.ts';
import type { Targets } from './evaluation.ts';

export interface PoolGroup {
  readonly rackGroup: RackGroup;
  readonly site: Site;
  readonly system: System;
  readonly accelerator: Accelerator;
  readonly device: Device;
  readonly accelerators: number;
}

/** Rack groups of one system that do the same. */
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
  /** Seconds to the users of each workload, by workload id. */
  readonly roundTrips: Readonly<Record<string, number>>;
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
  readonly requests: RequestClass;
  /** Requests per second by UTC hour. */
  readonly week: WeekDemand;
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
  readonly memoryTiers: Catalogue['memoryTiers'];
}

/** Systems of a group, over all its positions. */
export const systemsOf = (rackGroup: RackGroup): number =>
  rackGroup.placements.reduce((sum, { count }) => sum + count, 0);
