/**
 * A scenario as the bytes inside a link, and back: canonical JSON without default values, in UTF-8.
 * Between these and the fragment stands deflate, which the platform does (`deflate.ts`).
 */
import { MAX_INFLATED_BYTES, type InflateError } from './deflate.ts';
import { readError, type ReadError } from './read-error.ts';
import { readScenarioText } from './read-scenario.ts';
import { failure, type Result } from './result.ts';
import { scenarioSchema, type Scenario } from './schema.ts';
import { utf8Decode, utf8Encode } from './utf8.ts';
import { withoutDefaults } from './without-defaults.ts';

/** Bytes of the scenario, to be deflated; equal scenarios give equal bytes. */
export const toLinkText = (scenario: Scenario): Uint8Array =>
  utf8Encode(JSON.stringify(withoutDefaults(scenarioSchema, scenario)));

/** The scenario of inflated bytes. */
export const fromLinkBytes = (bytes: Uint8Array): Result<Scenario, ReadError> => {
  if (bytes.length > MAX_INFLATED_BYTES) return failure(tooLarge());
  const text = utf8Decode(bytes);
  return text === null ? failure(damaged()) : readScenarioText(text);
};

/** What to tell the user of a link that did not inflate. */
export const inflateFailure = (error: InflateError): ReadError =>
  error.reason === 'too-large' ? tooLarge() : damaged();

const damaged = (): ReadError => readError('damaged', '', 'the link is cut off or altered');

const tooLarge = (): ReadError =>
  readError('too-large', '', `the link unpacks to more than ${MAX_INFLATED_BYTES / 1e6} MB`);
