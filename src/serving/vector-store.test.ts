/** Memory and time of a vector store against values worked out by hand from the figures of the catalogue. Eq. K6 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity } from '../units/quantity.ts';
import { indexBytesOf, partsOf, vectorQueryOf, type StoreServer, type VectorIndex } from './vector-store.ts';

const { vectorSearch: figures } = defaultCatalogue;
const server: StoreServer = { memory: quantity<'B'>(2304e9), cores: 256 };
const graph: VectorIndex = { vectors: 1e7, dimensions: 1024, bytesPerComponent: 4, index: 'hnsw' };

describe('bytes of an index', () => {
  test('flat: 10⁶ × 1,024 × 4 B = 4.096 GB', () => {
    expect(indexBytesOf({ ...graph, vectors: 1e6, index: 'flat' }, figures)).toBe(4.096e9);
  });

  test('graph: 10⁷ × (4 × 1,024 + 8 × 32) B = 43.52 GB, and less by the components in one byte each', () => {
    expect(indexBytesOf(graph, figures)).toBe(43.52e9);
    expect(indexBytesOf({ ...graph, bytesPerComponent: 1 }, figures)).toBe(12.8e9);
  });

  test('codes: 10⁸ × (768 ÷ 8 + 8) B and 8 × 10⁴ centres of 3,072 B = 10.646 GB', () => {
    const store: VectorIndex = { vectors: 1e8, dimensions: 768, bytesPerComponent: 4, index: 'ivf-pq' };
    expect(indexBytesOf(store, figures)).toBeCloseTo(10.64576e9, 0);
  });
});

describe('a query', () => {
  test('flat: 4.096 GB at 4.8 GB/s = 853 ms of a core, 3.3 ms on 256 of them', () => {
    const { coreSeconds, latency, parts } = vectorQueryOf({ ...graph, vectors: 1e6, index: 'flat' }, server, figures);
    expect(parts).toBe(1);
    expect(coreSeconds * 1e3).toBeCloseTo(853.3, 1);
    expect(latency * 1e3).toBeCloseTo(3.333, 3);
  });

  test('graph: (32 × ln 10⁷ ÷ ln 32 + 64 × 20) distances of 100 ns + 4,096 B at 4.8 GB/s = 1.362 ms', () => {
    const { coreSeconds, latency } = vectorQueryOf(graph, server, figures);
    expect(coreSeconds * 1e3).toBeCloseTo(1.362, 3);
    expect(latency).toBe(coreSeconds);
  });

  test('codes: a walk among 8 × 10⁴ centres and 4 × 10⁴ codes of 96 lookups', () => {
    const store: VectorIndex = { vectors: 1e8, dimensions: 768, bytesPerComponent: 4, index: 'ivf-pq' };
    // 1,384.2 × (100 + 640) ns = 1.024 ms; 32 ÷ 80,000 × 10⁸ × 96 × 0.5 ns = 1.92 ms
    expect(vectorQueryOf(store, server, figures).coreSeconds * 1e3).toBeCloseTo(1.024 + 1.92, 2);
  });

  test('over two servers asks both, and waits for the slower', () => {
    const small: StoreServer = { memory: quantity<'B'>(32e9), cores: 16 };
    // 43.52 GB in parts of 0.8 × 32 GB
    expect(partsOf(graph, small, figures)).toBe(2);
    const { coreSeconds, latency } = vectorQueryOf(graph, small, figures);
    expect(coreSeconds).toBeCloseTo(2 * latency, 12);
    expect(latency * 1e3).toBeCloseTo(1.356, 3);
  });

  test('never works out more distances than there are vectors', () => {
    const few = vectorQueryOf({ ...graph, vectors: 100 }, server, figures);
    expect(few.coreSeconds).toBeCloseTo(100 * (100e-9 + 4096 / 4.8e9), 12);
  });
});

test('the graph comes within a third of the timings published for SIFT1M with 32 links (vearch issue 571)', () => {
  const sift: VectorIndex = { vectors: 1e6, dimensions: 128, bytesPerComponent: 4, index: 'hnsw' };
  for (const [candidates, milliseconds] of [
    [500, 1.7474],
    [800, 2.5553],
  ] as const) {
    const graphCandidates = { low: candidates, base: candidates, high: candidates };
    const ours = vectorQueryOf(sift, server, { ...figures, graphCandidates }).latency * 1e3;
    expect(ours / milliseconds).toBeGreaterThan(0.67);
    expect(ours / milliseconds).toBeLessThan(1.34);
  }
});
