/**
 * IT power of the systems of one rack group: accelerators, and everything in the chassis that is none of them
 * (host, switches, NICs, fans, conversion loss). Storage and CPU racks draw their typical power.
 */
import type { Accelerator, PowerFigures, System } from '../catalogue/figures.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import {
  acceleratorPower,
  IDLE,
  NO_LIMIT,
  type Activity,
  type PowerAnswer,
  type PowerLimit,
} from './accelerator-power.ts';

export interface PoweredGroup {
  readonly system: System;
  /** Null for storage and CPU systems. */
  readonly accelerator: Accelerator | null;
  readonly figures: PowerFigures;
  readonly systems: number;
  /** Accelerators that belong to an instance; the others are idle. */
  readonly activeAccelerators: number;
  readonly activity: Activity;
  /** On each of its accelerators; absent: none. */
  readonly limit?: PowerLimit;
  /** Others of its accelerators that do something else, as where prefill and decode share a rack. */
  readonly beside?: { readonly activeAccelerators: number; readonly activity: Activity };
}

/** IT watts of the whole group in one hour, never above its nameplate; null where no power figure exists. */
// Eq. E1: P_IT = sum of accelerators + node overhead.
export const groupPower = (group: PoweredGroup): PowerAnswer | null => {
  const { accelerator, system, systems, activeAccelerators, activity, beside } = group;
  const perSystem = system.accelerators;
  const total = perSystem * systems;
  const working = activeAccelerators + (beside?.activeAccelerators ?? 0);
  if (working > total) throw new Error(`groupPower: ${working} of ${total} accelerators active`);
  if (accelerator === null || perSystem === 0) return typicalPower(system, systems);

  const { limit = NO_LIMIT } = group;
  const active = acceleratorPower(accelerator, group.figures, activity, undefined, limit);
  const idle = acceleratorPower(accelerator, group.figures, IDLE, undefined, limit);
  const other = beside ? acceleratorPower(accelerator, group.figures, beside.activity, undefined, limit) : idle;
  if (active === null || idle === null || other === null || accelerator.boardPower === null)
    return typicalPower(system, systems);

  const busy =
    activity.busyShare * activeAccelerators + (beside ? beside.activity.busyShare * beside.activeAccelerators : 0);
  // A group without systems has nothing that could be busy.
  const busyShare = total > 0 ? busy / total : 0;
  const overhead = nodeOverhead(
    system,
    { boardPower: accelerator.boardPower, idlePower: idle.watts, scaleUpDomain: accelerator.scaleUpDomain },
    group.figures,
    busyShare,
  );
  const watts =
    active.watts * activeAccelerators +
    other.watts * (working - activeAccelerators) +
    idle.watts * (total - working) +
    overhead * total;
  const kept = (1 - limit.share) * accelerator.boardPower * total;
  const nameplate = system.powerNameplate === null ? Infinity : system.powerNameplate * systems - kept;
  return { watts: quantity(Math.min(watts, nameplate)), rank: active.rank };
};

/** One accelerator as the chassis around it sees it. */
export interface HousedAccelerator {
  readonly boardPower: Watts;
  readonly idlePower: Watts;
  readonly scaleUpDomain: number | null;
}

/** Watts beside the accelerators, per accelerator, at a mean busy share of the system (0 idle, 1 full). */
// Eq. E1. Full load: wall-meter or nameplate figure of the shape, at most what the nameplate leaves beside the accelerators.
// Idle: the published idle power less idle accelerators, else a share of full load. At full load 8 B200 come to 10.4 kW, as
// MLPerf v5.1 metered at the wall (10,401 to 10,442 W).
export const nodeOverhead = (
  system: System,
  accelerator: HousedAccelerator,
  figures: PowerFigures,
  busyShare: number,
): Watts => {
  const figure = figures.nodeOverheadPerAccelerator[overheadShape(system, accelerator)].base;
  const left =
    system.powerNameplate === null ? figure : system.powerNameplate / system.accelerators - accelerator.boardPower;
  const atFullLoad = Math.min(figure, Math.max(0, left));
  const published = system.powerIdle === null ? null : system.powerIdle / system.accelerators - accelerator.idlePower;
  const atIdle =
    published === null ? atFullLoad * figures.overheadLoadShare.base : Math.min(Math.max(0, published), atFullLoad);
  return quantity(atIdle + busyShare * (atFullLoad - atIdle));
};

type OverheadShape = keyof PowerFigures['nodeOverheadPerAccelerator'];

/** Board power from which an 8-GPU server is taken to be built like a B200 one. */
const BLACKWELL_CLASS_WATTS = 900;

/** Scale-up domains larger than any single server have switches and shared power shelves, as NVL72. */
const LARGEST_SERVER_DOMAIN = 16;

const overheadShape = (system: System, accelerator: HousedAccelerator): OverheadShape => {
  const domain = system.scaleUpDomain ?? accelerator.scaleUpDomain ?? 1;
  if (system.kind !== 'node' && system.kind !== 'edge' && domain > LARGEST_SERVER_DOMAIN) return 'nvl72';
  return accelerator.boardPower >= BLACKWELL_CLASS_WATTS ? 'b200Node' : 'h100Node';
};

const typicalPower = (system: System, systems: number): PowerAnswer | null => {
  const perSystem = system.powerTypical ?? system.powerNameplate;
  return perSystem === null ? null : { watts: scale(perSystem, systems), rank: 'typical' };
};
