/**
 * What a store of vectors takes: memory of its index, time of a CPU core for one query, and how long a query waits. Distances are
 * bound by memory: every vector is one access that streams, so a core works as fast as its part of the memory bandwidth.
 * Not counted: turning the question into a vector, filters, and reading the texts that are found.
 */
import type { VectorSearchFigures } from '../catalogue/figures.ts';
import { quantity, type Bytes, type Seconds } from '../units/quantity.ts';

export interface VectorIndex {
  readonly vectors: number;
  readonly dimensions: number;
  readonly bytesPerComponent: number;
  readonly index: 'hnsw' | 'ivf-pq' | 'flat';
}

/** CPU servers alike that hold the index. */
export interface StoreServer {
  readonly memory: Bytes;
  readonly cores: number;
}

export interface VectorQuery {
  /** Servers that hold a part each and all answer. */
  readonly parts: number;
  /** Time of one core, over all parts. */
  readonly coreSeconds: Seconds;
  /** Parts answer side by side; a flat index is read by all cores of its server, others by one. */
  readonly latency: Seconds;
}

/** Bytes of a link between vectors, and of the number of a vector in a list. */
const LINK_BYTES = 4;
const NUMBER_BYTES = 8;

const listsOf = ({ vectors }: VectorIndex, { listsPerRootVector }: VectorSearchFigures): number =>
  Math.max(1, Math.min(vectors, listsPerRootVector.base * Math.sqrt(vectors)));

const codeBytes = ({ dimensions }: VectorIndex, { componentsPerCodeByte }: VectorSearchFigures): number =>
  Math.ceil(dimensions / componentsPerCodeByte.base);

/**
 * One copy of the index in memory. Flat: the vectors. HNSW: and twice M links of four bytes for each, as Faiss states it.
 * IVF-PQ: a code and a number of eight bytes for each, and the centre of every list.
 */
export const indexBytesOf = (store: VectorIndex, figures: VectorSearchFigures): Bytes => {
  const { vectors, dimensions, bytesPerComponent, index } = store;
  const whole = dimensions * bytesPerComponent;
  if (index === 'flat') return quantity<'B'>(vectors * whole);
  if (index === 'hnsw') return quantity<'B'>(vectors * (whole + 2 * figures.graphLinks.base * LINK_BYTES));
  return quantity<'B'>(vectors * (codeBytes(store, figures) + NUMBER_BYTES) + listsOf(store, figures) * whole);
};

/** Servers that one copy of the index is spread over. */
export const partsOf = (store: VectorIndex, { memory }: StoreServer, figures: VectorSearchFigures): number =>
  Math.max(1, Math.ceil(indexBytesOf(store, figures) / (memory * figures.memoryShare.base)));

/** One query against all parts of an index. Eq. K6 */
export const vectorQueryOf = (store: VectorIndex, server: StoreServer, figures: VectorSearchFigures): VectorQuery => {
  const parts = partsOf(store, server, figures);
  const part = { ...store, vectors: store.vectors / parts };
  const seconds = coreSecondsOf(part, figures);
  return {
    parts,
    coreSeconds: quantity<'s'>(parts * seconds),
    latency: quantity<'s'>(store.index === 'flat' ? seconds / server.cores : seconds),
  };
};

const coreSecondsOf = (store: VectorIndex, figures: VectorSearchFigures): number => {
  const { vectors, dimensions, bytesPerComponent, index } = store;
  const streamed = (bytes: number): number => bytes / figures.bytesPerCoreSecond.base;
  const whole = dimensions * bytesPerComponent;
  if (index === 'flat') return streamed(vectors * whole);
  const walk = (among: number): number =>
    Math.min(evaluationsOf(among, figures), among) * (figures.memoryLatency.base + streamed(whole));
  if (index === 'hnsw') return walk(vectors);
  const lists = listsOf(store, figures);
  const read = Math.min(1, figures.listsRead.base / lists) * vectors;
  const code = codeBytes(store, figures);
  const perCode = Math.max(streamed(code + NUMBER_BYTES), code * figures.lookupSeconds.base);
  // Centres of the lists are searched as they are, or through a graph where that is faster.
  return Math.min(streamed(lists * whole), walk(lists)) + read * perCode;
};

/** Distances of a walk through the graph: down its ln N ÷ ln M levels past M links each, then the candidates of the lowest. */
const evaluationsOf = (
  vectors: number,
  { graphLinks, graphCandidates, evaluationsPerCandidate }: VectorSearchFigures,
): number =>
  graphLinks.base * (Math.log(Math.max(2, vectors)) / Math.log(graphLinks.base)) +
  graphCandidates.base * evaluationsPerCandidate.base;
