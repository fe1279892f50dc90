/** Builds the pages of the tests as the product is built, and serves them with the headers a host should send. */
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../../scripts/lib/static-server.mjs';
import { ROOT } from '../../tools/architecture/tree.ts';

export interface ServedPages {
  /** Address of `planner.html`. */
  readonly planner: string;
  close(): Promise<void>;
}

/** Builds into `.cache/pages/<name>`; parallel runs need names of their own. */
export const servePages = async (name: string): Promise<ServedPages> => {
  const outDir = join(ROOT, '.cache', 'pages', name);
  await build({
    configFile: false,
    root: join(ROOT, 'e2e', 'pages'),
    base: './',
    mode: 'production',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rollupOptions: { input: join(ROOT, 'e2e', 'pages', 'planner.html') },
    },
  });
  const { server, port } = await serve(outDir, 0);
  return {
    planner: `http://127.0.0.1:${port}/planner.html`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
};
