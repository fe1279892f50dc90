import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Catalogue, System } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import { missingFacts } from '../issues/facts.ts';
import { quantity } from '../units/quantity.ts';
import { addSite } from './edits/add-site.ts';
import { moveRack } from './edits/move-rack.ts';
import { placeRack } from './edits/place-rack.ts';
import { updateSite } from './edits/update-site.ts';
import { newScenario } from './defaults.ts';
import { fittingPositions, isRefused, placementRefusals, EMPTY_RACK_KG, USABLE_U } from './placement.ts';
import { positionLabel, positionsOf } from './positions.ts';
import type { Scenario } from './schema.ts';

/** A system with round figures, on top of one of the catalogue; placing is about these fields only. */
const system = (figures: Partial<System> & Pick<System, 'id'>): System => {
  const base = defaultCatalogue.systems['hgx-h200-8'];
  if (!base) throw new Error('catalogue lacks hgx-h200-8');
  return { ...base, name: figures.id, ...figures };
};
const kilowatts = (value: number) => quantity<'J/s'>(value * 1000);

const systems = [
  system({ id: 'node', kind: 'node', powerProvisioned: kilowatts(10), liquidShare: 0, heightU: 8, weightKg: 130 }),
  system({ id: 'rack', kind: 'rack', powerProvisioned: kilowatts(155), liquidShare: 0.9, heightU: 48, weightKg: 1500 }),
  system({ id: 'tall-node', kind: 'node', powerProvisioned: kilowatts(1), liquidShare: 0, heightU: 18, weightKg: 400 }),
  system({ id: 'mute', kind: 'node', powerProvisioned: null, heightU: null, weightKg: null, liquidShare: null }),
  system({
    id: 'vague',
    kind: 'node',
    powerProvisioned: kilowatts(23),
    cooling: 'unknown',
    liquidShare: null,
    heightU: 16,
    weightKg: 300,
  }),
  system({
    id: 'wet',
    kind: 'rack',
    powerProvisioned: kilowatts(30),
    cooling: 'liquid',
    liquidShare: null,
    heightU: null,
    weightKg: null,
  }),
];
const catalogue: Catalogue = {
  ...defaultCatalogue,
  systems: Object.fromEntries(systems.map((item) => [item.id, item])),
};

/** A: two liquid positions of 20 kW air and 140 kW liquid, and two of 40 kW air. B: one air position. PUE 1.25, cap 1 MW. */
const ground = (): Scenario => {
  const positions = [
    { count: 2, airWatts: 20_000, liquidWatts: 140_000 },
    { count: 2, airWatts: 40_000, liquidWatts: 0 },
  ];
  const one = addSite(newScenario('x'), { regionId: 'us-va', name: 'A', pue: 1.25, positions });
  return addSite(one, {
    regionId: 'us-va',
    name: 'B',
    pue: 1.25,
    positions: [{ count: 1, airWatts: 40_000, liquidWatts: 0 }],
  });
};

const check = (systemId: string, siteId: string, position: number, count = 1, scenario = ground()): Issue[] =>
  placementRefusals(catalogue, scenario, systemId, siteId, position, count);
const only = (issues: readonly Issue[], code: Issue['code']) => issues.find((issue) => issue.code === code);

describe('feed and heat', () => {
  test('a 155 kW rack fits 160 kW of liquid position and is 115 kW over one of 40 kW', () => {
    expect(check('rack', 's1', 0)).toEqual([]);
    const issues = check('rack', 's1', 2);
    expect(only(issues, 'position-power')).toMatchObject({
      severity: 'refusal',
      path: 'sites/s1/positions/2',
      facts: {
        system: 'rack',
        position: 'A3',
        site: 'A',
        provisionedWatts: 155_000,
        feedWatts: 40_000,
        overWatts: 115_000,
      },
    });
    expect(only(issues, 'position-liquid')?.facts).toMatchObject({
      heatWatts: 139_500,
      limitWatts: 0,
      liquidShare: 0.9,
    });
  });

  test('what liquid leaves has to go to air: 10 % of 155 kW on 12 kW is 3.5 kW over', () => {
    const positions = [{ count: 2, airWatts: 12_000, liquidWatts: 148_000 }];
    const scenario = updateSite(addSite(newScenario('x'), { regionId: 'us-va', pue: 1 }), {
      siteId: 's1',
      patch: { positions },
    });
    expect(only(check('rack', 's1', 0, 1, scenario), 'position-air')?.facts).toMatchObject({
      heatWatts: expect.closeTo(15_500, 6),
      overWatts: expect.closeTo(3_500, 6),
    });
  });

  test('four nodes of 10 kW fill 40 kW exactly, a fifth is over; those standing count', () => {
    expect(check('node', 's1', 2, 4)).toEqual([]);
    expect(only(check('node', 's1', 2, 5), 'position-power')?.facts).toMatchObject({ count: 5, overWatts: 10_000 });
    const scenario = placeRack(ground(), { systemId: 'node', siteId: 's1', position: 2, count: 3 });
    expect(check('node', 's1', 2, 1, scenario)).toEqual([]);
    expect(isRefused(check('node', 's1', 2, 2, scenario))).toBe(true);
  });

  test('unstated cooling counts as air while air is enough, else as liquid, and says so', () => {
    const fits = check('vague', 's1', 2);
    expect(fits.map((issue) => [issue.code, issue.severity])).toEqual([['position-cooling-unknown', 'warning']]);
    const twice = check('vague', 's1', 0);
    expect(isRefused(twice)).toBe(false);
    expect(isRefused(check('vague', 's1', 2, 2))).toBe(true);
    expect(only(check('wet', 's1', 2), 'position-liquid')?.facts).toMatchObject({ heatWatts: 30_000, limitWatts: 0 });
  });

  test('unstated power is a warning and nothing is made up', () => {
    const issues = check('mute', 's1', 0);
    expect(issues.map((issue) => [issue.code, issue.severity])).toEqual([
      ['no-power', 'warning'],
      ['height-unknown', 'warning'],
      ['weight-unknown', 'warning'],
    ]);
  });
});

