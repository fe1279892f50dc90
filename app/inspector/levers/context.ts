/** What a pool serves and on what: the facts that decide which of its levers can be had. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { Accelerator, Model, System } from '../../../src/catalogue/figures.ts';
import type { GroupAnswer } from '../../../src/evaluate/evaluation.ts';
import type { Patch } from '../../../src/scenario/patch.ts';
import type { Deployment, RackGroup, Scenario, Serving } from '../../../src/scenario/schema.ts';

export interface PoolRack {
  readonly group: RackGroup;
  readonly system: System;
  readonly accelerator: Accelerator;
  readonly accelerators: number;
}

export interface LeverContext {
  readonly model: Model | null;
  /** Rack groups of the pool that serve tokens. */
  readonly racks: readonly PoolRack[];
  /** Whether a rack of one of its sites stands there as a KV store. */
  readonly store: boolean;
}

/** What every group of controls gets: the choices, what came of them, and the way to change them. */
export interface LeverProps {
  readonly deploymentId: string;
  readonly serving: Serving;
  readonly context: LeverContext;
  readonly groups: readonly GroupAnswer[];
  readonly serve: (label: string, change: Patch<Serving>) => void;
}

const systemsIn = ({ placements }: RackGroup): number => placements.reduce((sum, { count }) => sum + count, 0);

/** Racks of a pool with their figures; those without accelerators, unknown ones, stores and racks for tools are left out. */
export const leverContextOf = (scenario: Scenario, deployment: Deployment, modelId: string | null): LeverContext => {
  const { systems, accelerators, models } = defaultCatalogue;
  const members = scenario.rackGroups.filter((group) => deployment.rackGroupIds.includes(group.id));
  const racks = members.flatMap((group): PoolRack[] => {
    const system = systems[group.systemId];
    const accelerator = system?.acceleratorId ? accelerators[system.acceleratorId] : undefined;
    if (!system || !accelerator || group.role === 'kv-store' || group.role === 'cpu-tools') return [];
    return [{ group, system, accelerator, accelerators: systemsIn(group) * system.accelerators }];
  });
  const siteIds = new Set(members.map(({ siteId }) => siteId));
  return {
    model: modelId === null ? null : (models[modelId] ?? null),
    racks,
    store: scenario.rackGroups.some(({ role, siteId }) => role === 'kv-store' && siteIds.has(siteId)),
  };
};
