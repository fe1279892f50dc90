/** The test command: its counts cannot look better than the run, and an old Node is refused in words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { playwrightCounts, vitestCounts } from '../../scripts/lib/counts.mjs';
import { refusalOfNode } from '../../scripts/lib/install.mjs';

const folder = mkdtempSync(join(tmpdir(), 'rackwright-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (content: unknown): string => {
  const path = join(folder, `${String(Math.trunc(performance.now() * 1000))}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const unit = (numPassedTests: number, numFailedTests: number, testResults: unknown[] = []): string =>
  report({ numPassedTests, numFailedTests, numPendingTests: 2, numTodoTests: 0, testResults });

const browser = (expected: number, unexpected: number, flaky: number): string =>
  report({ stats: { expected, unexpected, flaky, skipped: 0 } });

describe('counts', () => {
  test('are those of the report', () => {
    expect(vitestCounts(unit(40, 0), 0)).toEqual({ passed: 40, failed: 0, skipped: 2 });
    expect(vitestCounts(unit(39, 1), 1)).toEqual({ passed: 39, failed: 1, skipped: 2 });
    expect(playwrightCounts(browser(7, 1, 0), 1)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  test('hold a file that did not load as one failure', () => {
    const broken = [{ status: 'failed', assertionResults: [] }];
    expect(vitestCounts(unit(40, 0, broken), 1).failed).toBe(1);
  });

  test('hold an exit code without a failed test as one failure', () => {
    expect(vitestCounts(unit(40, 0), 1).failed).toBe(1);
    expect(playwrightCounts(browser(7, 0, 0), 1).failed).toBe(1);
  });

  test('hold a missing report, or one without tests, as one failure', () => {
    expect(vitestCounts(join(folder, 'none.json'), 0).failed).toBe(1);
    expect(vitestCounts(unit(0, 0), 0).failed).toBe(1);
  });

  test('hold a flaky browser test as a failure', () => {
    expect(playwrightCounts(browser(7, 0, 1), 0).failed).toBe(1);
  });
});

test.each([
  ['18.20.4', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.1.0', true],
])('Node %s may run it: %s', (version, allowed) => {
  expect(refusalOfNode(version) === null).toBe(allowed);
});
