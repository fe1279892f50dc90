/** Why the others fell out: points by what became of them, and configurations that were not tried. */
import type { FrontierAnswer, RejectReason } from '../../src/search/frontier-types.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { formatWords } from './configuration-words.ts';
import { seconds } from './numbers.ts';
import type { FrontierView } from './view.ts';

export type Sign = 'dot' | 'cross' | 'circle' | 'ring' | 'none';

export interface Reason {
  readonly id: string;
  readonly sign: Sign;
  readonly name: string;
  readonly count: number;
  /** The limits, or the mildest case with its figures. */
  readonly note: string | null;
}

const NAMES: Readonly<Record<RejectReason, string>> = {
  'tp-leaves-domain': 'TP leaves the domain',
  'heads-not-divisible': 'Heads do not divide',
  'more-ranks-than-experts': 'More ranks than experts',
  'shape-mismatch': 'Ranks do not match',
  'not-enough-accelerators': 'Too few accelerators',
  'no-scale-out': 'No scale-out network',
  'kv-does-not-fit': 'KV does not fit',
  'format-not-supported': 'No kernel for the format',
  'no-mtp-layer': 'No layer that drafts',
  'no-kv-link': 'No link for KV',
  'ffn-does-not-fit': 'FFN does not fit',
  'attention-does-not-fit': 'Attention does not fit',
  'no-ffn-link': 'No link to the FFN',
  'not-splittable': 'Model cannot be split',
  'mode-not-searched': 'Mode not searched',
};

/** `p50 1 s, p99 3 s` of the tightest class. */
const limitWords = (terms: FrontierTerms, measure: 'ttft' | 'tpot' | 'e2e'): string | null => {
  const limits = terms.targets.flatMap((target) => target[measure] ?? []);
  if (limits.length === 0) return null;
  const least = (level: 'p50' | 'p99'): string => seconds(Math.min(...limits.map((limit) => limit[level])));
  return least('p50') === least('p99') ? least('p99') : `p50 ${least('p50')}, p99 ${least('p99')}`;
};

/** Points: each is named by the first limit it misses; those on the front stand apart. */
export const pointReasons = (
  { counts }: FrontierAnswer,
  terms: FrontierTerms,
  view: FrontierView,
): readonly Reason[] => {
  const { byVerdict, prunedPoints } = counts;
  const within = view.broken.filter((broken) => !broken).length;
  const rows: readonly Reason[] = [
    { id: 'dominated', sign: 'dot', name: 'Dominated', count: byVerdict.dominated, note: null },
    { id: 'ttft', sign: 'cross', name: 'TTFT over its limit', count: byVerdict.ttft, note: limitWords(terms, 'ttft') },
    { id: 'tpot', sign: 'cross', name: 'TPOT over its limit', count: byVerdict.tpot, note: limitWords(terms, 'tpot') },
    {
      id: 'e2e',
      sign: 'cross',
      name: 'End to end over its limit',
      count: byVerdict.e2e,
      note: limitWords(terms, 'e2e'),
    },
    { id: 'pruned', sign: 'none', name: 'Beaten at their best', count: prunedPoints, note: 'not drawn' },
    {
      id: 'front',
      sign: 'ring',
      name: 'On the front',
      count: view.indices.length,
      note: within === view.indices.length ? null : `${within} within every limit`,
    },
  ];
  return rows.filter(({ id, count }) => count > 0 || id === 'dominated' || id === 'front');
};

/** Configurations refused, each family with its mildest case in words. */
export const refusedReasons = ({ rejected }: FrontierAnswer, terms: FrontierTerms): readonly Reason[] =>
  rejected.map(({ reason, rackId, count, words: raw }) => {
    const words = formatWords(raw);
    const rack = terms.racks.find((one) => one.rackId === rackId)?.label;
    return {
      id: `${rackId ?? ''}/${reason}`,
      sign: reason === 'kv-does-not-fit' ? 'circle' : 'none',
      name: NAMES[reason],
      count,
      note: terms.racks.length > 1 && rack !== undefined && !words.startsWith(rack) ? `${rack}: ${words}` : words,
    };
  });
