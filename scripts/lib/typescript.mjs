/** Runs a TypeScript program of the checkout; tsx strips the types and resolves the imports. */
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { passThrough } from './run.mjs';

const LOADER = pathToFileURL(inRoot('node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** Exit code of the program. Its streams are ours. */
export const runTypeScript = (path, args, options = {}) =>
  passThrough(['--import', LOADER, inRoot(path), ...args], options);
