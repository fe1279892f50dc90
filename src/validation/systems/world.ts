/** What the figures of docs/systems.md are computed with: catalogue, calibration with all measured operators, and what was answered before. */
import type { Calibration, EngineName } from '../../calibration/calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../calibration/load-tables.ts';
import type { Tier } from '../../calibration/tier.ts';
import type { Aliases } from '../../catalogue/aliases.ts';
import type { Accelerator, Catalogue, Model, System } from '../../catalogue/figures.ts';
import { evaluate } from '../../evaluate/evaluate.ts';
import type { DeploymentAnswer, Evaluation } from '../../evaluate/evaluation.ts';
import { createMemo, type EvaluationMemo } from '../../evaluate/memo.ts';
import { messageOf } from '../../issues/messages.ts';
import { trustOf } from '../../performance/basis.ts';
import { deviceOf, type Device } from '../../performance/device.ts';
import { instanceOf, type Instance } from '../../performance/instance.ts';
import type { Layout } from '../../performance/layout.ts';
import { precisionOf, type KvFormat, type WeightChoice } from '../../performance/precision.ts';
import { PLAIN, type Techniques } from '../../performance/techniques.ts';
import { createFrontierCache, type FrontierCache } from '../../search/frontier-cache.ts';
import { throughputContext, type ThroughputContext } from '../predict-throughput.ts';
import type { Withheld } from './row.ts';
import { scenarioFor, type SystemPlan } from './scenario-for.ts';

export interface World {
  readonly catalogue: Catalogue;
  readonly calibration: Calibration;
  readonly memo: EvaluationMemo;
  readonly frontiers: FrontierCache;
  readonly throughput: ThroughputContext;
  readonly answered: Map<string, unknown>;
  /** Tiers of what was consulted since the set was last emptied. */
  readonly tiers: Set<Tier>;
}

export const createWorld = async (catalogue: Catalogue, calibration: Calibration, aliases: Aliases): Promise<World> => {
  const tables = { ...calibration.tables, ...(await loadTables(MEASURED_ACCELERATORS)) };
  const complete = { ...calibration, tables };
  return {
    catalogue,
    calibration: complete,
    memo: createMemo(),
    frontiers: createFrontierCache(),
    throughput: throughputContext(catalogue, aliases, complete),
    answered: new Map(),
    tiers: new Set(),
  };
};

/** The answer to a question asked before, or a fresh one. */
export const once = <T>(world: World, key: string, make: () => T, is: (known: unknown) => known is T): T => {
  const known = world.answered.get(key);
  if (is(known)) return known;
  const made = make();
  world.answered.set(key, made);
  return made;
};

const isEvaluation = (known: unknown): known is Evaluation =>
  typeof known === 'object' && known !== null && 'deployments' in known;

/** Throws for what the schema refuses. */
export const answerOf = (world: World, plan: SystemPlan): Evaluation => {
  const key = `evaluation ${JSON.stringify(plan)}`;
  const make = (): Evaluation => evaluate(scenarioFor('row', plan), world.catalogue, world.calibration, world.memo);
  const evaluation = once(world, key, make, isEvaluation);
  for (const { tier } of evaluation.deployments) world.tiers.add(tier);
  return evaluation;
};

/** The pool of a plan, or the words of what refused it. */
export const poolOf = (world: World, plan: SystemPlan): DeploymentAnswer | Withheld => {
  const evaluation = answerOf(world, plan);
  const [pool] = evaluation.deployments;
  return pool && pool.slaCapacity !== null ? pool : { withheld: refusalOf(evaluation) };
};

/** Detail of the first refusal, else of the first issue. */
export const refusalOf = ({ issues }: Evaluation): string => {
  const issue = issues.find(({ severity }) => severity === 'refusal') ?? issues[0];
  if (!issue) return 'no answer, and no issue says why';
  const { title, detail } = messageOf(issue);
  return [title, detail].join(': ').replace(/\.$/, '');
};

/** A figure of the pool; withheld where it is. */
export const ofPool = <T>(
  world: World,
  plan: SystemPlan,
  figure: (pool: DeploymentAnswer, evaluation: Evaluation) => T | Withheld,
): T | Withheld => {
  const pool = poolOf(world, plan);
  return 'withheld' in pool ? pool : figure(pool, answerOf(world, plan));
};

/** Throws for an id that is not there. */
export const modelOf = ({ catalogue }: World, id: string): Model => catalogue.models[id] ?? unknown(id);

export const systemOf = ({ catalogue }: World, id: string): System => catalogue.systems[id] ?? unknown(id);

export const acceleratorOf = (world: World, systemId: string): Accelerator => {
  const { acceleratorId } = systemOf(world, systemId);
  return world.catalogue.accelerators[acceleratorId ?? ''] ?? unknown(systemId);
};

/** Throws where a rate, a bandwidth or a capacity is not published. */
export const deviceIn = (world: World, systemId: string): Device =>
  deviceOf(acceleratorOf(world, systemId), systemOf(world, systemId)) ?? unknown(systemId);

export interface InstancePlan {
  readonly engine?: EngineName;
  readonly weights?: WeightChoice;
  readonly kvFormat?: 'auto' | KvFormat;
  readonly device?: Partial<Device>;
  readonly techniques?: Partial<Techniques>;
}

/** An instance of a model on a system; its tier counts as consulted. */
export const instanceIn = (
  world: World,
  modelId: string,
  systemId: string,
  layout: Layout,
  { engine = 'vllm', weights = 'native', kvFormat = 'auto', device = {}, techniques = {} }: InstancePlan = {},
): Instance => {
  const model = modelOf(world, modelId);
  const { calibration } = world;
  const precision = precisionOf(model, weights, kvFormat, engine);
  const on = { ...deviceIn(world, systemId), ...device };
  const levers = { ...PLAIN, ...techniques };
  const instance = instanceOf(model, on, layout, precision, calibration.engines[engine], calibration, levers);
  world.tiers.add(trustOf(instance).tier);
  return instance;
};

/** Tensor parallelism over `tp` accelerators; experts, if any, cut alike. */
export const tensor = (tp: number): Layout => ({ tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 });

/** Attention on every rank for its own sequences, experts spread over all of them. */
export const wideExperts = (ranks: number): Layout => ({ tp: 1, pp: 1, attnDp: ranks, moeTp: 1, ep: ranks });

const unknown = (id: string): never => {
  throw new Error(`not in the catalogue: ${id}`);
};
