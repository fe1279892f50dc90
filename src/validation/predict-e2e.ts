/**
 * A published latency row predicted from its configuration: kernels tabulated per curve, the benchmark's closed loop simulated on
 * them, and the shrunken group terms of the calibration applied. Eq. S1, S2, S5, S7, T3
 */
import type { EngineTerms } from '../calibration/calibration.ts';
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import type { Instance } from '../performance/instance.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import { tokensPerStep } from '../performance/speculation.ts';
import { engineSteps, stepTableOf, type StepTable } from '../serving/step-table.ts';
import { simulateDisaggregated } from '../simulation/disaggregated.ts';
import { simulateReplica } from '../simulation/replica.ts';
import type { ReplicaAnswer } from '../simulation/question.ts';
import { configurationOf, type Configuration, type ConfigurationContext } from './configuration.ts';
import type { E2eRow } from './rows/e2e-row.ts';

/** A configuration with its kernels tabulated: what a fit of engine terms asks again and again. */
export interface PreparedRow {
  readonly row: E2eRow;
  readonly configuration: Configuration;
  readonly decode: StepTable;
  readonly prefill: StepTable | null;
  /** Tokens of KV that one decode worker holds. */
  readonly kvTokens: number;
}

export type PreparedOrReason =
  { readonly ok: true; readonly prepared: PreparedRow } | { readonly ok: false; readonly reason: string };

/** Tables by instance and by all else they depend on, so that rows of one curve share them. */
export type TableCache = Map<Instance, Map<string, StepTable>>;

export const prepareE2e = (row: E2eRow, context: ConfigurationContext, tables: TableCache): PreparedOrReason => {
  const read = configurationOf(row, context);
  if (!read.ok) return read;
  const { configuration } = read;
  const { workers, prefill, users, inputTokens, outputTokens, verified } = configuration;
  const most = Math.max(users, context.mostUsers.get(row.group) ?? users);
  const sequences = Math.min(most / workers.count, configuration.slots ?? Infinity);
  const tableOf = (instance: Instance, decoding: number, tokens: number): StepTable => {
    const own = tables.get(instance) ?? new Map<string, StepTable>();
    tables.set(instance, own);
    const key = `${decoding}|${tokens}|${inputTokens}|${outputTokens}|${verified}`;
    let table = own.get(key);
    if (!table) {
      table = stepTableOf({ instance, sequences: decoding, stepTokens: tokens, inputTokens, outputTokens, verified });
      own.set(key, table);
    }
    return table;
  };
  const budget = budgetOf(configuration);
  const kvTokens = kvTokensOf(configuration);
  if (kvTokens < inputTokens) return { ok: false, reason: 'weights leave no room for one sequence in memory' };
  return {
    ok: true,
    prepared: {
      row,
      configuration,
      decode: tableOf(workers.instance, Math.ceil(sequences), prefill ? 1 : budget),
      prefill: prefill ? tableOf(prefill.instance, 1, budget) : null,
      kvTokens,
    },
  };
};

/** Prompt tokens of a step over the attention ranks that prefill. */
const budgetOf = ({ engine, workers, prefill }: Configuration): number =>
  engine.stepTokens * (prefill ?? workers).instance.layout.attnDp;

/** Memory beside weights and reserve that serving was given in published runs; and where weights nearly fill the card. */
const MEMORY_SHARE = 0.93;
const RAISED_SHARE = 0.985;
const RESERVE_BYTES = 2e9;
/** Capacity is an estimate: a demand less than this much above it is taken to fit. */
const SLACK = 1.15;

const kvTokensOf = ({ workers, inputTokens, outputTokens, users }: Configuration): number => {
  const { instance } = workers;
  const { layout, precision, device, model } = instance;
  const tokens = inputTokens + outputTokens;
  const perToken = kvBytesPerSequencePerRank(model, tokens, precision.kvBytes, layout.tp) / tokens / layout.pp;
  const weights = weightBytesPerRank(instance);
  const room = (share: number): number => share * device.capacity - weights - RESERVE_BYTES;
  const usual = room(MEMORY_SHARE);
  // Deployers raise the share when weights nearly fill the card.
  const free = usual > 0.1 * device.capacity ? usual : Math.max(usual, room(RAISED_SHARE));
  if (perToken <= 0) return Infinity;
  const held = (layout.attnDp * free) / perToken;
  const asked = (users / workers.count) * tokens;
  return asked <= SLACK * held ? Infinity : held;
};

export interface E2eAnswer {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly outputTokensPerSecond: number;
}

