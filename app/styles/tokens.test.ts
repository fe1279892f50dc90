/** Recomputes from `tokens.css` the contrasts and colour differences stated at its end; a token changed past a promise fails. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, difference, labDifference, type Vision } from './colour-difference.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const declared = new Map(
  [...css.matchAll(/^\s*--([\w-]+):\s*(light-dark\((#\w{6}),\s*(#\w{6})\)|var\(--([\w-]+)\))/gm)].map((match) => [
    match[1] ?? '',
    { light: match[3], dark: match[4], alias: match[5] },
  ]),
);

type Theme = 'light' | 'dark';
const THEMES: readonly Theme[] = ['light', 'dark'];

const colour = (name: string, theme: Theme): string => {
  const token = declared.get(name);
  if (!token) throw new Error(`no token --${name}`);
  const value = token[theme] ?? (token.alias ? colour(token.alias, theme) : undefined);
  if (!value) throw new Error(`--${name} has no colour`);
  return value;
};

/** Lowest contrast of an ink over grounds, in both themes, as the table writes it. */
const lowest = (ink: string, grounds: readonly string[]): readonly number[] =>
  THEMES.map((theme) => Math.min(...grounds.map((ground) => contrast(colour(ink, theme), colour(ground, theme)))));

const SURFACES = ['surface-app', 'surface-panel', 'surface-raised', 'surface-sunken', 'surface-room', 'mark-wash'];

/** The table rounds to one digit; half a digit is its error. */
const ROUNDING = 0.051;

describe('arithmetic', () => {
  it('knows black on white', () => expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 6));

  // Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal (2005).
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const)('difference of %j and %j is %f', (a, b, expected) =>
    expect(labDifference(a, b)).toBeCloseTo(expected, 4),
  );
});

describe('contrast of text', () => {
  it.each([
    ['ink', 14.7, 10.9],
    ['ink-2', 7.5, 6.7],
    ['ink-3', 4.9, 4.9],
    ['ok', 5.0, 5.8],
    ['tight', 5.0, 6.8],
    ['broken', 5.6, 5.2],
  ])('%s on every surface is at least %f light, %f dark', (ink, light, dark) => {
    const [inLight, inDark] = lowest(ink, SURFACES);
    expect(inLight).toBeGreaterThan(light - ROUNDING);
    expect(inDark).toBeGreaterThan(dark - ROUNDING);
  });

  it.each([
    ['on-mark', 'mark', 12.6, 11.6],
    ['ink-inverse', 'surface-inverse', 15.8, 15.7],
    ['broken', 'broken-wash', 5.4, 6.3],
    ['tight', 'tight-wash', 5.1, 7.8],
    ['ok', 'ok-wash', 5.1, 6.9],
  ])('%s on %s is at least %f light, %f dark', (ink, ground, light, dark) => {
    const [inLight, inDark] = lowest(ink, [ground]);
    expect(inLight).toBeGreaterThan(light - ROUNDING);
    expect(inDark).toBeGreaterThan(dark - ROUNDING);
  });

  it('carries text on every wall badge', () => {
    const walls = ['compute', 'capacity', 'interconnect', 'host', 'power'].map((wall) => `wall-${wall}`);
    const [light, dark] = lowest('on-wall', walls);
    const [lightBw, darkBw] = lowest('on-wall-bandwidth', ['wall-bandwidth']);
    expect(Math.min(light ?? 0, lightBw ?? 0)).toBeGreaterThan(4.9 - ROUNDING);
    expect(Math.min(dark ?? 0, darkBw ?? 0)).toBeGreaterThan(5.0 - ROUNDING);
  });
});

