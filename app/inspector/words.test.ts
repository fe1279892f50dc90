/** Layouts, trust, names, blocks and allowed sites in words. */
import { describe, expect, test } from 'vitest';
import { newScenario } from '../../src/scenario/defaults.ts';
import { addSite } from '../../src/scenario/edits/add-site.ts';
import { placeRack } from '../../src/scenario/edits/place-rack.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { allowedAfter } from './allowed-sites-section.tsx';
import { blockRefusal, changedBlocks } from './position-blocks.ts';
import { layoutFlaw, layoutOrigin, shapeWords, shortName, trustLine } from './words.ts';
import { layoutWords } from '../../src/performance/layout.ts';

const layout = { tp: 8, pp: 1, attnDp: 4, moeTp: 4, ep: 8 };

describe('layouts', () => {
  test('are the factors above one', () => {
    expect(layoutWords({ ...layout, moeTp: 1 })).toBe('TP 8, DP-attention 4, EP 8');
    expect(layoutWords(layout)).toBe('TP 8, DP-attention 4, EP 8, expert TP 4');
    expect(layoutWords({ tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 })).toBe('one accelerator');
  });

  test('say how they were found', () => {
    expect(layoutOrigin({ layoutChosen: 'searched', layoutsTried: 45 })).toBe('best of 45 layouts tried');
    expect(layoutOrigin({ layoutChosen: 'previous', layoutsTried: 0 })).toContain('provisional');
    expect(layoutOrigin({ layoutChosen: 'fixed', layoutsTried: 1 })).toBe('fixed by you');
  });

  test('must fill the same ranks twice', () => {
    expect(layoutFlaw(layout)).toBeNull();
    expect(layoutFlaw({ ...layout, ep: 2 })).toBe('Expert TP × EP is 8; it must be TP × DP-attention, 32.');
  });
});

test('trust names what stands behind it and its bands', () => {
  const band = { low: 0.5, high: 2 };
  const bands = { tpot: band, ttft: { low: 0.4, high: 3 } };
  const line = trustLine({ tier: 'estimated', basis: 'datasheet', ...bands });
  expect(line).toMatch(/^estimated: from the datasheet/);
  expect(line).toContain('0.5–2 × of the time per token and 0.4–3 ×');
  expect(trustLine({ tier: 'calibrated', basis: 'combination', ...bands })).toMatch(
    /^calibrated: from measured operators/,
  );
  expect(trustLine(null)).toMatch(/^withheld/);
});

test('names get shorter only where they must', () => {
  expect(shortName('DeepSeek-R1 / R1-0528', 15)).toBe('DeepSeek-R1');
  expect(shortName('DeepSeek-R1 / R1-0528', 10)).toBe('R1');
  expect(shortName('DeepSeek-R1')).toBe('DeepSeek-R1');
  expect(shortName('GB200 (per GPU, in NVL72)')).toBe('GB200');
  expect(shortName('DGX / HGX H200, 8 GPUs', 18)).toBe('HGX H200, 8 GPUs');
  expect(shortName('DGX / HGX H200, 8 GPUs', 12)).toBe('HGX H200');
  expect(shapeWords('azure-2024-code')).toBe('Azure 2024 code');
});

test('all sites allowed is no restriction', () => {
  const sites = ['s1', 's2', 's3'];
  expect(allowedAfter(sites, undefined, 's2', false)).toEqual(['s1', 's3']);
  expect(allowedAfter(sites, ['s1', 's3'], 's2', true)).toBeUndefined();
  expect(allowedAfter(sites, ['s1'], 's1', false)).toEqual([]);
});

describe('blocks of positions', () => {
  // Eight liquid positions, then four of air; racks at A3 and A10.
  const plan = (): Scenario => {
    let scenario = addSite(newScenario('x'), { regionId: 'us-va' });
    scenario = placeRack(scenario, { systemId: 'hgx-h200-8', siteId: 's1', position: 2, count: 1 });
    return placeRack(scenario, { systemId: 'hgx-h200-8', siteId: 's1', position: 9, count: 1 });
  };

  test('refuse to drop an occupied position, by its name', () => {
    expect(blockRefusal(plan(), 's1', 1, 1)).toBe('A10 would go with a rack on it. Move the rack first.');
    expect(blockRefusal(plan(), 's1', 1, 2)).toBeNull();
    expect(blockRefusal(plan(), 's1', 1, 9)).toBeNull();
    expect(blockRefusal(plan(), 's1', 0, 2)).toBe('A3 and 1 more would go with a rack on it. Move the rack first.');
  });

  test('refuse to shift a rack that stands behind', () => {
    expect(blockRefusal(plan(), 's1', 0, 9)).toContain('A10 would shift');
    expect(blockRefusal(plan(), 's1', 0, 5)).toContain('A10 would shift');
    expect(blockRefusal(plan(), 's1', 0, 8)).toBeNull();
  });

  test('keep at least one position and at most 400', () => {
    const empty = addSite(newScenario('x'), { regionId: 'us-va' });
    expect(blockRefusal(empty, 's1', 0, 397)).toBe('A site has at most 400 positions.');
    expect(blockRefusal(empty, 's1', 0, 0)).toBeNull();
    const [block] = empty.sites[0]?.positions ?? [];
    const one = { ...empty, sites: empty.sites.map((site) => ({ ...site, positions: block ? [block] : [] })) };
    expect(blockRefusal(one, 's1', 0, 0)).toBe('A site keeps at least one position.');
    expect(blockRefusal(one, 's1', 3, 1)).toBe('There is no such block.');
    expect(changedBlocks(empty.sites[0]?.positions ?? [], 0, { count: 0 })).toHaveLength(1);
    expect(changedBlocks(empty.sites[0]?.positions ?? [], 1, { count: 6 })[1]?.count).toBe(6);
  });
});
