/** Ways to the users and searches among stored vectors: validated topics -> figures in base units. */
import type { Band, VectorSearchFigures, WideAreaFigures } from '../../src/catalogue/figures.ts';
import { figureAt, type Topics } from './figures-places.ts';
import { takeBand, type Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';

const bandAt = (ledger: Ledger, path: string, topics: Topics, topic: string, ...keys: readonly string[]): Band => {
  const taken = takeBand(ledger, path, figureAt(topics, topic, ...keys));
  if (taken === null) throw new Error(`${topic}.json: ${keys.join('.')} is not a band`);
  return taken;
};

export function wideAreaFigures(ledger: Ledger, topics: Topics): Plain<WideAreaFigures> {
  const take = (field: keyof WideAreaFigures, key: string): Band =>
    bandAt(ledger, `wideArea.${field}`, topics, 'network', 'rtt_model', key);
  return { accessSeconds: take('accessSeconds', 'access_rtt_ms'), routeFactor: take('routeFactor', 'route_factor') };
}

export function vectorSearchFigures(ledger: Ledger, topics: Topics): Plain<VectorSearchFigures> {
  const take = (field: keyof VectorSearchFigures): Band =>
    bandAt(ledger, `vectorSearch.${field}`, topics, 'vector-search', field);
  return {
    graphLinks: take('graphLinks'),
    graphCandidates: take('graphCandidates'),
    evaluationsPerCandidate: take('evaluationsPerCandidate'),
    componentsPerCodeByte: take('componentsPerCodeByte'),
    listsPerRootVector: take('listsPerRootVector'),
    listsRead: take('listsRead'),
    lookupSeconds: take('lookupSeconds'),
    bytesPerCoreSecond: take('bytesPerCoreSecond'),
    memoryLatency: take('memoryLatency'),
    coreBusyShare: take('coreBusyShare'),
    memoryShare: take('memoryShare'),
  };
}
