/**
 * A rack as a drawing: parts from top to bottom in rack units, for any system of the catalogue.
 * 40 usable U are drawn; blanks are shortened so that the number and order of trays stay true.
 */
import type { DrawnSystem } from '../../../src/catalogue/front-catalogue.ts';
import type { Elevation } from './parts.ts';
import { boxesOnAWall, nodesInARack } from './elevation-nodes.ts';
import {
  bladeRack,
  cubeRack,
  driveRack,
  dividedRack,
  podRack,
  switchedRack,
  trayRack,
  unknownRack,
} from './elevation-racks.ts';

/**
 * The drawing of a position that holds `count` of a system; without a count the position is drawn full, as the palette shows it.
 * Tray and switch counts are the catalogue's; where it has none the drawing says so by a dashed body.
 */
export const elevationOf = (system: DrawnSystem, count?: number): Elevation => {
  switch (system.kind) {
    case 'edge':
      return boxesOnAWall(count ?? 3);
    case 'node':
      return nodesInARack(system, count);
    case 'cloud':
      return system.accelerators > 16 ? sledRack(system.accelerators) : nodesInARack(system, count);
    case 'cpu':
      return system.computeTrays === null
        ? nodesInARack(system, count)
        : switchedRack(system.computeTrays, system.switchTrays ?? 0, 4);
    case 'storage':
      return system.computeTrays === null ? driveRack(16, count) : driveRack(system.computeTrays);
    case 'pod':
      return podRack(system.accelerators);
    case 'rack':
      return rackOf(system);
  }
};

const rackOf = (system: DrawnSystem): Elevation => {
  const { accelerators, computeTrays, switchTrays } = system;
  if (computeTrays !== null) {
    const cells = Math.max(1, Math.round(accelerators / computeTrays));
    if (switchTrays !== null && computeTrays > 24) return bladeRack(computeTrays, switchTrays);
    if (switchTrays !== null) return switchedRack(computeTrays, switchTrays, cells);
    return computeTrays > 16 ? dividedRack(computeTrays, cells) : trayRack(computeTrays, cells);
  }
  if (accelerators === 0) return unknownRack();
  if (isRackOfNodes(system))
    return nodesInARack(
      { ...system, accelerators: 8, heightU: null, unitsPer40kwRack: accelerators / 8 },
      accelerators / 8,
    );
  if (accelerators === 64 && system.cooling === 'liquid') return cubeRack();
  return sledRack(accelerators);
};

/** Nodes of eight on a common frame: air, no scale-up domain across nodes, and no vendor's own chassis. */
const isRackOfNodes = ({ vendor, accelerators, scaleUpDomain }: DrawnSystem): boolean =>
  vendor === 'generic' && scaleUpDomain === null && accelerators % 8 === 0;

/** Four accelerators to a sled, where the number of sleds is not published. */
const sledRack = (accelerators: number): Elevation => {
  const sleds = Math.min(34, Math.ceil(accelerators / 4));
  return trayRack(sleds, Math.ceil(accelerators / sleds));
};
