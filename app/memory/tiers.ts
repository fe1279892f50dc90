/** The ladder of KV below the sequences in flight, as rows: accelerator memory first, then what stands below it. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { ReuseAnswer } from '../../src/evaluate/part-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { shortSystem } from '../ui/group-name.ts';

export type TierUse = ReuseAnswer['byTier'][number];

const KINDS: Readonly<Record<TierUse['kind'], string>> = {
  hbm: 'accelerator memory',
  host: 'host memory',
  'pooled-memory': 'pooled memory',
  'local-nvme': 'drives in the servers',
  'storage-rack': 'storage rack',
};

/** A rack that keeps KV is named after its system: it is furniture one can move. */
export const tierName = (scenario: Scenario | null, { tier, kind }: TierUse): string => {
  const rack = scenario?.rackGroups.find(({ id }) => id === tier);
  const system = rack && defaultCatalogue.systems[rack.systemId];
  return system ? shortSystem(system.name) : KINDS[kind];
};

/** What happens to what is found there, in a word or two. */
export const choiceWords = ({ choice, hitTokens, linkLoad }: TierUse): string => {
  if (hitTokens <= 0) return 'nothing left to hold';
  if (choice === 'in place') return 'in place';
  return choice === 'recomputed' ? 'slower than computing again' : linkLoad > 1 ? 'fetched, link full' : 'fetched';
};

/** The groups that keep prefixes; those that only decode beside a prefill group keep none. */
export const keepersOf = (groups: readonly GroupAnswer[]): readonly (GroupAnswer & { readonly reuse: ReuseAnswer })[] =>
  groups.flatMap((group) => (group.reuse ? [{ ...group, reuse: group.reuse }] : []));
