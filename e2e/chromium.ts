/** The browser of the tests: the same search as `npm test` makes, so that one test alone runs in the same one. */
import { browserFlags, findBrowser } from '../scripts/lib/browser.mjs';

/** How Playwright starts it. Throws when no Chromium is found; `npm test` would install one. */
export const chromium = (): { executablePath: string; args: string[] } => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found. Run npm test once, or set CHROMIUM to the path of one.');
  return { executablePath, args: browserFlags() };
};
