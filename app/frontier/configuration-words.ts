/** A configuration of the frontier in words. */
import { layoutWords } from '../../src/performance/layout.ts';
import type { FrontierConfiguration } from '../../src/search/frontier-types.ts';
import { TIMES } from '../../src/units/format.ts';
import { significant, whole } from '../../src/units/significant.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';

export interface ConfigurationWords {
  /** `Disaggregated, P:D 10 : 1`. */
  readonly mode: string;
  /** Rack, where the pool has several. */
  readonly rack: string | null;
  /** `decode DP-attention 16, EP 16`. */
  readonly decode: string;
  readonly prefill: string | null;
  readonly ffn: string | null;
  readonly formats: string;
  readonly drafts: string;
  readonly accelerators: string;
}

const FORMATS = /\b(?:bf16|fp\d+|nvfp4|mxfp\d|int\d|mtp|eagle)\b/g;

/** `NVFP4 experts, BF16 attention`: formats and ways of drafting are names. */
export const formatWords = (label: string): string => label.replace(FORMATS, (format) => format.toUpperCase());

export const ratioWords = ({ ratio }: FrontierConfiguration): string =>
  ratio ? `${whole(ratio.prefills)} : ${whole(ratio.decodes)}` : 'same instances';

const MODE_WORDS = {
  aggregated: 'Aggregated',
  disaggregated: 'Disaggregated, P:D',
  'attention-ffn': 'Attention and FFN apart, P:A',
} as const;

const modeWords = (configuration: FrontierConfiguration): string =>
  configuration.ratio
    ? `${MODE_WORDS[configuration.mode]} ${ratioWords(configuration)}`
    : MODE_WORDS[configuration.mode].replace(/, .*$/, '');

/** `FFN 2 × EP 16`; of SRAM parts, which are one pool, `FFN on 1,536 parts`. */
const ffnWords = (
  { layout, count, microBatches }: NonNullable<FrontierConfiguration['ffn']>,
  rack: string | null,
): string => {
  const cut = layout ? `FFN ${whole(count)} ${TIMES} ${layoutWords(layout)}` : `FFN on ${whole(count)} parts`;
  const batches = microBatches === 'auto' ? '' : `, ${whole(microBatches)} micro-batches`;
  return `${cut}${rack === null ? '' : ` of ${rack}`}${batches}`;
};

export const wordsOf = (
  terms: FrontierTerms,
  configuration: FrontierConfiguration,
  chip: string,
): ConfigurationWords => {
  const { mode, rackId, prefillRackId, layout, prefillLayout, ffn, precision, technique, accelerators } = configuration;
  const rackName = (id: string): string =>
    (terms.racks.find((rack) => rack.rackId === id)?.label ?? id).replace(/ \([^)]*\)/, '');
  const apart = prefillRackId !== null && prefillRackId !== rackId;
  const several = terms.racks.length > 1;
  return {
    mode: modeWords(configuration),
    rack: !several ? null : apart ? `${rackName(prefillRackId)} prefills for ${rackName(rackId)}` : rackName(rackId),
    decode: mode === 'aggregated' ? layoutWords(layout) : `${ffn ? 'attention' : 'decode'} ${layoutWords(layout)}`,
    prefill: prefillLayout && `prefill ${layoutWords(prefillLayout)}`,
    ffn: ffn && ffnWords(ffn, several ? rackName(ffn.rackId) : null),
    formats: formatWords(terms.choices.precisions[precision]?.label ?? ''),
    drafts: terms.choices.techniques[technique]?.label ?? '',
    accelerators: `${whole(accelerators)} ${chip}${accelerators === 1 ? '' : 's'}`,
  };
};

/** `2,490 in flight`, over the whole configuration. */
export const inFlightWords = (sequences: number): string =>
  `${sequences < 10 ? significant(sequences) : whole(sequences)} in flight`;

/** One line, for tables and screen readers. */
export const lineOf = (words: ConfigurationWords): string =>
  [words.mode, words.decode, words.prefill, words.ffn, words.formats, words.drafts, words.rack]
    .filter((part) => part !== null)
    .join('; ');