/** Simulates the closed loop of a row. Eq. S1, Eq. S2, Eq. S5 */
export const answerE2e = (prepared: PreparedRow, engine: EngineTerms): E2eAnswer => {
  const { configuration, row } = prepared;
  const answer = configuration.prefill ? disaggregated(prepared, engine) : aggregated(prepared, engine);
  const median = row.latencyStat.startsWith('p50');
  const ttft = spread(configuration) ? answer.meanTtftSteady : median ? answer.medianTtft : answer.meanTtft;
  return {
    ttftMs: 1e3 * ttft,
    tpotMs: 1e3 * answer.meanTpot,
    // Aggregated workers are alike and simulated once; prefill and decode workers are simulated together.
    outputTokensPerSecond: (configuration.prefill ? 1 : configuration.workers.count) * answer.outputTokensPerSecond,
  };
};

const SEED = 1;

/**
 * Runs of fixed lengths begin in step. An engine that prefills first keeps them so; one that mixes prompts into decode steps spreads
 * them out, and its published first tokens show no burst: lengths that differ a little, opening burst left out.
 */
const spread = ({ lengthLow, staticBatch, engine }: Configuration): boolean =>
  lengthLow === 1 && !staticBatch && engine.policy !== 'prefill-first';

const lengthsOf = (configuration: Configuration): Pick<Configuration, 'inputTokens' | 'outputTokens' | 'lengthLow'> => {
  const { inputTokens, outputTokens, lengthLow } = configuration;
  if (!spread(configuration)) return { inputTokens, outputTokens, lengthLow };
  return { inputTokens: inputTokens / 0.9, outputTokens: outputTokens / 0.9, lengthLow: 0.8 };
};

const responseSteps = ({ campaign }: Configuration, engine: EngineTerms): number =>
  engine.responseSteps + (campaign ? engine.pollSteps : 0);

const responseSeconds = ({ campaign }: Configuration, engine: EngineTerms): number =>
  engine.responseSeconds + (campaign ? engine.pollSeconds : 0);

const aggregated = (prepared: PreparedRow, engine: EngineTerms): ReplicaAnswer => {
  const { configuration, decode, kvTokens } = prepared;
  const { workers, verified } = configuration;
  const lengths = lengthsOf(configuration);
  const { inputTokens } = lengths;
  const users = Math.max(1, Math.round(configuration.users / workers.count));
  const steps = engineSteps(decode, engine);
  const waiting = responseSteps(configuration, engine) + (decode.attnDp > 1 ? engine.attentionDpSteps : 0);
  return simulateReplica(
    {
      users,
      prompts: Math.max(users, Math.round(configuration.prompts / workers.count)),
      ...lengths,
      seed: SEED,
      policy: configuration.staticBatch ? 'prefill-first' : engine.policy,
      budgetTokens: configuration.staticBatch ? users * inputTokens : budgetOf(configuration),
      budgetPerSequence: verified,
      slots: configuration.slots ?? users,
      kvTokens,
      reservesFinalLength: engine.reservesFinalLength,
      tokensPerStep: tokensPerStep(engine.acceptance, verified),
      responseDelay: responseSeconds(configuration, engine) + waiting * steps.decode(users, inputTokens),
    },
    steps,
  );
};

const disaggregated = (prepared: PreparedRow, engine: EngineTerms): ReplicaAnswer => {
  const { configuration, decode, prefill, kvTokens } = prepared;
  const { workers, verified, inputTokens, outputTokens, lengthLow, users, model, device } = configuration;
  const perWorker = Math.min(users / workers.count, configuration.slots ?? Infinity);
  const steps = engineSteps(decode, engine);
  const prompts = prefill ? engineSteps(prefill, engine) : steps;
  const { layout, precision } = workers.instance;
  const kvBytes = kvBytesPerSequencePerRank(model, inputTokens, precision.kvBytes, 1);
  const rate = device.scaleOut > 0 ? Math.min(device.scaleOut, device.scaleUp) : device.scaleUp;
  return simulateDisaggregated({
    users,
    prompts: configuration.prompts,
    inputTokens,
    outputTokens,
    lengthLow,
    seed: SEED,
    prefillWorkers: configuration.prefill?.count ?? 1,
    prefillBatchTokens: budgetOf(configuration),
    prefill: (count, promptTokens) => prompts.mixed(0, inputTokens, count, promptTokens, 0),
    transferSeconds: kvBytes / Math.max(1, rate * layout.tp),
    decodeWorkers: workers.count,
    slotsPerWorker: configuration.slots ?? Math.ceil(users / workers.count),
    kvTokensPerWorker: kvTokens,
    reservesFinalLength: engine.reservesFinalLength,
    tokensPerStep: tokensPerStep(engine.acceptanceDisaggregated, verified),
    responseDelay:
      responseSeconds(configuration, engine) +
      responseSteps(configuration, engine) * steps.decode(perWorker, inputTokens),
    decode: steps.decode,
  });
};
