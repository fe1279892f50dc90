/** Words and runs of the estate, on a plan of two sites. */
import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { RackAnswer } from '../../src/evaluate/evaluation.ts';
import { scenarioSchema, type Scenario } from '../../src/scenario/schema.ts';
import { quantity } from '../../src/units/quantity.ts';
import {
  bracketOf,
  estateText,
  fitsText,
  placeKey,
  placeOf,
  poolRuns,
  positionsText,
  rackName,
  siteText,
} from './estate-facts.ts';
import { positionsPerRow, roomGeometry, tapWidth } from './room-geometry.ts';
import { standingOf } from './standing.ts';

const plan = (): Scenario =>
  scenarioSchema.parse({
    version: 1,
    catalogueVersion: 'test',
    name: 'Two sites',
    sites: [
      {
        id: 'ash',
        name: 'Ashburn',
        regionId: 'us-va',
        powerCapWatts: 1e6,
        positions: [
          { count: 8, airWatts: 20_000, liquidWatts: 140_000 },
          { count: 4, airWatts: 40_000, liquidWatts: 0 },
        ],
      },
      {
        id: 'lul',
        name: 'Luleå',
        regionId: 'se',
        powerCapWatts: 260_000,
        positions: [{ count: 10, airWatts: 40_000, liquidWatts: 0 }],
      },
    ],
    rackGroups: [
      {
        id: 'g1',
        siteId: 'ash',
        systemId: 'gb200-nvl72',
        placements: [0, 1, 3].map((position) => ({ position, count: 1 })),
      },
      { id: 'g2', siteId: 'lul', systemId: 'hgx-h200-8', placements: [{ position: 0, count: 3 }] },
    ],
    workloads: [],
    deployments: [{ id: 'd1', name: 'R1 chat', workloadIds: [], rackGroupIds: ['g1'] }],
  });

const rack: RackAnswer = {
  siteId: 'ash',
  position: 1,
  rackGroupId: 'g1',
  systemId: 'gb200-nvl72',
  count: 1,
  deploymentId: 'd1',
  load: 0.79,
  verdict: 'stable',
  wall: 'bandwidth',
  phase: 'decode',
  drawn: quantity<'J/s'>(93_000),
  provisioned: quantity<'J/s'>(132_000),
  limit: quantity<'J/s'>(160_000),
};

const gb200 = defaultCatalogue.systems['gb200-nvl72'];

describe('the sums of the estate', () => {
  it('counts sites, positions, racks and accelerators', () => {
    // 3 × 72 in racks and 3 × 8 in nodes on one position: 240.
    expect(estateText(defaultCatalogue, plan())).toBe('2 sites · 22 positions · 4 racks · 240 accelerators');
  });

  it('counts sites alike each, and says so in the head of the room', () => {
    const before = plan();
    const [ashburn, lulea] = before.sites;
    if (!ashburn || !lulea) throw new Error('the plan has two sites');
    const many = { ...before, sites: [{ ...ashburn, count: 200, stage: 'new-build' as const }, lulea] };
    expect(estateText(defaultCatalogue, many)).toMatch(/^201 sites · 2,410 positions · /);
    expect(siteText(many.sites[0] ?? ashburn, 'Virginia')).toMatch(
      /^200 sites alike · Virginia · colocation · still to be built · 12 positions/,
    );
    expect(siteText(ashburn, 'Virginia')).toMatch(/^Virginia · colocation · 12 positions/);
  });

  it('says what the positions of a site take', () => {
    const [ashburn, lulea] = plan().sites.map(positionsText);
    expect(ashburn).toBe('12 positions: 8 liquid to 160\u00a0kW, 4 air to 40\u00a0kW');
    expect(lulea).toBe('10 positions, air to 40\u00a0kW');
  });
});

