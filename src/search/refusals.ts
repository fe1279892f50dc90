/** What a search did not try, counted by rack and reason, with the mildest case in words. */
import { acceleratorsOf, layoutWords, type Layout } from '../performance/layout.ts';
import type { FrontierQuestion, RackChoice, RejectedFamily, RejectReason } from './frontier-types.ts';

interface Refusal {
  readonly reason: RejectReason;
  readonly rack: RackChoice | null;
  readonly count?: number;
  /** Orders cases of one reason: the least is the mildest and is shown. */
  readonly by: number;
  readonly words: string;
  readonly facts: Readonly<Record<string, number | string>>;
}

export interface Refusals {
  readonly layout: (rack: RackChoice, layout: Layout, reason: Exclude<RejectReason, 'kv-does-not-fit'>) => void;
  /** `shortBytes` on each accelerator. */
  readonly tooSmall: (rack: RackChoice, layout: Layout, precision: string, shortBytes: number) => void;
  readonly other: (
    reason: RejectReason,
    rack: RackChoice | null,
    count: number,
    words: string,
    facts?: Refusal['facts'],
    by?: number,
  ) => void;
  readonly families: () => RejectedFamily[];
}

export const createRefusals = ({ model }: FrontierQuestion): Refusals => {
  const kept = new Map<string, Refusal & { readonly count: number }>();
  const note = (refusal: Refusal): void => {
    const { reason, rack, count = 1 } = refusal;
    const key = `${rack?.rackId ?? ''}|${reason}`;
    const before = kept.get(key);
    const mildest = before && before.by <= refusal.by ? before : refusal;
    kept.set(key, { ...mildest, count: (before?.count ?? 0) + count });
  };
  return {
    layout: (rack, layout, reason) => {
      const size = acceleratorsOf(layout);
      const shown = layoutWords(layout);
      const facts = { layout: shown, accelerators: size, tp: layout.tp, ep: layout.ep };
      note({
        reason,
        rack,
        by: size,
        words: layoutSentence(reason, rack, shown),
        facts: { ...facts, ...limitOf(rack) },
      });
    },
    tooSmall: (rack, layout, precision, shortBytes) => {
      const words = `KV short by ${decimal(shortBytes / 1e9)} GB on each accelerator: ${model.name} in ${precision} on ${layoutWords(layout)}`;
      const facts = { layout: layoutWords(layout), accelerators: acceleratorsOf(layout), precision, shortBytes };
      note({ reason: 'kv-does-not-fit', rack, by: shortBytes, words, facts });
    },
    other: (reason, rack, count, words, facts = {}, by = 0) => note({ reason, rack, count, by, words, facts }),
    families: () =>
      [...kept.values()]
        .map(({ reason, rack, count, words, facts }) => ({ reason, rackId: rack?.rackId ?? null, count, words, facts }))
        .toSorted((a, b) => b.count - a.count),
  };
};

const limitOf = ({ device, accelerators }: RackChoice): Record<string, number> => ({
  domain: device.domain,
  available: accelerators,
});

const layoutSentence = (reason: RejectReason, { device, accelerators }: RackChoice, shown: string): string => {
  switch (reason) {
    case 'tp-leaves-domain':
      return `${shown} leaves the scale-up domain of ${device.domain}`;
    case 'heads-not-divisible':
      return `${shown}: the attention heads do not divide`;
    case 'more-ranks-than-experts':
      return `${shown}: more expert ranks than experts`;
    case 'shape-mismatch':
      return `${shown}: MoE ranks do not match attention ranks, or there are no experts`;
    case 'not-enough-accelerators':
      return `${shown} needs more than the ${accelerators} accelerators there are`;
    case 'no-scale-out':
      return `${shown} leaves the scale-up domain and no network card is published`;
    default:
      return `${shown}: ${reason}`;
  }
};

/** Two digits, or all before the point. */
export const decimal = (value: number): string =>
  (value >= 10 ? Math.round(value) : Math.round(value * 10) / 10).toString();
