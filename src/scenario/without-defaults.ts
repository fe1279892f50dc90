/**
 * A value without what its schema would fill in again, with its keys in the order of the schema (records: sorted), so that
 * equal scenarios make equal links. Walks the schema itself: a new field needs nothing here.
 */
import type * as z from 'zod/mini';
import { sameValue } from './same-value.ts';

/** The value as the schema would read it back, less every field that equals its default. */
export const withoutDefaults = (schema: z.core.$ZodType, value: unknown): unknown => {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'object':
      return isRecord(value) ? strippedObject(def.shape, value) : value;
    case 'array':
      return Array.isArray(value) ? value.map((item) => withoutDefaults(def.element, item)) : value;
    case 'record':
      return isRecord(value) ? sorted(value, (item) => withoutDefaults(def.valueType, item)) : value;
    case 'default':
    case 'optional':
      return withoutDefaults(def.innerType, value);
    default:
      return value; // Scalars, and unions, whose members have no defaults of their own.
  }
};

const strippedObject = (shape: z.core.$ZodShape, value: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const fields = Object.entries(shape).filter(
    ([key, schema]) => value[key] !== undefined && !isDefault(schema, value[key]),
  );
  return Object.fromEntries(fields.map(([key, schema]) => [key, withoutDefaults(schema, value[key])]));
};

const isDefault = (schema: z.core.$ZodType, value: unknown): boolean => {
  const def = definitionOf(schema);
  return def.type === 'default' && sameValue(def.defaultValue, value);
};

const sorted = (value: Readonly<Record<string, unknown>>, strip: (item: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, strip(value[key])]),
  );

/** Zod types its schemas by what they yield; this walk needs what they are. */
const definitionOf = (schema: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] =>
  (schema as z.core.$ZodTypes)._zod.def;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
