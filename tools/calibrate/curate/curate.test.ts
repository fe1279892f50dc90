/** The measured points that ship: what the tool chooses is what lies in the project, and each of them stands up to simple checks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultAliases } from '../../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { readPoints } from '../../../src/validation/points.ts';
import { nameTables } from '../../../src/validation/resolve-names.ts';
import { quantile } from '../../../src/validation/statistics.ts';
import { projectRoot } from '../../catalogue/item-files.ts';
import { curate, holdsWeightsOf, measurementsFolder } from './curate.ts';

const shared = join(process.env['RACKWRIGHT_SHARED'] ?? join(projectRoot, '..', 'shared'), 'measurements');
const shipped = (name: string): string => readFileSync(join(measurementsFolder, `${name}.csv`), 'utf8');
const files = { latency: shipped('latency'), mlperf: shipped('mlperf'), sources: shipped('sources') };

const read = readPoints(files, defaultCatalogue, nameTables(defaultCatalogue, defaultAliases));
if (!read.ok) throw new Error(JSON.stringify(read.error));
const { latency, mlperf } = read.value;
const points = [...latency, ...mlperf].map(({ point }) => point);

describe.skipIf(!existsSync(join(shared, 'e2e_latency.csv')))(
  'skipped when no measured files are beside the project',
  () => {
    it('choosing again gives the files of the project', () => {
      const source = (name: string): string => readFileSync(join(shared, name), 'utf8');
      expect(curate(source('e2e_latency.csv'), source('throughput.csv'))).toEqual(files);
    });
  },
);

describe('the measured points that ship', () => {
  it('are a few hundred, and small enough to fetch when asked for', () => {
    expect(latency.length).toBeGreaterThanOrEqual(300);
    expect(latency.length).toBeLessThanOrEqual(400);
    expect(mlperf).toHaveLength(60);
    const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThanOrEqual(120_000);
  });

  it('name what the catalogue holds, once each, with source and licence', () => {
    expect(points.filter(({ modelId, acceleratorId }) => modelId === null || acceleratorId === null)).toEqual([]);
    expect(points.filter(({ citation, licence }) => citation === '' || licence === '')).toEqual([]);
    expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
    expect(latency.filter(({ row }) => row.ttftMs === null || row.tpotMs === null)).toEqual([]);
  });

  it('hold every engine, both modes, and MLPerf results by round, division and entry', () => {
    expect(new Set(latency.map(({ row }) => row.mode))).toEqual(new Set(['agg', 'disagg']));
    for (const engine of ['vllm', 'sglang', 'tensorrt-llm', 'neuron', 'atom'])
      expect(latency.filter(({ row }) => row.backend === engine).length).toBeGreaterThan(2);
    for (const { point } of mlperf)
      expect(point.citation).toMatch(
        /^MLPerf Inference v\d\.\d, closed division, \S.*, entry \S+, \S+, (Offline|Server|Interactive)$/,
      );
  });

  it('carry no more tokens than their users wait for (Little)', () => {
    // c users hold c = X · (TTFT + osl · TPOT) requests; a client that starts or ends leaves some of them idle, never more than all.
    const shares = latency.flatMap(({ row }) => {
      const { outputTokS, ttftMs, tpotMs, concurrency, osl, lengthDistribution } = row;
      if (outputTokS === null || ttftMs === null || tpotMs === null || concurrency === null || osl === null) return [];
      const tokens = lengthDistribution.startsWith('uniform[0.8') ? 0.9 * osl : osl;
      return [((outputTokS / tokens) * (ttftMs + tokens * tpotMs)) / 1000 / concurrency];
    });
    expect(shares.length).toBeGreaterThan(80);
    expect(Math.max(...shares)).toBeLessThan(1.2);
    expect(
      quantile(
        shares.toSorted((a, b) => a - b),
        0.5,
      ),
    ).toBeGreaterThan(0.85);
  });

  it('hold weights that fit their accelerators', () => {
    const rows = latency.map(({ row }) => row);
    const fits = holdsWeightsOf(rows);
    expect(rows.filter((row) => !fits(row)).map(({ id }) => id)).toEqual([]);
  });
});