describe('height, weight, site', () => {
  test('two nodes of 18 U fit 40 U, a third does not; a second whole rack never does', () => {
    expect(check('tall-node', 's1', 2, 2)).toEqual([]);
    expect(only(check('tall-node', 's1', 2, 3), 'position-height')?.facts).toMatchObject({
      heightU: 54,
      usableU: 40,
      overU: 14,
    });
    expect(only(check('rack', 's1', 0, 2), 'position-height')?.facts).toMatchObject({ wholeRack: 1, count: 2 });
  });

  test('nodes bring an empty rack: 2 × 400 + 150 kg on 900 kg is 50 kg over; a whole rack brings its own', () => {
    const scenario = updateSite(ground(), { siteId: 's1', patch: { floorLoadKgPerPosition: 900 } });
    expect(only(check('tall-node', 's1', 2, 2, scenario), 'position-weight')?.facts).toMatchObject({
      weightKg: 950,
      overKg: 50,
      emptyRackKg: 150,
    });
    expect(only(check('rack', 's1', 0, 1, scenario), 'position-weight')?.facts).toMatchObject({
      weightKg: 1500,
      emptyRackKg: 0,
    });
  });

  // Nine tenths of the heat by liquid: overheads 0.1 · 0.28 and 0.9 · 0.14 swing by (0.028 · 0.12 + 0.126 · 0.04)/0.154 = 0.0545 over a day and by
  // (0.028 · 0.25 + 0.126 · 0.1)/0.154 · 38.935/40 = 0.1239 over a year: 1.25 becomes 1 + 0.25 · 1.1784 = 1.2946, and 310 kW become 401.3 kW.
  test('site power at the meter in the warmest hour: two racks of 155 kW at PUE 1.25 are 401 kW, 101 over a cap of 300', () => {
    let scenario = updateSite(ground(), { siteId: 's1', patch: { powerCapWatts: 300_000 } });
    expect(check('rack', 's1', 0, 1, scenario)).toEqual([]);
    scenario = placeRack(scenario, { systemId: 'rack', siteId: 's1', position: 0, count: 1 });
    expect(only(check('rack', 's1', 1, 1, scenario), 'site-power')).toMatchObject({
      severity: 'refusal',
      facts: { capWatts: 300_000, provisionedWatts: 310_000 },
    });
    const { meterWatts, overWatts, pue } = only(check('rack', 's1', 1, 1, scenario), 'site-power')?.facts ?? {};
    expect([meterWatts, overWatts, pue].map((value) => Number(Number(value).toPrecision(4)))).toEqual([
      401_300, 101_300, 1.295,
    ]);
    const from = { siteId: 's1', position: 0 };
    expect(placementRefusals(catalogue, scenario, 'rack', 's1', 1, 1, from)).toEqual([]);
  });
});