describe('places', () => {
  it('has a key for each, and none for other targets', () => {
    expect(placeOf(placeKey('ash', 4))).toEqual({ siteId: 'ash', position: 4 });
    expect(placeOf('bin')).toBeNull();
  });

  it('joins neighbours of one pool and no others', () => {
    const at = standingOf(defaultCatalogue, plan()).get('ash')?.at;
    const runs = poolRuns([0, 1, 2, 3], (position) => at?.get(position)?.pool ?? null);
    expect(runs.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [3, 3],
    ]);
  });

  it('cuts the bracket of a pool where the role changes; a role without a pool has its own', () => {
    const pool = { id: 'd1', name: 'R1 chat', short: 'R1' };
    const at = [
      bracketOf(pool, 'prefill'),
      bracketOf(pool, 'decode'),
      bracketOf(pool, 'decode'),
      bracketOf(null, 'kv-store'),
      bracketOf(null, 'auto'),
      bracketOf(pool, 'auto'),
    ];
    const runs = poolRuns([0, 1, 2, 3, 4, 5], (position) => at[position] ?? null);
    expect(runs.map(({ deploymentId, name, from, to }) => [deploymentId, name, from, to])).toEqual([
      ['d1', 'R1 chat, prefill', 0, 0],
      ['d1', 'R1 chat, decode', 1, 2],
      [null, 'KV store', 3, 3],
      ['d1', 'R1 chat', 5, 5],
    ]);
  });

  it('names the first run that fits', () => {
    expect(fitsText(plan(), new Set([4, 5, 6, 9].map((position) => placeKey('ash', position))))).toBe('Ashburn A5–A7');
    expect(fitsText(plan(), new Set([placeKey('lul', 5)]))).toBe('Luleå B6');
    expect(fitsText(plan(), new Set())).toBeNull();
  });
});

describe('the name of a rack', () => {
  const name = (changes: Partial<RackAnswer> | null) => {
    if (!gb200) throw new Error('no GB200 in the catalogue');
    const answer = changes === null ? null : { ...rack, ...changes };
    return rackName({
      label: 'A2',
      system: gb200,
      count: 1,
      poolName: 'R1 chat',
      rack: answer,
      load: answer?.load ?? null,
    });
  };

  it('says place, system, pool, phase, load, power and wall', () => {
    expect(name({})).toBe(
      'A2, GB200 NVL72, R1 chat, decode, 79\u00a0% of SLA capacity, 93\u00a0kW, limited by memory bandwidth',
    );
  });

  it('says a role after the system, and not again as the phase', () => {
    if (!gb200) throw new Error('no GB200 in the catalogue');
    const prefills = { ...rack, phase: 'prefill' as const };
    const words = rackName({
      label: 'A2',
      system: gb200,
      count: 1,
      role: 'prefill',
      poolName: 'R1 chat',
      rack: prefills,
      load: null,
    });
    expect(words).toBe('A2, GB200 NVL72, prefill, R1 chat, 93\u00a0kW, limited by memory bandwidth');
  });

  it('gives an overloaded rack no number, and says a feed that is exceeded', () => {
    expect(name({ verdict: 'overloaded' })).not.toContain('%');
    expect(name({ provisioned: quantity<'J/s'>(200_000) })).toContain('over its feed of 160\u00a0kW');
  });

  it('is usable before the first answer', () => {
    expect(name(null)).toBe('A2, GB200 NVL72, R1 chat, no answer yet');
  });
});

describe('geometry', () => {
  it('fits the rooms of the two desk layouts', () => {
    // Less a scroll bar of 11 px: (845 − 28 − 124 − 16) ÷ 54 = 12.5 at 1440, (729 − 168) ÷ 46 = 12.2 at 1280.
    expect(positionsPerRow(845, roomGeometry(3))).toBe(12);
    expect(positionsPerRow(729, roomGeometry(2))).toBe(12);
  });

  it('draws 5 px for 132 kW and never less than a line', () => {
    expect(tapWidth(132_000)).toBe(5);
    expect(tapWidth(200)).toBe(1.2);
  });
});
