/**
 * Every row of docs/systems.md: its scenario evaluates, its figures are as kept, and its checks hold or say why not. `npm run golden:update`
 * rewrites the kept figures and `npx tsx tools/systems/report.ts` the document; read both differences before they are committed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prettyText, projectRoot } from '../../../tools/catalogue/item-files.ts';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { defaultAliases } from '../../catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { curvesOf } from './curves.ts';
import { reportOf } from './report.ts';
import { outcomeOf, type CheckOutcome, type RowOutcome } from './run.ts';
import { strays, SYSTEM_ROWS } from './systems.ts';
import { createWorld, type World } from './world.ts';

const kept = new URL('./golden.json', import.meta.url);
const update = process.env['UPDATE_GOLDEN'] === '1';

let world: World;
const outcomes = new Map<string, RowOutcome>();

const outcome = (rowId: string): RowOutcome => {
  const known = outcomes.get(rowId);
  if (known) return known;
  const row = SYSTEM_ROWS.find(({ id }) => id === rowId);
  if (!row) throw new Error(`no row ${rowId}`);
  const made = outcomeOf(world, row);
  outcomes.set(rowId, made);
  return made;
};

const all = (): RowOutcome[] => SYSTEM_ROWS.map(({ id }) => outcome(id));

const check = (rowId: string, checkId: string): CheckOutcome => {
  const found = outcome(rowId).checks.find((one) => one.check.id === checkId);
  if (!found) throw new Error(`${rowId} has no check ${checkId}`);
  return found;
};

beforeAll(async () => {
  world = await createWorld(defaultCatalogue, defaultCalibration, defaultAliases);
});

test('every system and technique has a row, and every row and check a name of its own', () => {
  expect(strays()).toEqual([]);
  expect(new Set(SYSTEM_ROWS.map(({ id }) => id)).size).toBe(SYSTEM_ROWS.length);
  for (const { id, checks } of SYSTEM_ROWS) {
    expect(checks.length, id).toBeGreaterThan(0);
    expect(new Set(checks.map((one) => one.id)).size, id).toBe(checks.length);
  }
});

/** Racks of which too little is published to serve anything. */
const REFUSED = ['kneron'];

describe.each(SYSTEM_ROWS.map(({ id }) => id))('%s', (id) => {
  test('its scenario is answered, or refused with a reason', () => {
    const { answered, scenario } = outcome(id);
    expect(answered, scenario).toBe(!REFUSED.includes(id));
    expect(scenario.length).toBeGreaterThan(3);
  });

  test('its checks hold, or say why not', () => {
    const unexplained = outcome(id).checks.filter(({ check: one, verdict, withheld }) => {
      if (verdict === 'misses') return one.reason === undefined || !['reproduced', 'claim'].includes(one.kind);
      return verdict === 'refused' && (withheld ?? '').length < 4;
    });
    expect(unexplained.map((one) => [one.check.id, one.values, one.off])).toEqual([]);
  });
});

/** Four significant digits. */
const rounded = (value: number): number => Number(value.toPrecision(4));

test('figures are as kept', async () => {
  const figures = Object.fromEntries(
    all().map(({ row, scenario, checks }) => [
      row.id,
      {
        scenario,
        checks: Object.fromEntries(
          checks.map((one) => [
            one.check.id,
            { verdict: one.verdict, tier: one.tier, figures: one.withheld ?? one.values.map(rounded) },
          ]),
        ),
      },
    ]),
  );
  if (update) writeFileSync(kept, await prettyText(JSON.stringify(figures), 'json'));
  expect(existsSync(kept), 'npm run golden:update writes it').toBe(true);
  expect(figures).toEqual(JSON.parse(readFileSync(kept, 'utf8')));
});

test('docs/systems.md is in step', async () => {
  const text = await prettyText(reportOf(all(), curvesOf(world)), 'markdown');
  expect(text === readFileSync(join(projectRoot, 'docs', 'systems.md'), 'utf8')).toBe(true);
});

describe('published checks', () => {
  const missed = (rowId: string, ...checkIds: readonly string[]): string[] =>
    checkIds.filter((id) => check(rowId, id).verdict !== 'holds');

  test('attention–FFN: chance that a token visits a node, for 256 experts and for 128', () => {
    expect(missed('aiconfigurator-afd', 'visits-256', 'visits-128')).toEqual([]);
  });

  test('attention–FFN: three micro-batches while the traffic is short, then four', () => {
    expect(missed('megascale-infer', 'micro-batches', 'step')).toEqual([]);
  });

  test('attention–FFN: six LPX racks by capacity for DeepSeek-V3 in FP8', () => {
    expect(missed('gpu-lpu', 'expert', 'weights', 'racks')).toEqual([]);
  });

  test('pooled KV: more hits, earlier first tokens, more requests', () => {
    expect(missed('cmx-stx', 'hits', 'first-token', 'throughput-rises')).toEqual([]);
    expect(missed('kv-tiers', 'hits', 'first-token')).toEqual([]);
  });

  test('DeepSeek-R1 8K/1K on GB200: disaggregated serving wins at mid to high speeds for one user', () => {
    expect(missed('gb200-nvl72', 'apart-over-together')).toEqual([]);
  });

  test('a small dense model on one node: disaggregated serving loses at the most output', () => {
    expect(missed('pd-disaggregation', 'small-dense-most')).toEqual([]);
  });

  test('GB200 NVL72 over HGX H200: near the ratio of FLOPs at the slow end, far beyond it at 100 tok/s for one user, with drafts', () => {
    expect(missed('gb200-nvl72', 'over-h200-low', 'over-h200-growth')).toEqual([]);
  });
});