describe('places', () => {
  test('taken, missing and unknown', () => {
    const scenario = placeRack(ground(), { systemId: 'node', siteId: 's1', position: 2, count: 1 });
    expect(check('rack', 's1', 2, 1, scenario)).toMatchObject([
      { code: 'position-occupied', facts: { standing: 'node' } },
    ]);
    expect(check('rack', 's1', 4)).toMatchObject([
      { code: 'position-unknown', facts: { position: 'A5', positions: 4 } },
    ]);
    expect(check('rack', 's9', 0)).toMatchObject([{ code: 'unknown-reference', facts: { kind: 'site', id: 's9' } }]);
    expect(check('constructor', 's1', 0)).toMatchObject([{ code: 'unknown-reference', facts: { kind: 'system' } }]);
  });

  test('labels run A1, B12, Z1, AA1', () => {
    expect([
      positionLabel(0, 0),
      positionLabel(1, 11),
      positionLabel(25, 0),
      positionLabel(26, 0),
      positionLabel(52, 2),
    ]).toEqual(['A1', 'B12', 'Z1', 'AA1', 'BA3']);
  });

  test('lists where a rack fits, less where it comes from', () => {
    const labels = (scenario: Scenario, ...rest: [number?, { siteId: string; position: number }?]) =>
      fittingPositions(catalogue, scenario, 'rack', ...rest).map((item) => item.label);
    expect(labels(ground())).toEqual(['A1', 'A2']);
    expect(fittingPositions(catalogue, ground(), 'node').map((item) => item.label)).toEqual([
      'A1',
      'A2',
      'A3',
      'A4',
      'B1',
    ]);
    const scenario = placeRack(ground(), { systemId: 'rack', siteId: 's1', position: 0, count: 1 });
    expect(labels(scenario)).toEqual(['A2']);
    expect(labels(scenario, 1, { siteId: 's1', position: 0 })).toEqual(['A2']);
    expect(fittingPositions(catalogue, ground(), 'nothing')).toEqual([]);
  });
});

test('a rack is never accepted where a limit is exceeded, and every issue carries its facts', () => {
  const step = fc.record({
    systemId: fc.constantFrom(...systems.map((item) => item.id)),
    siteId: fc.constantFrom('s1', 's2'),
    position: fc.nat(5),
    count: fc.integer({ min: 1, max: 6 }),
    moveTo: fc.option(fc.record({ siteId: fc.constantFrom('s1', 's2'), position: fc.nat(5) })),
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.integer({ min: 50, max: 600 }), (steps, capKilowatts) => {
      let scenario = updateSite(ground(), { siteId: 's1', patch: { powerCapWatts: capKilowatts * 1000 } });
      for (const { moveTo, ...place } of steps) {
        const issues = placementRefusals(
          catalogue,
          scenario,
          place.systemId,
          place.siteId,
          place.position,
          place.count,
        );
        expect(issues.flatMap(missingFacts)).toEqual([]);
        if (isRefused(issues)) continue;
        accepted += 1;
        scenario = placeRack(scenario, place);
        if (!moveTo) continue;
        const from = { siteId: place.siteId, position: place.position };
        const count = countAt(scenario, from);
        if (moveTo.siteId === from.siteId && moveTo.position === from.position) continue;
        if (
          isRefused(placementRefusals(catalogue, scenario, place.systemId, moveTo.siteId, moveTo.position, count, from))
        )
          continue;
        scenario = moveRack(scenario, { from, to: moveTo });
      }
      expect(brokenLimits(scenario)).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(100);
});

const countAt = (scenario: Scenario, place: { siteId: string; position: number }): number =>
  scenario.rackGroups
    .filter((group) => group.siteId === place.siteId)
    .flatMap((group) => group.placements)
    .find((item) => item.position === place.position)?.count ?? 0;

/** The limits again, added up the slow way. */
const brokenLimits = (scenario: Scenario): string[] => {
  const broken: string[] = [];
  for (const site of scenario.sites) {
    let watts = 0;
    const positions = positionsOf(site);
    for (const group of scenario.rackGroups.filter((item) => item.siteId === site.id)) {
      for (const { position, count } of group.placements) {
        const it = catalogue.systems[group.systemId];
        const limit = positions[position];
        if (!it || !limit) throw new Error('stands nowhere');
        const power = (it.powerProvisioned ?? 0) * count;
        watts += power;
        const known = it.liquidShare ?? (it.cooling === 'air' ? 0 : null);
        if (power > limit.airWatts + limit.liquidWatts + 1e-3) broken.push('feed');
        if (known !== null && power * known > limit.liquidWatts + 1e-3) broken.push('liquid');
        if (known !== null && power * (1 - known) > limit.airWatts + 1e-3) broken.push('air');
        if (it.kind === 'node' && (it.heightU ?? 0) * count > USABLE_U) broken.push('height');
        if (it.kind === 'rack' && count > 1) broken.push('two racks');
        const frame = it.kind === 'node' ? EMPTY_RACK_KG : 0;
        if (it.weightKg !== null && it.weightKg * count + frame > site.floorLoadKgPerPosition) broken.push('weight');
      }
    }
    if (watts * (site.pue ?? 0) > site.powerCapWatts + 1e-3) broken.push('site');
  }
  return broken;
};
