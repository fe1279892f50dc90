/** Turns on the pre-commit hook of this checkout. Leaves hooks someone set up otherwise alone, and needs no git to succeed. */
import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { capture, say } from './run.mjs';

/** Points git at .githooks when this is a git checkout without hooks of its own. Never fails. */
export const enableHooks = async () => {
  if (!existsSync(inRoot('.git'))) return;
  const { code, output } = await capture('git', ['config', '--get', 'core.hooksPath']);
  if (code !== 1 || output.trim() !== '') return;
  const set = await capture('git', ['config', 'core.hooksPath', '.githooks']);
  if (set.code === 0) say('Pre-commit hook on (git config core.hooksPath .githooks).');
};
