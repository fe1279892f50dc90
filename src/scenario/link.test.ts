import { deflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserDeflate } from '../../app/share/deflate.ts';
import { nodeDeflate } from '../../workers/cli/deflate.ts';
import { arbitraryScenario } from './arbitrary-scenario.test.ts';
import { base64urlDecode, base64urlEncode } from './base64url.ts';
import { MAX_INFLATED_BYTES, type InflateError } from './deflate.ts';
import { fromLinkBytes, inflateFailure, toLinkText } from './link-text.ts';
import { readScenarioText } from './read-scenario.ts';
import { scenarioSchema, type Scenario } from './schema.ts';
import { fragmentOf, isScenarioFragment, LINK_VERSION, MAX_FRAGMENT, parseFragment } from './url-codec.ts';
import { utf8Decode, utf8Encode } from './utf8.ts';
import { withoutDefaults } from './without-defaults.ts';

const platforms = [
  ['browser', browserDeflate],
  ['node', nodeDeflate],
] as const;

const fixture = (): Scenario => {
  const read = readScenarioText(readFileSync(new URL('./migrations/fixtures/v1.json', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
};

const decoded = async (fragment: string, deflate = nodeDeflate) => {
  const parsed = parseFragment(fragment);
  if (!parsed.ok) return parsed;
  try {
    return fromLinkBytes(await deflate.inflate(parsed.value.bytes, MAX_INFLATED_BYTES));
  } catch (error) {
    return { ok: false as const, error: inflateFailure(error as InflateError) };
  }
};

const linkOf = async (scenario: Scenario, deflate = nodeDeflate): Promise<string> =>
  fragmentOf(LINK_VERSION, await deflate.deflate(toLinkText(scenario)));

describe('round trip', () => {
  test('a link gives back the whole scenario', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        expect(await decoded(await linkOf(scenario))).toEqual({ ok: true, value: scenario });
      }),
      { numRuns: 100 },
    );
  });

  test('a file gives back the whole scenario', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        expect(readScenarioText(JSON.stringify(scenario))).toEqual({ ok: true, value: scenario });
      }),
      { numRuns: 50 },
    );
  });

  test.each(platforms)('either platform reads what %s wrote', async (_, deflate) => {
    const link = await linkOf(fixture(), deflate);
    expect(await decoded(link, browserDeflate)).toEqual({ ok: true, value: fixture() });
    expect(await decoded(link, nodeDeflate)).toEqual({ ok: true, value: fixture() });
  });

  test('bytes survive base64url, text survives UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = base64urlEncode(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(base64urlDecode(text)).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...utf8Encode(text)]).toEqual([...new TextEncoder().encode(text)]);
        expect(utf8Decode(utf8Encode(text))).toBe(text);
      }),
    );
  });
});

describe('size and form', () => {
  test('defaults are left out and equal scenarios make equal bytes', () => {
    const scenario = fixture();
    const text = utf8Decode(toLinkText(scenario)) ?? '';
    expect(JSON.parse(text).rackGroups[1]).toEqual({
      id: 'g2',
      siteId: 's2',
      systemId: 'gcp-a4x',
      acquisition: 'cloud',
      placements: [{ position: 0, count: 1 }],
    });
    expect(JSON.parse(text).deployments[1]).not.toHaveProperty('serving');
    const assumptions = Object.fromEntries(Object.entries(scenario.assumptions).toReversed());
    const { version, ...rest } = { ...scenario, assumptions };
    expect(toLinkText({ ...rest, version })).toEqual(toLinkText(scenario));
  });

  test('stripping is undone by the schema', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        expect(scenarioSchema.parse(withoutDefaults(scenarioSchema, scenario))).toEqual(scenario);
      }),
      { numRuns: 50 },
    );
  });

  test('400 racks in 2 groups stay under 3,000 characters', async () => {
    const { sites, rackGroups, ...rest } = fixture();
    const positions = [{ count: 200, airWatts: 2e4, liquidWatts: 1.4e5 }];
    const placements = Array.from({ length: 200 }, (_, position) => ({ position, count: 1 }));
    const link = await linkOf({
      ...rest,
      sites: sites.map((site) => ({ ...site, positions })),
      rackGroups: rackGroups.map((group) => ({ ...group, placements })),
    });
    expect(link.length).toBeLessThan(3_000);
  });

  test('a fragment that is no scenario is left alone', () => {
    expect(isScenarioFragment('#s1.abc')).toBe(true);
    expect(isScenarioFragment('#sites')).toBe(false);
    expect(parseFragment('#sites')).toMatchObject({ ok: false, error: { code: 'not-a-link' } });
    expect(parseFragment('')).toMatchObject({ ok: false, error: { code: 'not-a-link' } });
  });
});

describe('links from strangers', () => {
  test('cut off at any length, never read and never thrown', async () => {
    const link = await linkOf(fixture());
    for (let length = 0; length < link.length; length += 17) {
      expect((await decoded(link.slice(0, length))).ok).toBe(false);
    }
  });

  test('a flipped bit reads as a scenario or fails as a value', async () => {
    const bytes = await nodeDeflate.deflate(toLinkText(fixture()));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const flipped = Uint8Array.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const read = await decoded(fragmentOf(1, flipped));
        if (!read.ok) expect(read.error.reason).not.toBe('');
        else expect(scenarioSchema.safeParse(read.value).success).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test.each(platforms)('a bomb stops at the cap (%s)', async (_, deflate) => {
    const bomb = deflateRawSync(Buffer.alloc(60_000_000));
    const link = fragmentOf(1, new Uint8Array(bomb));
    expect(link.length).toBeLessThan(MAX_FRAGMENT);
    expect(await decoded(link, deflate)).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  test.each(platforms)('bytes that are not deflated (%s)', async (_, deflate) => {
    expect(await decoded(fragmentOf(1, Uint8Array.from([255, 255, 255, 7])), deflate)).toMatchObject({
      ok: false,
      error: { code: 'damaged' },
    });
  });

  test('a newer wrapping says so', () => {
    expect(parseFragment('#s2.AAAA')).toMatchObject({ ok: false, error: { code: 'newer' } });
  });

  test.each(['#s1.', '#s1.A', '#s1.AB=', '#s1.ÄÖ', '#s1.AAAA AAAA', '#s1.AB\n', '#s1.💥', '#s1.AF'])(
    '%s is damaged',
    (hash) => {
      expect(parseFragment(hash)).toMatchObject({ ok: false, error: { code: 'damaged' } });
    },
  );

  test('a link that is too long is not decoded', () => {
    expect(parseFragment(`#s1.${'A'.repeat(MAX_FRAGMENT)}`)).toMatchObject({ error: { code: 'too-large' } });
  });

  test('malformed UTF-8: overlong, surrogate, cut, beyond Unicode', () => {
    for (const bytes of [
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xe2, 0x82],
      [0xf4, 0x90, 0x80, 0x80],
      [0x80],
      [0xff],
    ]) {
      expect(utf8Decode(Uint8Array.from(bytes))).toBeNull();
    }
    expect(fromLinkBytes(Uint8Array.from([0xff]))).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });
});
