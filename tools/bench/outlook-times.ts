/** Times on the large plan outside a page: the whole evaluation again, 256 draws of chance, the years, the failures. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import * as z from 'zod/mini';
import { ROOT } from '../architecture/tree.ts';
import { quantilesOf, type Quantiles } from './quantiles.ts';

export interface OutlookTimes {
  /** The whole evaluation again: layouts and service curves known, pools, sites and money not. */
  readonly evaluate_whole_ms: Quantiles;
  /** All draws of a plan that has been answered, and until the first of them are shown. */
  readonly montecarlo_256_ms: Quantiles;
  readonly montecarlo_first_ms: Quantiles;
  readonly outlook_years_ms: Quantiles;
  readonly outlook_failures_ms: Quantiles;
}

const runSchema = z.object({
  whole: z.array(z.number()),
  draws: z.array(z.number()),
  firstDraws: z.array(z.number()),
  years: z.array(z.number()),
  failures: z.array(z.number()),
});

/** Bundled like a worker and run by Node: the engine of Chromium, without a page that competes for the processor. */
export const outlookTimes = async (): Promise<OutlookTimes> => {
  const outDir = join(ROOT, '.cache', 'bench-outlook');
  await build({
    configFile: false,
    publicDir: false,
    root: ROOT,
    logLevel: 'silent',
    build: { ssr: join(ROOT, 'tools', 'bench', 'outlook-run.bench.ts'), outDir, emptyOutDir: true, minify: true },
    ssr: { noExternal: true },
  });
  const printed = execFileSync(process.execPath, [join(outDir, 'outlook-run.bench.js')], { encoding: 'utf8' });
  const { whole, draws, firstDraws, years, failures } = z.parse(runSchema, JSON.parse(printed));
  return {
    evaluate_whole_ms: quantilesOf(whole),
    montecarlo_256_ms: quantilesOf(draws),
    montecarlo_first_ms: quantilesOf(firstDraws),
    outlook_years_ms: quantilesOf(years),
    outlook_failures_ms: quantilesOf(failures),
  };
};
