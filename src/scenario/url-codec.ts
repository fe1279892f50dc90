/**
 * The fragment of a link: `#s<version>.<base64url(deflated bytes)>`. Knows nothing of scenarios; `version` is that of this
 * wrapping, not of the document inside.
 */
import { base64urlDecode, base64urlEncode } from './base64url.ts';
import { readError, type ReadError } from './read-error.ts';
import { failure, success, type Result } from './result.ts';

/** Wrapping this program writes, and the newest it reads. */
export const LINK_VERSION = 1;

/** Characters a fragment may have: longer ones break in browsers and chat programs alike. */
export const MAX_FRAGMENT = 200_000;

/** The fragment with its `#`. */
export const fragmentOf = (version: number, deflated: Uint8Array): string =>
  `#s${version}.${base64urlEncode(deflated)}`;

/** Whether a fragment claims to be a scenario; others belong to the page. */
export const isScenarioFragment = (hash: string): boolean => /^#?s\d/.test(hash);

/** The version and deflated bytes of a fragment, with or without its `#`. */
export const parseFragment = (
  hash: string,
): Result<{ readonly version: number; readonly bytes: Uint8Array }, ReadError> => {
  if (hash.length > MAX_FRAGMENT) {
    return failure(readError('too-large', '', `the link is longer than ${MAX_FRAGMENT} characters`));
  }
  const parts = /^#?s([1-9]\d{0,5})\.(.*)$/s.exec(hash);
  const [, digits, payload] = parts ?? [];
  if (digits === undefined || payload === undefined) {
    return failure(readError('not-a-link', '', 'the link holds no scenario'));
  }
  const version = Number(digits);
  if (version > LINK_VERSION) {
    const reason = `the link is of form s${version}; this program reads up to s${LINK_VERSION}`;
    return failure(readError('newer', '', reason));
  }
  const bytes = base64urlDecode(payload);
  if (bytes === null || bytes.length === 0) return failure(readError('damaged', '', 'the link is cut off or altered'));
  return success({ version, bytes });
};
