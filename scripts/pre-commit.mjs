/** The pre-commit hook: formats staged files and type-checks the tree. A file staged in part is checked, not rewritten. */
import { existsSync } from 'node:fs';
import { commandOf, inRoot } from './lib/paths.mjs';
import { capture, say } from './lib/run.mjs';

const FORMATTED = /\.(?:ts|tsx|mjs|css|html|json|md)$/;

const gitFiles = async (...args) => {
  const { output } = await capture('git', ['diff', '--name-only', '--diff-filter=ACMR', '-z', ...args]);
  return output.split('\0').filter((name) => FORMATTED.test(name));
};

const stopOn = ({ code, output }, mend) => {
  if (code === 0) return;
  say(`${output}\nNot committed. ${mend}`);
  process.exit(1);
};

const staged = await gitFiles('--cached');
if (staged.length === 0) process.exit(0);
if (!existsSync(inRoot('node_modules', 'prettier'))) {
  say('Dependencies are not installed, so nothing was checked. Run: npm ci');
  process.exit(0);
}
const inPart = new Set(await gitFiles());
const whole = staged.filter((name) => !inPart.has(name));
const partly = staged.filter((name) => inPart.has(name));
const prettier = (...args) => capture(process.execPath, [commandOf('prettier'), '--ignore-unknown', ...args]);
if (whole.length > 0) {
  stopOn(await prettier('--write', ...whole), 'Mend the syntax above.');
  stopOn(await capture('git', ['add', '--', ...whole]), 'git add failed.');
}
if (partly.length > 0) stopOn(await prettier('--check', ...partly), 'Format these first: npx prettier --write <file>');
stopOn(await capture(process.execPath, [commandOf('typescript', 'tsc'), '-b']), 'Mend the types above.');
