/** Why a document was not read: where, what, and what to do about it. */
export type ReadErrorCode =
  | 'not-a-link'
  | 'damaged'
  | 'not-json'
  | 'not-a-scenario'
  | 'too-large'
  | 'too-deep'
  | 'forbidden-key'
  | 'newer'
  | 'invalid'
  | 'inconsistent';

export interface ReadError {
  readonly code: ReadErrorCode;
  /** Path in the document, as `sites/0/powerCapWatts`; empty where the whole is meant. */
  readonly place: string;
  readonly reason: string;
  readonly remedy: string;
}

export const readError = (code: ReadErrorCode, place: string, reason: string, remedy = REMEDY[code]): ReadError => ({
  code,
  place,
  reason,
  remedy,
});

const REMEDY: Readonly<Record<ReadErrorCode, string>> = {
  'not-a-link': 'Copy the whole link again, from “#s” to its end.',
  damaged: 'Copy the whole link again; chat programs sometimes cut long links. A scenario file is safer.',
  'not-json': 'Open a scenario file that Rackwright wrote.',
  'not-a-scenario': 'Open a scenario file that Rackwright wrote.',
  'too-large': 'Split the plan into several scenarios.',
  'too-deep': 'Open a scenario file that Rackwright wrote.',
  'forbidden-key': 'Do not open this file: Rackwright writes no such key.',
  newer: 'Open it with a current version of Rackwright.',
  invalid: 'Correct the value in the file, or export the scenario again.',
  inconsistent: 'Correct the reference in the file, or export the scenario again.',
};
