/**
 * Builds src/calibration/systems/*.json from measured operators:
 *   npx tsx tools/calibrate/operators/build-tables.ts --operators DIR [--system b200_sxm,gb200] [--only gemm,moe]
 * With `--only`, the grids of other operators stay as they are in the file.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import type { Grid } from '../../../src/calibration/grid.ts';
import { decodeAttentionGrids, prefillAttentionGrids } from './attention.ts';
import type { GridBuilder, MeasuredSystem } from './builder.ts';
import { buildCollectives } from './collectives.ts';
import { deltaGrids } from './delta.ts';
import { gemmGrids } from './gemm.ts';
import { measuredSystems } from './measured-systems.ts';
import { buildMla } from './mla.ts';
import { buildMoe } from './moe.ts';
import { readTable, type Table } from './read-table.ts';

/** By the name that `--only` knows them by, with the prefix of all their keys. */
export const BUILDERS: Readonly<Record<string, GridBuilder>> = {
  gemm: gemmGrids,
  'decode-attention': decodeAttentionGrids,
  'prefill-attention': prefillAttentionGrids,
  delta: deltaGrids,
  mla: buildMla,
  moe: buildMoe,
  collective: buildCollectives,
};

const SOURCE =
  'Contains data from NVIDIA AIConfigurator (ai-dynamo/aiconfigurator, commit 095f58a), Apache-2.0; converted, rounded to 4 significant digits and re-keyed; fitted as residuals over closed forms.';

/** A system's file: what the planner reads, and what it was made from. */
export interface SystemFile {
  readonly system: string;
  readonly source: string;
  /** By builder: hashes of its tables and of the closed forms its residuals are held against. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly grids: Readonly<Record<string, Grid>>;
}

/** One operator of one system: its grids by key, in order, and the hash of what they were fitted to. */
export const buildOperator = (
  name: string,
  system: MeasuredSystem,
  folder: string,
): { readonly grids: Readonly<Record<string, Grid>>; readonly input: string } => {
  const builder = BUILDERS[name];
  if (!builder) throw new Error(`no builder of ${name}; there are ${Object.keys(BUILDERS).join(', ')}`);
  const hash = createHash('sha256');
  const read = (operator: string): Table | null => {
    const path = join(folder, operator, `${system.name}.csv.gz`);
    if (existsSync(path)) hash.update(operator).update(readFileSync(path));
    return readTable(folder, operator, system.name);
  };
  const grids = builder(system, read);
  return { grids, input: `${hash.digest('hex').slice(0, 16)} over ${closedForms(name, system)}` };
};

/** Hash of what a builder's closed forms are made of: residuals are worth nothing over others. */
export const closedForms = (name: string, { device }: MeasuredSystem): string => {
  const { operators, links } = defaultCalibration;
  // No measured system is a torus, and how peers and card share a link matters beyond the domain that was measured.
  // Everything was measured at full clock.
  const { torus: _torus, oneLink: _oneLink, clockShare: _clock, ...fabric } = device;
  const parts = name === 'collective' ? [links, fabric] : [operators, device.peak, device.bandwidth];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
};

/** The file of a system with the named operators built anew and the others as they were. */
const rebuilt = (
  system: MeasuredSystem,
  folder: string,
  only: readonly string[],
  before: SystemFile | null,
): SystemFile => {
  const kept = Object.entries(before?.grids ?? {}).filter(([key]) => !only.includes(builderOf(key)));
  const inputs = Object.entries(before?.inputs ?? {}).filter(([name]) => !only.includes(name) && name in BUILDERS);
  const grids = new Map(kept);
  for (const name of only) {
    const built = buildOperator(name, system, folder);
    if (Object.keys(built.grids).length === 0) continue;
    for (const [key, grid] of Object.entries(built.grids)) grids.set(key, grid);
    inputs.push([name, built.input]);
  }
  return {
    system: system.name,
    source: SOURCE,
    inputs: Object.fromEntries(inputs.toSorted(byName)),
    grids: Object.fromEntries([...grids].toSorted(byName)),
  };
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The longest builder name that the key's operator begins with: `delta-decode` comes from `delta`. */
const builderOf = (key: string): string =>
  Object.keys(BUILDERS)
    .filter((name) => key.startsWith(name))
    .toSorted((a, b) => b.length - a.length)[0] ?? '';

const encode = (file: SystemFile): string => {
  const grids = Object.entries(file.grids).map(([key, grid]) => `    ${JSON.stringify(key)}: ${JSON.stringify(grid)}`);
  const head = JSON.stringify({ system: file.system, source: file.source, inputs: file.inputs }, null, 2);
  return `${head.slice(0, -2)},\n  "grids": {\n${grids.join(',\n')}\n  }\n}\n`;
};

const run = (args: readonly string[]): void => {
  const value = (name: string): string | undefined => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args[at + 1];
  };
  const folder = value('--operators');
  if (folder === undefined) throw new Error('usage: build-tables --operators DIR [--system NAMES] [--only OPERATORS]');
  const only = value('--only')?.split(',') ?? Object.keys(BUILDERS);
  const target = fileURLToPath(new URL('../../../src/calibration/systems/', import.meta.url));
  mkdirSync(target, { recursive: true });
  for (const system of measuredSystems(value('--system')?.split(','))) {
    const path = join(target, `${system.name}.json`);
    const before: SystemFile | null = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
    const file = rebuilt(system, folder, only, before);
    const text = encode(file);
    writeFileSync(path, text);
    for (const [key, grid] of Object.entries(file.grids)) {
      if (!only.includes(builderOf(key))) continue;
      const [median, p90] = grid.errors.map((error) => `${(100 * error).toFixed(1)} %`);
      process.stdout.write(`${system.name} ${key}: ${JSON.stringify(grid).length} B, left out ${median} / ${p90}\n`);
    }
    process.stdout.write(`${system.name}: ${(text.length / 1e3).toFixed(1)} kB\n`);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv.slice(2));
