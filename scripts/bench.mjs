/** `npm run bench`: the speed promises, measured. With `--json`, nothing but the JSON is on stdout. */
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runTypeScript } from './lib/typescript.mjs';

const main = async () => {
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await runTypeScript('tools/bench/bench.ts', process.argv.slice(2));
};

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
