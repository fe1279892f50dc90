/**
 * Shapes of the research files the catalogue is converted from, and small readers for them.
 * Only the parts the conversion looks at are typed; the item schemas check what comes out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from './item-files.ts';

/** A fact of the hardware files. */
export interface Fact {
  value: Json;
  source: string;
  confidence: string;
  note?: string;
  as_of?: string;
  alternatives?: Fact[];
}

/** A low-base-high figure of the economic files. */
export interface Spread {
  low?: number | null;
  base?: number | null;
  high?: number | null;
  source: string;
  confidence: string;
  note?: string;
}

export const readUpstream = (folder: string, name: string): JsonObject =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as JsonObject;

/** A nested object, or a failure that names the key. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const child = parent[key];
  if (typeof child !== 'object' || child === null || Array.isArray(child)) throw new Error(`${key} is not an object`);
  return child as JsonObject;
}

/** A list of objects, or a failure that names the key. */
export function listAt(parent: JsonObject, key: string): readonly JsonObject[] {
  const child = parent[key];
  if (!Array.isArray(child)) throw new Error(`${key} is not a list`);
  return child as readonly JsonObject[];
}

export function textAt(parent: JsonObject, key: string): string {
  const child = parent[key];
  if (typeof child !== 'string') throw new Error(`${key} is not a text`);
  return child;
}

export function numberAt(parent: JsonObject, key: string): number {
  const child = parent[key];
  if (typeof child !== 'number') throw new Error(`${key} is not a number: ${String(child)}`);
  return child;
}

export const isFact = (json: Json | undefined): json is Fact & JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && 'value' in json && 'source' in json;

export const isSpread = (json: Json | undefined): json is Spread & JsonObject =>
  typeof json === 'object' &&
  json !== null &&
  !Array.isArray(json) &&
  ('base' in json || 'low' in json) &&
  'confidence' in json;

/** The first word of a confidence such as "estimate (anchored)". */
export const confidenceOf = (text: string): string => text.split(' ')[0] ?? text;

/** A figure of an item file from a fact; `unit` is explicit from here on. */
export function figureOfFact(fact: Fact, unit: string): JsonObject {
  return {
    value: fact.value,
    unit,
    source: fact.source,
    confidence: confidenceOf(fact.confidence),
    ...(fact.note === undefined ? {} : { note: fact.note }),
    ...(fact.as_of === undefined ? {} : { asOf: fact.as_of }),
    ...(fact.alternatives === undefined || fact.alternatives.length === 0
      ? {}
      : {
          alternatives: fact.alternatives.map((other) => ({
            value: other.value,
            source: other.source,
            confidence: confidenceOf(other.confidence),
            ...(other.note === undefined ? {} : { note: other.note }),
            ...(other.as_of === undefined ? {} : { asOf: other.as_of }),
          })),
        }),
  };
}

/** A figure of an item file from a low-base-high object; a lone base is a plain number. */
export function figureOfSpread(spread: Spread, unit: string, extraNote?: string): JsonObject {
  const { low, base, high } = spread;
  const notes = [spread.note, extraNote].filter((note) => note !== undefined).join('; ');
  const value =
    typeof low === 'number' && typeof base === 'number' && typeof high === 'number'
      ? { low, base, high }
      : (base ?? high ?? null);
  return {
    value,
    unit,
    source: spread.source,
    confidence: confidenceOf(spread.confidence),
    ...(notes === '' ? {} : { note: notes }),
  };
}
