/**
 * Every change of the document's format, oldest first. The version of the format is the length of this array, so numbers
 * cannot skip. Append only: a migration that was published never changes, and each has a frozen fixture in `fixtures/`.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

export interface Migration {
  /** What changed, in a few words. */
  readonly name: string;
  /** A document of the version before, as one of this version. Pure. */
  readonly up: (before: JsonObject) => JsonObject;
}

export const migrations: readonly Migration[] = [
  {
    // Before: nothing was published. After: version 1, the first form; a document without a version is not one.
    name: 'first published form',
    up: (before) => before,
  },
];

/** Version this program writes, and the newest it reads. */
export const CURRENT_VERSION = migrations.length;

/** A document of version `from` (1 or more) brought to the current version. */
export const migrate = (document: JsonObject, from: number): JsonObject =>
  migrations
    .slice(from)
    .reduce<JsonObject>((json, migration, index) => ({ ...migration.up(json), version: from + index + 1 }), document);
