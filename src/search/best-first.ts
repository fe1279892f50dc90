/** Branch and bound that always opens the node with the greatest bound: nothing is worked out that could not have won. */

/** A node of the tree; no leaf below it has more than its bound. */
export interface Bounded {
  readonly bound: number;
}

export interface Found<Leaf> {
  readonly leaf: Leaf;
  readonly value: number;
}

export type Opened<Node, Leaf> = { readonly below: readonly Node[] } | Found<Leaf>;

/** The leaf of greatest value above zero, with up to `kept` − 1 of those worked out on the way, best first; `opened` counts leaves. */
export const bestFirst = <Node extends Bounded, Leaf>(
  roots: readonly Node[],
  open: (node: Node) => Opened<Node, Leaf>,
  kept: number,
): { readonly found: readonly Found<Leaf>[]; readonly opened: number } => {
  const heap: Node[] = [];
  for (const root of roots) put(heap, root);
  let found: readonly Found<Leaf>[] = [];
  let opened = 0;
  for (;;) {
    const next = takeGreatest(heap);
    if (!next || next.bound <= (found[0]?.value ?? 0)) return { found, opened };
    const result = open(next);
    if ('below' in result) {
      for (const node of result.below) if (node.bound > (found[0]?.value ?? 0)) put(heap, node);
      continue;
    }
    opened += 1;
    if (result.value > 0) found = [...found, result].toSorted((a, b) => b.value - a.value).slice(0, kept);
  }
};

/** A binary heap with the greatest bound at its head. */
const put = <Node extends Bounded>(heap: Node[], node: Node): void => {
  let at = heap.push(node) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (!above || above.bound >= node.bound) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = node;
};

const takeGreatest = <Node extends Bounded>(heap: Node[]): Node | undefined => {
  const [head] = heap;
  const last = heap.pop();
  if (!last || heap.length === 0) return head;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const down = right && left && right.bound > left.bound ? 2 * at + 2 : 2 * at + 1;
    const child = heap[down];
    if (!child || child.bound <= last.bound) break;
    heap[at] = child;
    at = down;
  }
  heap[at] = last;
  return head;
};
