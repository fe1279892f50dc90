/** What is published of each technique: prose, loaded when a card is first opened. */
import type { Confidence } from '../../../src/catalogue/figures.ts';
import afd from '../../../src/catalogue/techniques/afd.json';
import chunkedPrefill from '../../../src/catalogue/techniques/chunked-prefill.json';
import distillation from '../../../src/catalogue/techniques/distillation.json';
import flashAttention from '../../../src/catalogue/techniques/flash-attention.json';
import kvOffload from '../../../src/catalogue/techniques/kv-offload.json';
import kvQuantisation from '../../../src/catalogue/techniques/kv-quantisation.json';
import pagedAttention from '../../../src/catalogue/techniques/paged-attention.json';
import pdDisaggregation from '../../../src/catalogue/techniques/pd-disaggregation.json';
import prefixCaching from '../../../src/catalogue/techniques/prefix-caching.json';
import quantisation from '../../../src/catalogue/techniques/quantisation.json';
import speculativeDecoding from '../../../src/catalogue/techniques/speculative-decoding.json';
import wideEp from '../../../src/catalogue/techniques/wide-ep.json';

export interface TechniqueSource {
  readonly metric: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface TechniqueSources {
  readonly name: string;
  readonly sources: readonly TechniqueSource[];
}

const CONFIDENCES: readonly Confidence[] = ['measured', 'datasheet', 'reported', 'estimate'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Decoder: one entry for each source, that of its first effect. */
const read = (item: { readonly name: string; readonly effects: readonly object[] }) => {
  const seen = new Map<string, TechniqueSource>();
  for (const effect of item.effects) {
    const { metric, source, confidence } = Object(effect);
    const known = CONFIDENCES.find((one) => one === confidence);
    if (known && !seen.has(textOf(source)))
      seen.set(textOf(source), { metric: textOf(metric), source: textOf(source), confidence: known });
  }
  return { name: item.name, sources: [...seen.values()] };
};

/** By id of the catalogue's techniques. */
export const TECHNIQUE_SOURCES: Readonly<Record<string, TechniqueSources>> = Object.fromEntries(
  [
    afd,
    chunkedPrefill,
    distillation,
    flashAttention,
    kvOffload,
    kvQuantisation,
    pagedAttention,
    pdDisaggregation,
    prefixCaching,
    quantisation,
    speculativeDecoding,
    wideEp,
  ].map((item) => [item.id, read(item)]),
);
