/** Finds a Chromium for the browser tests, and installs one where that can be done without asking. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { commandOf, inRoot } from './paths.mjs';
import { capture, say } from './run.mjs';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const isRoot = () => process.getuid?.() === 0;

/** Flags for a quiet browser that talks to nobody; the sandbox cannot run as root. */
export const browserFlags = () => [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(isRoot() ? ['--no-sandbox'] : []),
];

/** A file that is there may still not run: a snap stub, or missing system libraries. */
const runs = (path) =>
  existsSync(path) &&
  (process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0);

const playwrightBrowser = () => {
  try {
    return createRequire(inRoot('package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return '';
  }
};

/** Path of a Chromium that runs: CHROMIUM, Playwright's own, the system's. Null when there is none; throws when CHROMIUM is wrong. */
export const findBrowser = () => {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (runs(chosen)) return chosen;
    throw new Error(`CHROMIUM is set to ${chosen}, which does not run. Correct it or unset it.`);
  }
  return [playwrightBrowser(), ...SYSTEM_BROWSERS].find((path) => path !== '' && runs(path)) ?? null;
};

const isDebian = () =>
  existsSync('/etc/os-release') && /^ID=["']?debian/m.test(readFileSync('/etc/os-release', 'utf8'));

const waysToInstall = () => {
  const apt = [
    { command: 'apt-get', args: ['update'] },
    { command: 'apt-get', args: ['install', '-y', '--no-install-recommends', 'chromium'] },
  ];
  const own = [
    { command: process.execPath, args: [commandOf('@playwright/test', 'playwright'), 'install', 'chromium'] },
  ];
  return isRoot() && isDebian() ? [apt, own] : [own];
};

/** Path of a Chromium that runs, installed if need be. Throws with the ways to mend it. */
export const ensureBrowser = async () => {
  const present = findBrowser();
  if (present) return present;
  const told = [];
  for (const steps of waysToInstall()) {
    for (const { command, args } of steps) {
      say(`No browser found. Installing one: ${[command, ...args].join(' ')} ...`);
      const { code, output } = await capture(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
      told.push(`${command} ${args.join(' ')}: exit ${code}\n${output.split('\n').slice(-6).join('\n')}`);
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    `${told.join('\n')}\nNo Chromium to test with. Any one of these mends it:
  npx playwright install --with-deps chromium
  apt-get install chromium   (Debian, as root)
  CHROMIUM=/path/to/chrome npm test
  npm run check              (everything but the browser)`,
  );
};
