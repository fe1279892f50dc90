import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, MAX_TEXT, MAX_VALUES } from './json-bounds.ts';
import { CURRENT_VERSION, migrate, migrations } from './migrations/migrations.ts';
import { readScenario, readScenarioText } from './read-scenario.ts';
import { scenarioSchema } from './schema.ts';

const fixtures = new URL('./migrations/fixtures/', import.meta.url);
const fixtureText = (version: number): string => readFileSync(new URL(`v${version}.json`, fixtures), 'utf8');
const fixture = (version = CURRENT_VERSION) => JSON.parse(fixtureText(version));

/** The document with one value set, by path. */
const withValue = (json: unknown, path: string, value: unknown): unknown => {
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node ? Reflect.get(node, key) : null),
    json,
  );
  if (typeof holder !== 'object' || holder === null) throw new Error(`no ${path}`);
  Reflect.set(holder, last, value);
  return json;
};

const errorOf = (json: unknown) => {
  const read = readScenario(json);
  if (read.ok) throw new Error('read without error');
  return read.error;
};

describe('migrations', () => {
  test('the schema is of the current version', () => {
    expect(scenarioSchema.shape.version.def.values).toEqual([CURRENT_VERSION]);
  });

  test.each(migrations.map((migration, index) => ({ name: migration.name, version: index + 1 })))(
    'version $version, $name, has a frozen fixture that reads',
    ({ version }) => {
      expect(fixture(version).version).toBe(version);
      const read = readScenarioText(fixtureText(version));
      expect(read).toMatchObject({ ok: true });
    },
  );

  test('every migration turns the fixture before it into the fixture of its own', () => {
    for (const [index, migration] of migrations.entries()) {
      const before = index === 0 ? fixture(1) : fixture(index);
      expect({ ...migration.up(before), version: index + 1 }).toEqual(fixture(index + 1));
    }
  });

  test('there are as many fixtures as versions', () => {
    expect(readdirSync(fixtures)).toHaveLength(CURRENT_VERSION);
  });

  test('a current document passes through unchanged', () => {
    expect(migrate(fixture(), CURRENT_VERSION)).toEqual(fixture());
  });
});

describe('examples', () => {
  const folder = new URL('../../public/examples/', import.meta.url);
  test.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s reads without error', (name) => {
    expect(readScenarioText(readFileSync(new URL(name, folder), 'utf8'))).toMatchObject({ ok: true });
  });
});

describe('refusals', () => {
  test('text that is not JSON', () => {
    expect(readScenarioText('{"version":')).toMatchObject({ ok: false, error: { code: 'not-json' } });
  });

  test.each([[null], [[]], ['x'], [7], [{}], [{ version: '1' }], [{ version: 0 }], [{ version: 1.5 }]])(
    '%j is not a scenario',
    (json) => {
      expect(errorOf(json).code).toBe('not-a-scenario');
    },
  );

  test('a newer version says which', () => {
    const error = errorOf({ ...fixture(), version: CURRENT_VERSION + 1 });
    expect(error).toMatchObject({ code: 'newer', place: 'version' });
    expect(error.reason).toContain(`format ${CURRENT_VERSION + 1}`);
  });

  test('an invalid value says where, why and what to do', () => {
    const json = fixture();
    json.sites[1].powerCapWatts = -5;
    expect(errorOf(json)).toEqual({
      code: 'invalid',
      place: 'sites/1/powerCapWatts',
      reason: 'less than the least allowed, 0',
      remedy: 'Correct the value in the file, or export the scenario again.',
    });
  });

  test('an unknown field, a missing one and a wrong word are named', () => {
    expect(errorOf({ ...fixture(), cost: 1 }).reason).toBe('unknown field cost');
    const { name: _, ...nameless } = fixture();
    expect(errorOf(nameless)).toMatchObject({ place: 'name', reason: 'missing or not a string' });
    const json = fixture();
    json.deployments[0].serving.engine = 'abacus';
    expect(errorOf(json)).toMatchObject({ place: 'deployments/0/serving/engine' });
    expect(errorOf(json).reason).toContain('vllm');
  });

  test.each([
    ['an unknown site', 'rackGroups/0/siteId', 's9'],
    ['an unknown workload', 'deployments/1/workloadIds/0', 'w9'],
    ['an unknown rack group', 'deployments/1/rackGroupIds/1', 'g9'],
    ['an unknown allowed site', 'workloads/0/allowedSiteIds/1', 's9'],
    ['an id used twice', 'sites/1/id', 's1'],
    ['a rack group in two deployments', 'deployments/1/rackGroupIds/1', 'g1'],
    ['a rack beyond the last position', 'rackGroups/0/placements/1/position', 4],
    ['a position taken twice', 'rackGroups/0/placements/1/position', 0],
  ])('%s is refused at %s', (_, place, value) => {
    expect(errorOf(withValue(fixture(), place, value))).toMatchObject({ code: 'inconsistent', place });
  });

  test('too many positions, and an override that reaches a prototype', () => {
    const crowded = withValue(fixture(), 'sites/1/positions/1', { count: 399, airWatts: 1, liquidWatts: 1 });
    expect(errorOf(crowded)).toMatchObject({ code: 'inconsistent', place: 'sites/1/positions' });
    const hostile = withValue(fixture(), 'assumptions/systems.__proto__.capex', 1);
    expect(errorOf(hostile)).toMatchObject({ code: 'inconsistent', place: 'assumptions' });
  });
});

describe('documents from strangers', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('the key %s', (key) => {
    const text = fixtureText(1).replace('"assumptions": {', `"assumptions": { "${key}": 1,`);
    expect(readScenarioText(text)).toMatchObject({ ok: false, error: { code: 'forbidden-key', place: 'assumptions' } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('numbers that JSON cannot hold', () => {
    const text = fixtureText(1).replace('"seed": 7', '"seed": 1e999');
    expect(readScenarioText(text)).toMatchObject({ ok: false, error: { code: 'invalid', place: 'seed' } });
    expect(errorOf({ ...fixture(), seed: Number.NaN })).toMatchObject({ code: 'invalid', place: 'seed' });
    expect(readScenarioText(fixtureText(1).replace('"seed": 7', '"seed": NaN'))).toMatchObject({
      error: { code: 'not-json' },
    });
  });

  test('deep nesting, without running out of stack', () => {
    const text = `{"version":1,"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(readScenarioText(text)).toMatchObject({ ok: false, error: { code: 'too-deep' } });
    expect(MAX_DEPTH).toBeLessThan(100);
  });

  test('huge arrays and cycles', () => {
    expect(errorOf({ version: 1, sites: Array(MAX_VALUES + 1).fill(0) }).code).toBe('too-large');
    const cycle: { version: number; self?: unknown } = { version: 1 };
    cycle.self = cycle;
    expect(errorOf(cycle).code).toBe('too-deep');
  });

  test('text beyond the size limit is not parsed', () => {
    expect(readScenarioText(' '.repeat(MAX_TEXT + 1))).toMatchObject({ error: { code: 'too-large' } });
  });
});
