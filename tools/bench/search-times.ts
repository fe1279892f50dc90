/** Time of a whole frontier search with its best under the SLA: DeepSeek-R1 on a GB200 NVL72, 8,192 tokens in and 1,024 out. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import * as z from 'zod/mini';
import { ROOT } from '../architecture/tree.ts';
import { quantilesOf, type Quantiles } from './quantiles.ts';

export interface SearchTimes {
  /** Nothing remembered; the best of all runs; and after an edit of the limits, with the tables at hand. */
  readonly search_ms: Quantiles;
  readonly search_best_ms: number;
  readonly search_again_ms: Quantiles;
  /** Points worked out in the median search, per second. */
  readonly search_points_per_s: number;
  readonly search_points: number;
}

const runSchema = z.object({ fresh: z.array(z.number()), again: z.array(z.number()), points: z.number() });

/** Bundled like a worker and run by Node: the engine of Chromium, without a page that competes for the processor. */
export const searchTimes = async (): Promise<SearchTimes> => {
  const outDir = join(ROOT, '.cache', 'bench');
  await build({
    configFile: false,
    publicDir: false,
    root: ROOT,
    logLevel: 'silent',
    build: { ssr: join(ROOT, 'tools', 'bench', 'search-run.bench.ts'), outDir, emptyOutDir: true, minify: true },
    ssr: { noExternal: true },
  });
  const printed = execFileSync(process.execPath, [join(outDir, 'search-run.bench.js')], { encoding: 'utf8' });
  const { fresh, again, points } = z.parse(runSchema, JSON.parse(printed));
  const search = quantilesOf(fresh);
  return {
    search_ms: search,
    search_best_ms: Math.round(100 * Math.min(...fresh)) / 100,
    search_again_ms: quantilesOf(again),
    search_points_per_s: Math.round((1_000 * points) / search.p50),
    search_points: points,
  };
};
