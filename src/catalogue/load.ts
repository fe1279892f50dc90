/**
 * Makes a Catalogue of its JSON. Items were validated when the file was generated; here only the outer shape is
 * checked, so that a file of another version or kind is refused with its reason.
 */
import type { Catalogue } from './figures.ts';

const parts = [
  'accelerators',
  'systems',
  'models',
  'regions',
  'workflows',
  'slaClasses',
  'diurnalShapes',
  'memoryTiers',
  'networks',
  'power',
  'costs',
  'forecast',
  'wideArea',
  'vectorSearch',
] as const;

/** Throws with the name of the missing part; the caller ships the file, so a failure is a bug and not a user's doing. */
export function loadCatalogue(json: unknown): Catalogue {
  if (!isRecord(json)) throw new Error('catalogue: not an object');
  if (typeof json['version'] !== 'string') throw new Error('catalogue: version is missing');
  for (const part of parts) {
    const value = json[part];
    if (!isRecord(value)) throw new Error(`catalogue: ${part} is missing`);
    if (Object.keys(value).length === 0) throw new Error(`catalogue: ${part} is empty`);
  }
  // Decoder: the rest of the shape is guaranteed by the generator and its tests.
  return json as unknown as Catalogue;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
