/**
 * Fabrics without switches whose accelerators link to their neighbours along axes: which block of one an instance takes, and what
 * its links carry there. An axis that closes into a ring carries both ways; an open one turns every exchange back through its middle.
 */

/** One axis: two links of every accelerator, one to each neighbour. */
export interface Axis {
  readonly size: number;
  /** Length at which the axis closes into a ring; the size of the whole machine along it. */
  readonly closesAt: number;
  /** Part of the scale-up rate that its two links carry together, 0..1. */
  readonly share: number;
}

/** Levels from near to far; the axes of one level work at once, levels one after the other. */
export interface Torus {
  readonly levels: readonly (readonly Axis[])[];
  /** Optical switches close the axes of whole cubes of this edge, and of nothing smaller. Null: an axis closes at its own length. */
  readonly cubeEdge: number | null;
}

/** What an instance takes of one axis. */
export interface Extent {
  readonly length: number;
  readonly ring: boolean;
  readonly share: number;
}

export type Block = readonly (readonly Extent[])[];

/** Links of the ranks of one exchange; shares are of the scale-up rate of one accelerator. */
export interface BlockLinks {
  readonly block: Block;
  /** Ring collectives: bytes that leave each rank ÷ (share · rate) is their time. */
  readonly reduceShare: number;
  /** The same of an even all-to-all, which the narrowest cut bounds. */
  readonly exchangeShare: number;
  /** Hops to the farthest rank. */
  readonly hops: number;
}

const product = (values: readonly number[]): number => values.reduce((total, value) => total * value, 1);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** An open axis sends what a ring sends both ways round through one link. */
const carried = ({ length, ring, share }: Extent): number => (length === 1 ? 0 : ring ? share : share / 2);
const farthest = ({ length, ring }: Extent): number => (ring ? Math.floor(length / 2) : length - 1);

/** Every way to lay at least `ranks` over the axes. */
const lengthsFor = (axes: readonly Axis[], ranks: number): number[][] => {
  const [axis, ...rest] = axes;
  if (!axis) return ranks <= 1 ? [[]] : [];
  if (rest.length === 0) return ranks <= axis.size ? [[ranks]] : [];
  return Array.from({ length: Math.min(axis.size, ranks) }, (_, i) => i + 1).flatMap((length) =>
    lengthsFor(rest, Math.ceil(ranks / length)).map((others) => [length, ...others]),
  );
};

const extentsOf = (axes: readonly Axis[], lengths: readonly number[], cubeEdge: number | null): Extent[] => {
  const wholeCubes = cubeEdge !== null && lengths.every((length) => length % cubeEdge === 0);
  return axes.map(({ closesAt, share }, i) => {
    const length = lengths[i] ?? 1;
    return { length, share, ring: length > 1 && (cubeEdge === null ? length === closesAt : wholeCubes) };
  });
};

/** The smallest block that holds the ranks; of those the one whose links carry most, then the one with the shortest ways. */
const blockOfLevel = (axes: readonly Axis[], ranks: number, cubeEdge: number | null): Extent[] => {
  let best: { extents: Extent[]; rank: readonly number[] } = { extents: [], rank: [-Infinity] };
  for (const lengths of lengthsFor(axes, ranks)) {
    const extents = extentsOf(axes, lengths, cubeEdge);
    const rank = [-product(lengths), sum(extents.map(carried)), -sum(extents.map(farthest))];
    if (isAhead(rank, best.rank)) best = { extents, rank };
  }
  return best.extents;
};

const CLOSE = 1e-9;
const isAhead = (one: readonly number[], other: readonly number[]): boolean => {
  const at = one.findIndex((value, i) => Math.abs(value - (other[i] ?? 0)) > CLOSE);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
};

/** Accelerators of a torus. */
export const sizeOf = ({ levels }: Torus): number => product(levels.flat().map(({ size }) => size));

/** The block that `ranks` take: near levels are filled before far ones. Throws when there are more ranks than places. */
export const blockOf = ({ levels, cubeEdge }: Torus, ranks: number): Block => {
  let left = ranks;
  const block = levels.map((axes) => {
    const places = product(axes.map(({ size }) => size));
    const extents = blockOfLevel(axes, Math.min(left, places), cubeEdge);
    left = Math.ceil(left / places);
    return extents;
  });
  if (left > 1) throw new Error(`${ranks} ranks do not fit a torus`);
  return block;
};

const volume = (extents: readonly Extent[]): number => product(extents.map(({ length }) => length));

/** Each level reduces what the levels before it left: Σ (1 − 1/n) · bytes/Πn ÷ links, as one rate for (1 − 1/N) · bytes. Eq. O6 */
const reduceShareOf = (block: Block): number => {
  let ranks = 1;
  let time = 0;
  for (const extents of block) {
    const within = volume(extents);
    if (within > 1) time += (1 - 1 / within) / ranks / sum(extents.map(carried));
    ranks *= within;
  }
  return (1 - 1 / ranks) / time;
};

/**
 * Even all-to-all: of the bytes of the ⌊n/2⌋ · N/n ranks on one side of the middle of an axis, ⌈n/2⌉ · N/n of N − 1 parts cross it, over
 * one link of each of the N/n lines, two where the axis is a ring. The fullest cut decides, or the links of a rank together. Eq. O6
 */
const exchangeShareOf = (block: Block): number => {
  const extents = block.flat().filter(({ length }) => length > 1);
  const ranks = volume(extents);
  const cuts = extents.map((extent) => {
    const half = Math.floor(extent.length / 2);
    return ((half * (extent.length - half)) / extent.length) * (ranks / (ranks - 1)) * (1 / carried(extent));
  });
  return 1 / Math.max(1 / sum(extents.map(carried)), ...cuts);
};

const known = new WeakMap<Torus, Map<number, BlockLinks>>();

/** Links of an exchange among `ranks` of a torus, two or more. Throws when they do not fit. */
export const linksOf = (torus: Torus, ranks: number): BlockLinks => {
  let sizes = known.get(torus);
  if (!sizes) known.set(torus, (sizes = new Map<number, BlockLinks>()));
  const found = sizes.get(ranks);
  if (found) return found;
  const block = blockOf(torus, ranks);
  const links = {
    block,
    reduceShare: reduceShareOf(block),
    exchangeShare: exchangeShareOf(block),
    hops: sum(block.flat().map(farthest)),
  };
  sizes.set(ranks, links);
  return links;
};

/** A torus cut down to `accelerators` of it; axes still close only where the whole machine does. */
export const partOf = (torus: Torus, accelerators: number): Torus => {
  const block = blockOf(torus, accelerators);
  const levels = torus.levels.map((axes, level) =>
    axes.map((axis, i) => ({ ...axis, size: block[level]?.[i]?.length ?? 1 })),
  );
  return { ...torus, levels };
};
