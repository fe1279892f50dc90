/**
 * The only way a document from outside becomes a scenario:
 * bounds → version → migrations → schema → references. Every failure says where, why and what to do.
 */
import * as z from 'zod/mini';
import { boundsError, MAX_TEXT } from './json-bounds.ts';
import { CURRENT_VERSION, migrate, type JsonObject } from './migrations/migrations.ts';
import { readError, type ReadError } from './read-error.ts';
import { referenceError } from './references.ts';
import { failure, success, type Result } from './result.ts';
import { scenarioSchema, type Scenario } from './schema.ts';

/** Reads the text of a scenario file. */
export const readScenarioText = (text: string): Result<Scenario, ReadError> => {
  if (text.length > MAX_TEXT) return failure(readError('too-large', '', `longer than ${MAX_TEXT} characters`));
  const json = parseJson(text);
  return json.ok ? readScenario(json.value) : json;
};

/** Reads parsed JSON of any version up to the current one. Never throws on data. */
export const readScenario = (json: unknown): Result<Scenario, ReadError> => {
  const outOfBounds = boundsError(json);
  if (outOfBounds) return failure(outOfBounds);
  if (!isObject(json)) return failure(readError('not-a-scenario', '', 'a scenario is a JSON object'));
  const version = json['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return failure(readError('not-a-scenario', 'version', 'the version of the format is missing'));
  }
  if (version > CURRENT_VERSION) {
    const reason = `written in format ${version}; this program reads up to format ${CURRENT_VERSION}`;
    return failure(readError('newer', 'version', reason));
  }
  const parsed = z.safeParse(scenarioSchema, migrate(json, version));
  if (!parsed.success) return failure(invalid(parsed.error.issues));
  const inconsistent = referenceError(parsed.data);
  return inconsistent ? failure(inconsistent) : success(parsed.data);
};

const parseJson = (text: string): Result<unknown, ReadError> => {
  try {
    const value: unknown = JSON.parse(text);
    return success(value);
  } catch {
    return failure(readError('not-json', '', 'this is not JSON'));
  }
};

const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Zod's first issue, in words that do not depend on a locale being loaded. */
const invalid = (issues: readonly z.core.$ZodIssue[]): ReadError => {
  const issue = issues[0];
  if (!issue) throw new Error('invalid: no issue');
  return readError('invalid', issue.path.map(String).join('/'), reasonOf(issue));
};

const reasonOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `missing or not a ${issue.expected}` : `not a ${issue.expected}`;
    case 'unrecognized_keys':
      return `unknown field ${issue.keys.slice(0, 5).join(', ')}`;
    case 'too_small':
      return `less than the least allowed, ${issue.minimum}`;
    case 'too_big':
      return `more than the most allowed, ${issue.maximum}`;
    case 'invalid_value':
      return `none of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
    case 'invalid_key':
    case 'custom':
      return issue.message === 'Invalid input' ? 'not in the form this field has' : issue.message;
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
      return 'none of the forms this field has';
  }
};
