/**
 * The OI/CF map of one pool [W1, W3]: every workflow of the catalogue on its device, for its own model and the plan's other models,
 * and the ridges and capacity lines of the estate's devices. A picture of where walls stand, not of what is served.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue, Workflow } from '../catalogue/figures.ts';
import { applyOverrides } from '../catalogue/overrides.ts';
import { trustOf } from '../performance/basis.ts';
import type { Instance } from '../performance/instance.ts';
import { kvBytesPerToken } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import { mixOf, requestClassOf } from '../serving/requests.ts';
import { heldBytesPerRank, sequencesInMemory } from '../serving/service-curve.ts';
import { quantity } from '../units/quantity.ts';
import type { DeviceLine, WallMap, WallMapModel, WallMapQuestion, WallMapWorkflow } from './wall-map-answer.ts';
import { fitsOn, formatOf, lineOf, weaker, poolsOf, unitsOf, type MapPool, type Unit } from './wall-map-device.ts';
import { phasesOf } from './wall-map-phases.ts';

/** Null where the pool has no racks with published figures, or nothing of its model fits. Eq. W1, Eq. W3 */
export const wallMapOf = (question: WallMapQuestion, shipped: Catalogue, calibration: Calibration): WallMap | null => {
  const { scenario, deploymentId, layouts } = question;
  const { catalogue } = applyOverrides(shipped, scenario.assumptions);
  const pools = poolsOf(scenario, catalogue, calibration, layouts);
  const own = pools.find(({ input }) => input.deployment.id === deploymentId);
  const systems = own?.units.toSorted((a, b) => b.accelerators - a.accelerators) ?? [];
  const unit = systems.find(({ system }) => system.id === question.systemId) ?? systems[0];
  if (!own || !unit) return null;
  const others = unitsOf(scenario, catalogue).filter(({ system }) => system.id !== unit.system.id);
  const models = oncePerModel([own, ...pools.filter((pool) => pool !== own)]);
  const drawn = models.map((pool) => modelOf(pool, pool === own, unit, others, pools, catalogue, calibration));
  if (!drawn[0]) return null;
  return {
    deploymentId,
    systemId: unit.system.id,
    systemName: unit.system.name,
    systems: systems.map(({ system }) => ({ systemId: system.id, name: system.name })),
    models: drawn.filter((model) => model !== null),
    tooLarge: models.filter((_, index) => drawn[index] === null).map(({ input }) => input.model.name),
  };
};

/** One pool per model, the first of them: others of the same model would stand on the same spots. */
const oncePerModel = (pools: readonly MapPool[]): MapPool[] =>
  pools.filter((pool, index) => pools.findIndex(({ input }) => input.model.id === pool.input.model.id) === index);

const modelOf = (
  pool: MapPool,
  own: boolean,
  unit: Unit,
  others: readonly Unit[],
  pools: readonly MapPool[],
  catalogue: Catalogue,
  calibration: Calibration,
): WallMapModel | null => {
  const { input } = pool;
  const instance = fitsOn(pool, unit, pools, calibration);
  if (!instance) return null;
  const line = lineOf(instance, unit, budgetOf(pool));
  const lines = others.flatMap((other) => {
    const there = fitsOn(pool, other, pools, calibration);
    return there ? [lineOf(there, other, budgetOf(pool))] : [];
  });
  return {
    modelId: input.model.id,
    name: input.model.name,
    own,
    tier: trustOf(instance).tier,
    layout: instance.layout,
    format: formatOf(instance),
    weightsLabel: instance.precision.label,
    kvBytesPerToken: kvBytesPerToken(input.model, instance.precision.kvBytes),
    confidence: input.model.confidence,
    memoryConfidence: weaker(input.model.confidence, unit.accelerator.confidence.memory),
    workflows: Object.values(catalogue.workflows).flatMap(
      (workflow) => workflowOf(pool, instance, workflow, line) ?? [],
    ),
    lines: [line, ...lines],
  };
};

const budgetOf = ({ input }: MapPool): number => input.deployment.serving.prefillBudgetTokens;

/** Null where not one sequence of the workflow fits. */
const workflowOf = (
  pool: MapPool,
  instance: Instance,
  workflow: Workflow,
  line: DeviceLine,
): WallMapWorkflow | null => {
  const { model, deployment } = pool.input;
  const requests = requestClassOf(workflow, {}, model.contextMaxTokens, deployment.serving.prefixCaching);
  const mix = mixOf([{ requests, weight: 1 }]);
  const budget = budgetOf(pool);
  if (!mix) return null;
  const held = sequencesInMemory(instance, mix, budget);
  if (held < 1 || !Number.isFinite(held)) return null;
  const { tp, pp } = instance.layout;
  const kept = heldBytesPerRank(instance, mix) * tp * pp;
  const weights = weightBytesPerRank(instance) * acceleratorsOf(instance.layout);
  return {
    workflowId: workflow.id,
    name: workflow.name,
    inputTokens: mix.inputTokens,
    outputTokens: mix.outputTokens,
    heldAtOnce: held,
    bytesPerRequest: quantity<'B'>(weights / held + kept),
    ...phasesOf(instance, mix, budget, held),
    capacityBound: held < line.ridgeBatch,
  };
};
