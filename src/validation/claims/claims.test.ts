/** Every claim computes to finite figures that agree with its verdict; the document and the examples are those of these functions. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../../calibration/default-calibration.ts';
import { loadTables } from '../../calibration/load-tables.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { readScenarioText } from '../../scenario/read-scenario.ts';
import { CLAIM_ACCELERATORS, claimDesk } from './claim-desk.ts';
import { verdictOf, type ClaimAnswer, type ClaimFigure } from './claim.ts';
import { DRAM_IDLE_WATTS_PER_BYTE } from './memory-energy.ts';
import { CLAIM_PLANS } from './plans.ts';
import { claimsDocument } from './report.ts';
import { CLAIMS } from './statements.ts';

const root = new URL('../../../', import.meta.url);
const tables = await loadTables(CLAIM_ACCELERATORS);
const desk = claimDesk(defaultCatalogue, { ...defaultCalibration, tables });
const answers = new Map(CLAIMS.map(({ id }) => [id, desk.answer(id)]));

const of = (id: ClaimAnswer['id']): ClaimAnswer => {
  const answer = answers.get(id);
  if (!answer) throw new Error(id);
  return answer;
};

const ours = (id: ClaimAnswer['id'], name: string): number =>
  of(id).figures.find((one) => one.name === name)?.ours ?? Number.NaN;

test('there are eight', () => {
  expect(new Set(CLAIMS.map(({ id }) => id)).size).toBe(8);
});

describe.each(CLAIMS.map(({ id }) => id))('%s', (id) => {
  const answer = of(id);

  test('has finite figures with a tier, and a headline', () => {
    expect(answer.figures[0]?.ours).not.toBeNull();
    expect(new Set(answer.figures.map(({ name }) => name)).size).toBe(answer.figures.length);
    for (const figure of answer.figures) {
      if (figure.ours === null) expect(figure.tier).toBe('withheld');
      else expect(figure.ours).toSatisfy((value: number) => Number.isFinite(value) && value >= 0);
    }
    for (const { values } of answer.table?.rows ?? []) expect(values).toHaveLength(answer.table?.columns.length ?? 0);
  });

  test('opens an example that ships', () => {
    expect(existsSync(new URL(`public/examples/${answer.exampleId}.json`, root))).toBe(true);
  });
});

test('verdicts follow from the figures', () => {
  const figure = (value: number | null, published: number | null): ClaimFigure => ({
    name: '',
    ours: value,
    published,
    unit: 'times',
    tier: 'estimated',
    note: '',
  });
  expect(verdictOf(figure(20, 20))).toEqual({ verdict: 'agrees', gap: 1 });
  expect(verdictOf(figure(10, 20))).toEqual({ verdict: 'ours is lower', gap: 0.5 });
  expect(verdictOf(figure(30, 20))).toEqual({ verdict: 'ours is higher', gap: 1.5 });
  expect(verdictOf(figure(null, 20))).toEqual({ verdict: 'no answer', gap: null });
});

test('Hopper to Blackwell grows from about the ratio of peaks to far above it as users get faster', () => {
  expect(ours('hopper-blackwell', 'DeepSeek-R1 at 20 tok/s per user')).toBeLessThan(6);
  expect(ours('hopper-blackwell', 'DeepSeek-R1, every lever on both')).toBeGreaterThan(10);
});

test('no part of Vera Rubin is five times that of Blackwell, and its tokens are not ten times cheaper', () => {
  for (const { name, ours: value } of of('vera-rubin').figures) expect(value, name).toBeLessThan(5);
});

test('GPUs alone beat the split at moderate speed; beyond their reach only the split serves', () => {
  expect(ours('gpu-lpu', 'Tokens per MW at 100 tok/s per user')).toBeLessThan(1);
  const { table } = of('gpu-lpu');
  const [alone, split] = [table?.rows[0]?.values, table?.rows[1]?.values];
  const beyond = table?.columns.indexOf('300') ?? -1;
  expect(alone?.[beyond]).toBeNull();
  expect(split?.[beyond]).toBeGreaterThan(0);
});

test('bandwidth takes a growing share of decode as contexts grow', () => {
  const lost = of('bandwidth').table?.rows[0]?.values ?? [];
  expect(lost).toEqual(lost.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
});

test('idle host memory draws less than idle GPUs, from the figure of the catalogue', () => {
  // 2,000 GB at 2 W for 32 GB are 125 W; eight boards at 75 to 80 W idle are 600 to 640 W.
  expect(ours('memory-energy', 'Host memory, idle')).toBeCloseTo(125, 6);
  expect(ours('memory-energy', 'Idle host memory over idle GPUs')).toBeLessThan(0.25);
  const tier: { figures: { power: { value: number; unit: string } } } = JSON.parse(
    readFileSync(new URL('src/catalogue/memory-tiers/host-ddr.json', root), 'utf8'),
  );
  expect(tier.figures.power.unit).toBe('W/TB');
  expect(DRAM_IDLE_WATTS_PER_BYTE * 1e12).toBeCloseTo(tier.figures.power.value, 9);
});

test('the service fails with everything off and holds with every lever on', () => {
  expect(of('levers').verdict).toBe('borne out');
});

test('four racks are 72 nodes of four accelerators', () => {
  expect(ours('four-racks', 'Nodes')).toBe(72);
  expect(ours('four-racks', 'Accelerators')).toBe(288);
});

test.each(Object.entries(CLAIM_PLANS))('%s is the plan that the claim computes', (id, plan) => {
  const read = readScenarioText(readFileSync(new URL(`public/examples/${id}.json`, root), 'utf8'));
  expect(read).toEqual({ ok: true, value: plan });
});

test('docs/claims.md is the document of today: `npx tsx tools/claims/report.ts`', () => {
  // Padding of cells is the formatter's.
  const plain = (text: string): string => text.replaceAll(/[\s|-]+/g, ' ').trim();
  const written = readFileSync(new URL('docs/claims.md', root), 'utf8');
  expect(plain(written)).toBe(plain(claimsDocument([...answers.values()])));
});
