/** Points of a frontier as rows with their configuration in words, for tables, files and the command line. */
import { layoutWords } from '../performance/layout.ts';
import { configurationAt } from './frontier-columns.ts';
import type { FrontierAnswer, FrontierConfiguration, FrontierQuestion } from './frontier-types.ts';

export interface ConfigurationWords {
  readonly mode: FrontierConfiguration['mode'];
  readonly rackId: string;
  readonly prefillRackId: string | null;
  readonly layout: string;
  readonly prefillLayout: string | null;
  /** Prefill engines to decode engines, or to attention instances. */
  readonly ratio: string | null;
  /** Null where attention and FFN are together. */
  readonly ffn: FfnWords | null;
  readonly precision: string;
  readonly technique: string;
  readonly accelerators: number;
}

export interface FfnWords {
  readonly rackId: string;
  /** `1536 SRAM parts`, `2 of DP-attention 16, EP 16`. */
  readonly side: string;
  readonly accelerators: number;
  readonly microBatches: number | 'auto';
}

/** Units in the names; null where the rack states no power or price. */
export interface FrontierRow extends ConfigurationWords {
  readonly tokensPerSecondPerUser: number;
  readonly tokensPerSecondPerAccelerator: number;
  readonly tokensPerSecondPerKilowatt: number | null;
  readonly tokensPerDollar: number | null;
  readonly ttftSeconds: number;
  readonly inFlight: number;
  /** Limits that it misses even when nobody waits. */
  readonly misses: readonly ('ttft' | 'tpot' | 'e2e')[];
}

type Choices = Pick<FrontierQuestion['choices'], 'precisions' | 'techniques'>;

export const wordsOf = (configuration: FrontierConfiguration, choices: Choices): ConfigurationWords => {
  const { mode, rackId, prefillRackId, layout, prefillLayout, ratio, ffn, accelerators } = configuration;
  return {
    mode,
    rackId,
    prefillRackId,
    layout: layoutWords(layout),
    prefillLayout: prefillLayout && layoutWords(prefillLayout),
    ratio: ratio && `${ratio.prefills}:${ratio.decodes}`,
    ffn: ffn && {
      rackId: ffn.rackId,
      side: ffn.layout ? `${ffn.count} of ${layoutWords(ffn.layout)}` : `${ffn.count} SRAM parts`,
      accelerators: ffn.accelerators,
      microBatches: ffn.microBatches,
    },
    precision: choices.precisions[configuration.precision]?.label ?? '',
    technique: choices.techniques[configuration.technique]?.label ?? '',
    accelerators,
  };
};

/** Rows of the points given by their indices, as of a front. */
export const frontierRows = (answer: FrontierAnswer, choices: Choices, indices: Iterable<number>): FrontierRow[] => {
  const { columns } = answer;
  const known = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value;
  return Array.from(indices, (index) => ({
    tokensPerSecondPerUser: columns.tokensPerSecondPerUser[index] ?? 0,
    tokensPerSecondPerAccelerator: columns.tokensPerSecondPerAccelerator[index] ?? 0,
    tokensPerSecondPerKilowatt: known(columns.tokensPerSecondPerKilowatt[index]),
    tokensPerDollar: known(columns.tokensPerDollar[index]),
    ttftSeconds: columns.ttftSeconds[index] ?? 0,
    inFlight: columns.inFlight[index] ?? 0,
    misses: MISSES.filter((_, bit) => ((columns.misses[index] ?? 0) & (1 << bit)) !== 0),
    ...wordsOf(configurationAt(answer, columns.configuration[index] ?? 0), choices),
  }));
};

/** In the order of their bits. */
const MISSES = ['ttft', 'tpot', 'e2e'] as const;
