/** Links of any scenario or text, made as the page makes them, also of what the page would never make. */
import { toLinkText } from '../../src/scenario/link-text.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { fragmentOf, LINK_VERSION } from '../../src/scenario/url-codec.ts';
import { nodeDeflate } from '../../workers/cli/deflate.ts';

/** The fragment of a scenario. */
export const linkOf = async (scenario: Scenario): Promise<string> =>
  fragmentOf(LINK_VERSION, await nodeDeflate.deflate(toLinkText(scenario)));

/** The fragment of any text. */
export const linkOfText = async (text: string): Promise<string> =>
  fragmentOf(LINK_VERSION, await nodeDeflate.deflate(new TextEncoder().encode(text)));
