import { describe, expect, test } from 'vitest';
import { FACTS, missingFacts } from './facts.ts';
import type { Issue, IssueCode, Mend } from './issue.ts';
import { mendWords } from './mend-words.ts';
import { messageOf } from './messages.ts';

const issue = (code: IssueCode, facts: Issue['facts']): Issue => ({ code, severity: 'refusal', path: '', facts });
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const isCode = (key: string): key is IssueCode => key in FACTS;
const codes = Object.keys(FACTS).filter(isCode);

/** A fact of the right kind for its name. */
const sample = (name: string): string | number =>
  /(Watts|Kg|U|Bytes|Tokens|Seconds|Share|positions|count|pue|factor|hours|seconds|tokens|wholeRack)\??$/.test(name)
    ? 2
    : `some ${name}`;

describe('messageOf', () => {
  test.each(codes)('%s reads whole with its facts, and says what is missing without them', (code) => {
    const facts = Object.fromEntries(FACTS[code].map((name) => [name.replace('?', ''), sample(name)]));
    expect(missingFacts(issue(code, facts))).toEqual([]);
    const { title, detail, remedy = '' } = messageOf(issue(code, facts));
    const words = `${title} ${detail} ${remedy}`;
    expect(words).not.toMatch(/undefined|NaN|not stated at|null|\[object/);
    expect(title).not.toMatch(/[.!]$/);
    expect(detail).toMatch(/\.$/);
    expect(words).not.toContain('!');
    if (FACTS[code].some((name) => !name.endsWith('?'))) {
      expect(JSON.stringify(messageOf(issue(code, {})))).toContain('not stated');
    }
  });

  test('a rack over its position: the amount first', () => {
    const facts = {
      system: 'GB300',
      position: 'B6',
      site: 'Luleå',
      count: 1,
      provisionedWatts: 155_000,
      feedWatts: 40_000,
      liquidWatts: 0,
      overWatts: 115_000,
    };
    const { title, detail } = messageOf(issue('position-power', facts));
    expect(title).toBe('GB300 cannot stand at B6');
    expect(plain(detail)).toBe('115 kW over this position: it feeds 155 kW at peak, B6 takes 40 kW of air.');
    const five = { ...facts, system: 'HGX H200', count: 5, provisionedWatts: 51_000, overWatts: 11_000 };
    expect(plain(messageOf(issue('position-power', five)).detail)).toBe(
      '11 kW over this position: 5 of them feed 51 kW at peak, B6 takes 40 kW of air.',
    );
  });

  test('no liquid loop is named as such', () => {
    const facts = {
      system: 'GB300',
      position: 'B6',
      site: 'Luleå',
      heatWatts: 139_500,
      limitWatts: 0,
      overWatts: 139_500,
      liquidShare: 0.9,
    };
    expect(plain(messageOf(issue('position-liquid', facts)).detail)).toBe(
      'No liquid loop at B6: GB300 sheds 90 % of its heat into liquid, 140 kW.',
    );
    expect(
      plain(messageOf(issue('position-liquid', { ...facts, limitWatts: 100_000, overWatts: 39_500 })).detail),
    ).toBe('39.5 kW over the liquid loop: 140 kW on 100 kW.');
  });

  test('the estimate of an empty rack is said', () => {
    const facts = { system: 'HGX H200', position: 'A1', weightKg: 950, limitKg: 900, overKg: 50, emptyRackKg: 150 };
    expect(plain(messageOf(issue('position-weight', facts)).detail)).toBe(
      '50 kg over the floor: 950 kg, an empty rack of 150 kg (estimate) included, on 900 kg.',
    );
  });

  test('overloaded gives the factor and the hours, never a latency', () => {
    const { detail } = messageOf(issue('overloaded', { deployment: 'R1 chat', factor: 1.8, hours: 6 }));
    expect(detail).toBe('1.8 times what it can serve, in 6 hours of the day. The queue grows.');
  });
});

describe('mendWords', () => {
  const mends: [Mend, string][] = [
    [{ action: 'use-layout', args: { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 } }, 'Use TP8'],
    [{ action: 'use-layout', args: { tp: 1, pp: 1, attnDp: 32, moeTp: 1, ep: 32 } }, 'Use DP32 · EP32'],
    [{ action: 'use-weights', args: { weights: 'fp8' } }, 'Use FP8 weights'],
    [{ action: 'use-kv-format', args: { kvFormat: 'fp8' } }, 'Use FP8 for KV'],
    [{ action: 'add-rack', args: { systemId: 'gb200-nvl72', system: 'GB200 NVL72' } }, 'Add one GB200 NVL72'],
    [{ action: 'add-rack', args: { systemId: 'hgx-h200-8', count: 3 } }, 'Add 3 hgx-h200-8'],
    [{ action: 'assign-workload', args: { deployment: 'R1 chat' } }, 'Serve it from R1 chat'],
    [{ action: 'set-site-power', args: { powerCapWatts: 1.2e6 } }, 'Raise the cap to 1.2 MW'],
  ];
  test.each(mends)('%j', (mend, words) => {
    expect(plain(mendWords(mend))).toBe(words);
  });
});
