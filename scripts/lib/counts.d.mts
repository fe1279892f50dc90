/** Types of counts.mjs for its test. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function vitestCounts(path: string, exitCode: number): Counts;
export function playwrightCounts(path: string, exitCode: number): Counts;
