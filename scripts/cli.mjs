/** `npm run cli -- ...` or `node scripts/cli.mjs ...`: the command line of the planner. stdout belongs to it alone. */
import { ensureInstalled } from './lib/install.mjs';
import { runTypeScript } from './lib/typescript.mjs';

const main = async () => {
  await ensureInstalled();
  // npm moves to the folder of the checkout; file names are meant from where the person typed them.
  const cwd = process.env.npm_lifecycle_event === 'cli' ? process.env.INIT_CWD : undefined;
  process.exitCode = await runTypeScript('workers/cli/main.ts', process.argv.slice(2), { cwd: cwd ?? process.cwd() });
};

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
