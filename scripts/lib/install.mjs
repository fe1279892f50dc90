/** Brings node_modules to the state of the lock file, and only when it is not there already. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enableHooks } from './hooks.mjs';
import { inRoot } from './paths.mjs';
import { capture, say } from './run.mjs';

const OLDEST_NODE = [20, 19];
const STAMP = inRoot('node_modules', '.rackwright-lock');
const INSTALLED = inRoot('node_modules', '.package-lock.json');
const LOCK = inRoot('package-lock.json');

/** Why this Node cannot run the planner; null when it can. */
export const refusalOfNode = (version = process.versions.node) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const newEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return newEnough
    ? null
    : `Rackwright needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}. Install one from https://nodejs.org and run the command again.`;
};

/** Binaries differ by platform, so a node_modules folder carried to another one counts as not installed. */
const wantedStamp = () =>
  `${createHash('sha256').update(readFileSync(LOCK)).digest('hex')} ${process.platform} ${process.arch}\n`;

/** npm keeps a list of what it installed; an install made by hand that agrees with the lock is good as it is. */
const agreesWithLock = () => {
  if (!existsSync(INSTALLED)) return false;
  const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, item]) => path === '' || item.optional === true || installed[path]?.version === item.version,
  );
};

/** npm as a Node script, because its Windows wrapper cannot be started without a shell. */
const npm = () => {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : beside;
  return existsSync(script) ? { command: process.execPath, first: [script] } : { command: 'npm', first: [] };
};

/** Installs the dependencies of the lock file if they are missing or the lock has changed. Throws with what to do. */
export const ensureInstalled = async () => {
  const refusal = refusalOfNode();
  if (refusal) throw new Error(refusal);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedStamp()) return;
  if (existsSync(STAMP) || !agreesWithLock()) {
    say('Installing dependencies (npm ci), about half a minute the first time ...');
    const { command, first } = npm();
    const { code, output } = await capture(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0) {
      throw new Error(
        `${output}\nnpm ci failed (exit ${code}). Check the network or the registry in your .npmrc, then run the command again.`,
      );
    }
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wantedStamp());
  await enableHooks();
};
