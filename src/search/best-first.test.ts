/** Branch and bound against looking at every leaf, on random trees whose bounds are true but seldom tight. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFirst, type Opened } from './best-first.ts';

interface Tree {
  readonly bound: number;
  readonly leaf: number | null;
  readonly below: readonly Tree[];
}

const leaf = fc
  .tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 0, max: 20 }))
  .map(([value, slack]): Tree => ({ bound: value + slack, leaf: value, below: [] }));

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(fc.array(tie('tree'), { maxLength: 5 }), fc.integer({ min: 0, max: 10 })).map(([below, slack]): Tree => ({
      bound: Math.max(0, ...below.map(({ bound }) => bound)) + slack,
      leaf: null,
      below,
    })),
  ),
})).tree;

const leaves = ({ leaf: value, below }: Tree): number[] => (value === null ? below.flatMap(leaves) : [value]);

const open = (node: Tree): Opened<Tree, number> =>
  node.leaf === null ? { below: node.below } : { leaf: node.leaf, value: node.leaf };

test('finds the greatest leaf above zero, opening no more than there are', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 8 }), (roots) => {
      const all = roots.flatMap(leaves);
      const { found, opened } = bestFirst(roots, open, 3);
      const greatest = Math.max(0, ...all);
      expect(found[0]?.value ?? 0).toBe(greatest);
      expect(found.map(({ value }) => value)).toEqual(found.map(({ value }) => value).toSorted((a, b) => b - a));
      expect(opened).toBeLessThanOrEqual(all.length);
    }),
    { numRuns: 300 },
  );
});

test('a bound below what is found spares the work', () => {
  const roots: Tree[] = [3, 9, 5].map((value) => ({ bound: value, leaf: value, below: [] }));
  expect(bestFirst(roots, open, 1)).toEqual({ found: [{ leaf: 9, value: 9 }], opened: 1 });
});
