/** Reads how many tests passed and failed from the JSON reports of Vitest and Playwright. */
import { existsSync, readFileSync } from 'node:fs';

/** A run that failed without a failed test (a file that does not load, an error between tests) still counts as one failure. */
const settle = (counts, exitCode) => {
  const clean = exitCode === 0 && counts.passed > 0;
  return clean || counts.failed > 0 ? counts : { ...counts, failed: 1 };
};

const read = (path, exitCode, count) => {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  return settle(count(JSON.parse(readFileSync(path, 'utf8'))), exitCode);
};

/** A run without a single passed test counts as failed: a runner that finds no tests passes everything. */
export const vitestCounts = (path, exitCode) =>
  read(path, exitCode, (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));

/** Playwright's counts; a test that passes only on a second try is a failure here. */
export const playwrightCounts = (path, exitCode) =>
  read(path, exitCode, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
