/**
 * A published throughput row predicted from its configuration: the best of the layouts worth asking about, replicated over the system,
 * under the load of the row, times the shrunken group terms of the calibration.
 */
import type { Calibration } from '../calibration/calibration.ts';
import {
  defaultThroughputTerms,
  throughputBand,
  throughputFactor,
  type ThroughputNames,
  type ThroughputTerms,
} from '../calibration/throughput-terms.ts';
import type { Aliases } from '../catalogue/aliases.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import type { ConfigurationContext } from './configuration.ts';
import type { Predicted } from './predicted.ts';
import { nameTables } from './resolve-names.ts';
import type { ThroughputRow } from './rows/throughput-row.ts';
import { queuedThroughput } from './throughput-capacity.ts';
import { closedLoopThroughput } from './throughput-closed-loop.ts';
import { throughputQuestion, type ThroughputQuestion } from './throughput-configuration.ts';
import { limitedThroughput } from './throughput-limits.ts';
import { decodeThroughput, prefillThroughput } from './throughput-phase.ts';

export interface SystemThroughput {
  /** Tokens per second of the whole system, of the kind that the row counts. */
  readonly tokensPerSecond: number;
  readonly layout: Layout;
}

/** Best layout of a question; null where none holds a sequence or meets the limits. */
export const systemThroughput = (question: ThroughputQuestion): SystemThroughput | null => {
  const { layouts, instanceWith, devices } = question;
  let best: SystemThroughput | null = null;
  for (const layout of layouts) {
    const size = acceleratorsOf(layout);
    // A row per node of an instance that spans several counts that node's share.
    const instances = size > devices ? devices / size : Math.floor(devices / size);
    const each = ofInstance(question, instanceWith(layout), Math.max(1, Math.round(instances)));
    if (each === null || each <= 0) continue;
    const tokensPerSecond = each * instances;
    if (tokensPerSecond > (best?.tokensPerSecond ?? 0)) best = { tokensPerSecond, layout };
  }
  return best;
};

const ofInstance = (question: ThroughputQuestion, instance: Instance, instances: number): number | null => {
  const { load, inputTokens, outputTokens } = question;
  switch (load.kind) {
    case 'maximum':
      return queuedThroughput(instance, question);
    case 'limits':
      return limitedThroughput(instance, question, load, instances);
    case 'prefill':
      return prefillThroughput(question, instance, load.stepTokens);
    case 'decode':
      return decodeThroughput(question, instance, load.perAccelerator);
    case 'closed': {
      const output = closedLoopThroughput(question, instance, load);
      if (output === null || load.counts === 'output') return output;
      return output * (1 + inputTokens / outputTokens);
    }
  }
};

/** Rounds and dates do not make another benchmark. */
const EDITION = /[\s]+(?:v?\d[\d.-]*|day \d+)$/;

/** Names of a row in the groups of the shrunken terms. */
export const throughputNames = (
  row: ThroughputRow,
  question: ThroughputQuestion,
  { tables }: Pick<Calibration, 'tables'>,
): ThroughputNames => ({
  // One phase alone says nothing of the other.
  family: [row.source.replace(EDITION, ''), ...(question.load.kind === 'prefill' ? ['prefill'] : [])].join(' '),
  model: question.model.id,
  maker: question.accelerator.vendor,
  stack: question.stack,
  measured: tables[question.device.acceleratorId] !== undefined,
});

/** Answers by question: rows of one configuration share the search. */
export type ThroughputCache = Map<string, SystemThroughput | null>;

export interface ThroughputContext extends ConfigurationContext {
  readonly terms: ThroughputTerms;
  readonly answers: ThroughputCache;
}

/** What the rows of one file share. `calibration` has the tables of every measured accelerator. */
export const throughputContext = (
  catalogue: Catalogue,
  aliases: Aliases,
  calibration: Calibration,
  terms: ThroughputTerms = defaultThroughputTerms,
): ThroughputContext => ({
  catalogue,
  names: nameTables(catalogue, aliases),
  calibration,
  mostUsers: new Map(),
  instances: new Map(),
  terms,
  answers: new Map(),
});

export interface PreparedThroughput {
  readonly question: ThroughputQuestion;
  readonly answer: SystemThroughput;
}

export type PreparedThroughputOrReason =
  { readonly ok: true; readonly prepared: PreparedThroughput } | { readonly ok: false; readonly reason: string };

/** A row with what the model alone says of it, group terms left out. */
export const prepareThroughput = (row: ThroughputRow, context: ThroughputContext): PreparedThroughputOrReason => {
  const read = throughputQuestion(row, context);
  if (!read.ok) return read;
  const { question } = read;
  let answer = context.answers.get(question.key);
  if (answer === undefined) {
    answer = systemThroughput(question);
    context.answers.set(question.key, answer);
  }
  if (answer === null) return { ok: false, reason: 'no layout holds the model and one sequence, or meets the limits' };
  return { ok: true, prepared: { question, answer } };
};

/** Throughput of a row, tok/s of the whole system in the row's token kind, or why there is none. */
export const predictThroughput = (row: ThroughputRow, context: ThroughputContext): Predicted => {
  const read = prepareThroughput(row, context);
  if (!read.ok) return read;
  const { question, answer } = read.prepared;
  const names = throughputNames(row, question, context.calibration);
  const throughput = answer.tokensPerSecond * throughputFactor(context.terms, names);
  return {
    ok: true,
    values: { throughput },
    tier: names.measured ? 'calibrated' : 'estimated',
    band: { throughput: [throughput * throughputBand.low, throughput * throughputBand.high] },
  };
};
