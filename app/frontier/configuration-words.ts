/** A configuration of the frontier in words. */
import { layoutWords } from '../../src/performance/layout.ts';
import type { FrontierConfiguration } from '../../src/search/frontier-types.ts';
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
  readonly formats: string;
  readonly drafts: string;
  readonly accelerators: string;
}

const FORMATS = /\b(?:bf16|fp\d+|nvfp4|mxfp\d|int\d)/g;

/** `NVFP4 experts, BF16 attention`: formats are names. */
export const formatWords = (label: string): string => label.replace(FORMATS, (format) => format.toUpperCase());

export const ratioWords = ({ ratio }: FrontierConfiguration): string =>
  ratio ? `${whole(ratio.prefills)} : ${whole(ratio.decodes)}` : 'same instances';

export const wordsOf = (
  terms: FrontierTerms,
  configuration: FrontierConfiguration,
  chip: string,
): ConfigurationWords => {
  const { mode, rackId, prefillRackId, layout, prefillLayout, precision, technique, accelerators } = configuration;
  const rackName = (id: string): string => terms.racks.find((rack) => rack.rackId === id)?.label ?? id;
  const apart = prefillRackId !== null && prefillRackId !== rackId;
  const several = terms.racks.length > 1;
  return {
    mode: mode === 'aggregated' ? 'Aggregated' : `Disaggregated, P:D ${ratioWords(configuration)}`,
    rack: !several ? null : apart ? `${rackName(prefillRackId)} prefills for ${rackName(rackId)}` : rackName(rackId),
    decode: prefillLayout ? `decode ${layoutWords(layout)}` : layoutWords(layout),
    prefill: prefillLayout && `prefill ${layoutWords(prefillLayout)}`,
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
  [words.mode, words.decode, words.prefill, words.formats, words.drafts, words.rack]
    .filter((part) => part !== null)
    .join('; ');
