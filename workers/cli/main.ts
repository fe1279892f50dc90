/** The command line: the same evaluation as the page, headless. Everything else is in `run.ts`. */
import { readFile, writeFile } from 'node:fs/promises';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readText: (path) => readFile(path, 'utf8'),
  writeText: (path, text) => writeFile(path, text),
});
