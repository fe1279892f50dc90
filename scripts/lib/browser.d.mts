/** Types of browser.mjs for the Playwright configuration. */
export function browserFlags(): string[];
export function findBrowser(): string | null;
