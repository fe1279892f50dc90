/**
 * Lengths that a row does not state. MLPerf logs print the tokens that came out but not those that went in; these are properties of
 * the data sets the benchmark prescribes, so one table holds them for all rows.
 */
import type { ThroughputRow } from './rows/throughput-row.ts';

export interface Lengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

interface BenchmarkSet extends Lengths {
  /** Where the mean prompt comes from. */
  readonly source: string;
}

/** By catalogue id of the model that a benchmark is named after. */
const BENCHMARK_SETS: Readonly<Record<string, BenchmarkSet>> = {
  'llama-2-70b': { inputTokens: 300, outputTokens: 290, source: 'OpenOrca sample, about as long in as out' },
  'llama-3.1-8b': {
    inputTokens: 870,
    outputTokens: 128,
    source: 'news articles of CNN-DailyMail under an instruction',
  },
  'llama-3.1-405b': {
    inputTokens: 9_400,
    outputTokens: 680,
    source: 'LongBench, Ruler and GovReport documents, mean of the set',
  },
  'mixtral-8x7b': {
    inputTokens: 430,
    outputTokens: 145,
    source: 'equal parts of OpenOrca, few-shot GSM8K and MBXP problems',
  },
  'deepseek-r1': {
    inputTokens: 800,
    outputTokens: 3_800,
    source: 'mathematics, science and code questions under a chat template; an assumption',
  },
  'gpt-oss-120b': {
    inputTokens: 4_000,
    outputTokens: 1_300,
    source: 'long articles to be summarised at low reasoning effort; an assumption from their kind',
  },
};

/** Assumed for speed of a single stream, whose sources print none: a short question and a short answer. */
const CHAT: Lengths = { inputTokens: 128, outputTokens: 256 };
/** Assumed for one phase alone where nothing is printed: prompts of that length, or that many tokens of KV to each sequence. */
const PHASE: Lengths = { inputTokens: 4_096, outputTokens: 0 };

const CONTEXT_NOTE = /~\s?([\d,]+) tok context/;

/** Tokens of a mean request of a row: what it states, then what its run log counted, then its data set. Null when nothing says. */
export const lengthsOfRow = (row: ThroughputRow, modelId: string): Lengths | null => {
  const set = row.source.startsWith('MLPerf') ? BENCHMARK_SETS[modelId] : undefined;
  const usual = set ?? assumedFor(row.scenario);
  const noted = CONTEXT_NOTE.exec(row.notes)?.[1];
  const inputTokens = row.isl ?? (noted === undefined ? usual?.inputTokens : Number(noted.replaceAll(',', '')));
  const outputTokens = row.osl ?? row.oslMeanMeasured ?? usual?.outputTokens;
  return inputTokens === undefined || outputTokens === undefined ? null : { inputTokens, outputTokens };
};

const assumedFor = (scenario: string): Lengths | null => {
  if (scenario.startsWith('single-stream')) return CHAT;
  return /^(?:production )?(?:prefill|decode)/.test(scenario) ? PHASE : null;
};