describe('contrast of lines and hues', () => {
  const GROUNDS = ['surface-panel', 'surface-raised', 'surface-sunken'];

  it('borders of controls and edges of the selection stand out', () => {
    for (const each of lowest('line-strong', GROUNDS)) expect(each).toBeGreaterThan(3.5 - ROUNDING);
    const [light, dark] = lowest('mark-edge', ['surface-panel']);
    expect(light).toBeGreaterThan(15.9 - ROUNDING);
    expect(dark).toBeGreaterThan(11.6 - ROUNDING);
  });

  it.each(['azure', 'green', 'plum', 'petrol', 'stone', 'copper', 'ochre'])('--hue-%s against the panel', (hue) => {
    const [light, dark] = lowest(`hue-${hue}`, ['surface-panel']);
    expect(light).toBeGreaterThan(3.2 - ROUNDING);
    expect(dark).toBeGreaterThan(4.1 - ROUNDING);
  });
});

/** Members of each family, and the smallest difference stated for normal, protan, deutan and tritan vision, light then dark. */
const FAMILIES: readonly { name: string; of: readonly string[]; light: readonly number[]; dark: readonly number[] }[] =
  [
    {
      name: 'walls',
      of: ['wall-compute', 'wall-bandwidth', 'wall-capacity', 'wall-interconnect', 'wall-host', 'wall-power'],
      light: [23, 14.4, 13.6, 12.4],
      dark: [19.9, 15.9, 14.8, 15],
    },
    {
      name: 'phases',
      of: ['phase-prefill', 'phase-decode', 'phase-transfer', 'phase-draft'],
      light: [27, 14.4, 17.6, 12.4],
      dark: [19.9, 16.7, 14.8, 15],
    },
    {
      name: 'operators',
      of: ['op-attention', 'op-ffn', 'op-collective', 'op-host'],
      light: [23, 14.4, 15.3, 19.1],
      dark: [19.9, 16.7, 14.8, 15],
    },
    {
      name: 'classes',
      of: ['class-real-time', 'class-near', 'class-offline'],
      light: [22.7, 20.8, 23.2, 23.5],
      dark: [20.2, 17.2, 19.8, 21.6],
    },
    {
      name: 'costs',
      of: ['cost-hardware', 'cost-facility', 'cost-energy', 'cost-operations', 'cost-network', 'cost-rent'],
      light: [23, 14.4, 13.8, 12],
      dark: [19.4, 16.7, 14.8, 15],
    },
    {
      name: 'memory',
      of: ['mem-weights', 'mem-kv', 'mem-activations', 'mem-reserve'],
      light: [25.3, 14.4, 15.3, 12],
      dark: [19.4, 16.7, 14.8, 15.6],
    },
    {
      name: 'media',
      of: ['medium-power', 'medium-liquid', 'medium-air'],
      light: [18.9, 18.6, 20.1, 16.8],
      dark: [22.6, 23.5, 22.3, 22.8],
    },
    { name: 'states', of: ['ok', 'tight', 'broken'], light: [26.3, 11.1, 4.1, 10.8], dark: [33.3, 10.5, 8.1, 11.9] },
  ];

const VISIONS: readonly Vision[] = ['normal', 'protan', 'deutan', 'tritan'];

const smallest = (names: readonly string[], theme: Theme, vision: Vision): number =>
  Math.min(
    ...names.flatMap((a, i) => names.slice(i + 1).map((b) => difference(colour(a, theme), colour(b, theme), vision))),
  );

const CASES = FAMILIES.flatMap(({ name, of, light, dark }) =>
  VISIONS.flatMap((vision, i) => [
    { name, of, vision, theme: 'light' as const, stated: light[i] ?? 0 },
    { name, of, vision, theme: 'dark' as const, stated: dark[i] ?? 0 },
  ]),
);

describe('difference of colours inside a family', () => {
  it.each(CASES)('$name, $vision, $theme: at least $stated', ({ of, vision, theme, stated }) => {
    expect(smallest(of, theme, vision)).toBeGreaterThan(stated - ROUNDING);
  });

  it('is 12 or more wherever no shape stands in for it', () => {
    const weak = CASES.filter(
      ({ name, of, vision, theme }) => name !== 'states' && smallest(of, theme, vision) < 12 - ROUNDING,
    );
    expect(weak.map(({ name, vision, theme }) => `${name} ${vision} ${theme}`)).toEqual([]);
  });
});
