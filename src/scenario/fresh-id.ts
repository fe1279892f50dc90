/** Ids of new things in a scenario: a letter for the kind and the smallest number that is free. No randomness, so edits stay pure. */
const PREFIX = { site: 's', rackGroup: 'g', workload: 'w', deployment: 'd' } as const;

/** `freshId('site', [{ id: 's1' }])` is `s2`. */
export const freshId = (kind: keyof typeof PREFIX, taken: readonly { readonly id: string }[]): string => {
  const ids = new Set(taken.map((item) => item.id));
  let number = 1;
  while (ids.has(`${PREFIX[kind]}${number}`)) number += 1;
  return `${PREFIX[kind]}${number}`;
};
