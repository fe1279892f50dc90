/** Types of install.mjs for its test. */
export function refusalOfNode(version?: string): string | null;
export function ensureInstalled(): Promise<void>;
