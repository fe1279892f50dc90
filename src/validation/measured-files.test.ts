/** The published files beside the project: every row is read, and every scored row names what the catalogue holds. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../tools/catalogue/item-files.ts';
import { defaultAliases } from '../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { kindOf } from './kinds.ts';
import { nameTables, resolveHardware, resolveModel } from './resolve-names.ts';
import { readCsv } from './rows/csv.ts';
import { readE2eRows } from './rows/e2e-row.ts';
import { readEnergyRows } from './rows/energy-row.ts';
import { readThroughputRows } from './rows/throughput-row.ts';

const folder = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'measurements');
const present = existsSync(join(folder, 'e2e_latency.csv'));

const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const tables = nameTables(defaultCatalogue, defaultAliases);

interface Named {
  readonly model: string;
  readonly system?: string;
  readonly accelerator: string;
}

const unknownIn = (rows: readonly Named[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ model, system, accelerator }) => [
      ...(resolveModel(tables, model) === null ? [model] : []),
      ...(resolveHardware(tables, system ?? '', accelerator) === null ? [`${system ?? ''} ${accelerator}`] : []),
    ]),
  ),
];

describe.skipIf(!present)('measured files (skipped when none are beside the project)', () => {
  it.each([
    ['e2e_latency.csv', 'e2e'],
    ['throughput.csv', 'throughput'],
    ['energy.csv', 'energy'],
  ])('%s is of kind %s', (name, kind) => {
    expect(kindOf(valueOf(readCsv(textOf(name))).header)).toBe(kind);
  });

  it('latency: rows, scored rows, and no stranger', () => {
    const rows = valueOf(readE2eRows(textOf('e2e_latency.csv')));
    const scored = rows.filter((row) => row.score);
    expect([rows.length, scored.length]).toEqual([2354, 2087]);
    expect(unknownIn(rows)).toEqual([]);
    expect(scored.filter((row) => row.ttftMs === null || row.tpotMs === null)).toEqual([]);
    expect(scored.filter((row) => row.mode === 'disagg' && row.decode?.workers == null)).toEqual([]);
    expect(rows.filter((row) => row.backend === 'unknown')).toEqual([]);
  });

  it('throughput: scored rows name no stranger; every printed layout is understood', () => {
    const rows = valueOf(readThroughputRows(textOf('throughput.csv')));
    const scored = rows.filter((row) => row.score);
    expect([rows.length, scored.length]).toEqual([992, 895]);
    expect(unknownIn(scored)).toEqual([]);
    expect(rows.filter((row) => row.parallelism !== '' && row.layout === null)).toEqual([]);
  });

  it('energy: every row names what the catalogue holds', () => {
    const rows = valueOf(readEnergyRows(textOf('energy.csv')));
    expect(rows).toHaveLength(526);
    expect(unknownIn(rows)).toEqual([]);
  });
});
