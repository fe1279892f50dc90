/** Devices of the map: how a model would be cut on each of the estate's systems, and the two lines of it [W3]. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Accelerator, Catalogue, Component, ComputeFormat, Confidence, System } from '../catalogue/figures.ts';
import { deviceOf, type Device } from '../performance/device.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank, weightBytesPerRank } from '../performance/memory.ts';
import { COMPUTE_FORMAT } from '../performance/precision.ts';
import type { Scenario } from '../scenario/schema.ts';
import { layoutReason, layoutsOf } from '../search/layouts.ts';
import { quantity } from '../units/quantity.ts';
import { systemsOf, type PoolInput } from './pool.ts';
import { poolInputOf } from './pool-input.ts';
import type { DeviceLine, PlacedLayout } from './wall-map-answer.ts';

/** One kind of system of the estate or of a pool. */
export interface Unit {
  readonly system: System;
  readonly accelerator: Accelerator;
  readonly device: Device;
  readonly accelerators: number;
}

/** A pool with what it serves on, and the layouts its last answer used. */
export interface MapPool {
  readonly input: PoolInput;
  readonly units: readonly Unit[];
  readonly layouts: readonly PlacedLayout[];
}

/** Kinds of systems with accelerators whose figures are published, in the order they were placed. */
export const unitsOf = (scenario: Scenario, catalogue: Catalogue): Unit[] =>
  joined(
    scenario.rackGroups.flatMap((rackGroup) => {
      const system = catalogue.systems[rackGroup.systemId];
      const accelerator = system?.acceleratorId ? catalogue.accelerators[system.acceleratorId] : undefined;
      const device = system && accelerator ? deviceOf(accelerator, system) : null;
      if (!system || !accelerator || !device) return [];
      return [{ system, accelerator, device, accelerators: systemsOf(rackGroup) * system.accelerators }];
    }),
  );

const joined = (units: readonly Unit[]): Unit[] => {
  const bySystem = new Map<string, Unit>();
  for (const unit of units) {
    const known = bySystem.get(unit.system.id);
    bySystem.set(unit.system.id, { ...unit, accelerators: unit.accelerators + (known?.accelerators ?? 0) });
  }
  return [...bySystem.values()];
};

export const poolsOf = (
  scenario: Scenario,
  catalogue: Catalogue,
  calibration: Calibration,
  layouts: readonly PlacedLayout[],
): MapPool[] =>
  scenario.deployments.flatMap((deployment) => {
    // What cannot be served is said where the pool is evaluated.
    const input = poolInputOf(scenario, deployment, catalogue, calibration, []);
    if (!input) return [];
    const units = joined(input.groups);
    return [{ input, units, layouts: layouts.filter(({ deploymentId }) => deploymentId === deployment.id) }];
  });

const instanceOn = (pool: MapPool, { device }: Unit, layout: Layout, calibration: Calibration): Instance =>
  instanceOf(
    pool.input.model,
    device,
    layout,
    pool.input.precision,
    pool.input.engine,
    calibration,
    pool.input.techniques,
  );

/**
 * The model of a pool as it would be cut on a system: as the plan cuts it there, else as the pool in its own racks, else the smallest
 * layout that holds it. Null where none does.
 */
export const fitsOn = (
  pool: MapPool,
  unit: Unit,
  pools: readonly MapPool[],
  calibration: Calibration,
): Instance | null => {
  const { model, deployment } = pool.input;
  const same = [pool, ...pools.filter((other) => other !== pool && other.input.model.id === model.id)];
  const there = same.flatMap(({ layouts }) => layouts.filter(({ systemId }) => systemId === unit.system.id));
  const wanted = [...there, ...pool.layouts].map(({ layout }) => layout);
  const available = Math.max(unit.system.accelerators, unit.accelerators);
  for (const layout of [...wanted, ...bySize(layoutsOf(model, unit.device, available))]) {
    if (layoutReason(model, unit.device, layout, available) !== null) continue;
    const instance = instanceOn(pool, unit, layout, calibration);
    if (kvRoomPerRank(instance, deployment.serving.prefillBudgetTokens).room > 0) return instance;
  }
  return null;
};

const bySize = (layouts: readonly Layout[]): Layout[] =>
  layouts.toSorted((a, b) => acceleratorsOf(a) - acceleratorsOf(b));

/** Format in which most of the weights are multiplied. */
export const formatOf = ({ model, precision }: Instance): ComputeFormat => {
  const largest = COMPONENTS.reduce((most, component) =>
    model.parameters[component] > model.parameters[most] ? component : most,
  );
  return COMPUTE_FORMAT[precision.weights[largest]];
};

const COMPONENTS: readonly Component[] = ['mixer', 'routedExperts', 'sharedExperts', 'denseFfn'];

/**
 * Ridge P/B in the format of most weights; the batch whose arithmetic on the weights takes as long as reading them,
 * ridge · weights ÷ (2 · active parameters); and what memory leaves each request of such a batch. Eq. W3
 */
export const lineOf = (instance: Instance, { system, accelerator, device }: Unit, budget: number): DeviceLine => {
  const accelerators = acceleratorsOf(instance.layout);
  const ridge = device.peak[formatOf(instance)] / device.bandwidth;
  const weights = accelerators * weightBytesPerRank(instance);
  const ridgeBatch = (ridge * weights) / (2 * instance.model.activeParameters);
  const usable = weights + accelerators * kvRoomPerRank(instance, budget).room;
  return {
    systemId: system.id,
    name: system.name,
    accelerators,
    ridge: quantity<'FLOP/B'>(ridge),
    confidence: weaker(accelerator.confidence.compute, accelerator.confidence.bandwidth),
    ridgeBatch,
    bytesPerRequest: quantity<'B'>(usable / ridgeBatch),
  };
};

const ORDER: readonly Confidence[] = ['measured', 'datasheet', 'reported', 'estimate'];

/** The weaker of two; null where either was not published. */
export const weaker = (a: Confidence | null, b: Confidence | null): Confidence | null =>
  a === null || b === null ? null : ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
