/** What a person may name as a scenario: a file of JSON, a file that holds a link, or a link. */
import { InflateError, MAX_INFLATED_BYTES } from '../../src/scenario/deflate.ts';
import { fromLinkBytes, inflateFailure } from '../../src/scenario/link-text.ts';
import { readError, type ReadError } from '../../src/scenario/read-error.ts';
import { readScenarioText } from '../../src/scenario/read-scenario.ts';
import { failure, type Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { isScenarioFragment, parseFragment } from '../../src/scenario/url-codec.ts';
import { nodeDeflate } from './deflate.ts';

/** The scenario an argument means; `readText` reads files. */
export const readInput = async (
  input: string,
  readText: (path: string) => Promise<string>,
): Promise<Result<Scenario, ReadError>> => {
  const given = fragmentIn(input);
  if (given !== null) return readLink(given);
  let text: string;
  try {
    text = await readText(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      readError('not-a-scenario', input, reason, 'Name a scenario file that can be read, or give a link.'),
    );
  }
  const found = fragmentIn(text.trim());
  return found === null ? readScenarioText(text) : readLink(found);
};

/** The fragment of a link; null for what is no link. */
const fragmentIn = (text: string): string | null => {
  if (!/^(#|https?:)/.test(text)) return null;
  const fragment = text.slice(text.indexOf('#'));
  return isScenarioFragment(fragment) ? fragment : null;
};

const readLink = async (fragment: string): Promise<Result<Scenario, ReadError>> => {
  const parsed = parseFragment(fragment);
  if (!parsed.ok) return parsed;
  try {
    return fromLinkBytes(await nodeDeflate.inflate(parsed.value.bytes, MAX_INFLATED_BYTES));
  } catch (error) {
    if (error instanceof InflateError) return failure(inflateFailure(error));
    throw error;
  }
};
