/** A scenario as a link and back. Reading never throws on data: a link is a text from a stranger. */
import { InflateError, MAX_INFLATED_BYTES } from '../../src/scenario/deflate.ts';
import { fromLinkBytes, inflateFailure, toLinkText } from '../../src/scenario/link-text.ts';
import type { ReadError } from '../../src/scenario/read-error.ts';
import { failure, type Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { fragmentOf, LINK_VERSION, parseFragment } from '../../src/scenario/url-codec.ts';
import { browserDeflate } from './deflate.ts';

/** The address of this page with the whole scenario in its fragment, which no server sees. */
export const linkTo = async (scenario: Scenario): Promise<string> => {
  const page = new URL(window.location.href);
  page.search = '';
  page.hash = fragmentOf(LINK_VERSION, await browserDeflate.deflate(toLinkText(scenario)));
  return page.href;
};

/** The scenario of a fragment, or why it was not read. */
export const readLink = async (hash: string): Promise<Result<Scenario, ReadError>> => {
  const parsed = parseFragment(hash);
  if (!parsed.ok) return parsed;
  try {
    return fromLinkBytes(await browserDeflate.inflate(parsed.value.bytes, MAX_INFLATED_BYTES));
  } catch (reason) {
    if (reason instanceof InflateError) return failure(inflateFailure(reason));
    throw reason;
  }
};
