/** `npm start`: installs and builds what is missing, serves the planner on this machine and prints its link. */
import { parseArgs } from 'node:util';
import { checkPlanner } from './lib/check-planner.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { serve } from './lib/static-server.mjs';

const EXAMPLE = '?example=frontier-moe-nvl72';
const USAGE = `npm start [-- --port N] [-- --check]
  --port N   port on 127.0.0.1 (default 4173, or PORT; 0 takes a free one)
  --check    start, fetch the page and its scripts, report, stop`;

const portFrom = (text) => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${text}" is not a port.\n${USAGE}`);
  return port;
};

const main = async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(USAGE);
  const wanted = portFrom(values.port ?? process.env.PORT ?? '4173');
  await ensureInstalled();
  await ensureBuilt();
  const { server, port } = await serve(inRoot('dist'), wanted).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${wanted} is in use by another program. Choose one: npm start -- --port ${wanted + 1}`);
  });
  const address = `http://127.0.0.1:${port}/`;
  if (values.check) {
    const seen = await checkPlanner(address).finally(() => server.close());
    return console.log(`Served ${address}: ${seen}`);
  }
  console.log(`Rackwright with a ready example:  ${address}${EXAMPLE}`);
  console.log(`Empty planner:                    ${address}`);
  console.log('Stop with Ctrl-C.');
};

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
