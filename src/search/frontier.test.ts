/** The frontier against brute force on spaces small enough for it, the reasons of what is refused, and what a cache saves. Eq. X1 */
import { describe, expect, test } from 'vitest';
import { createFrontierCache } from './frontier-cache.ts';
import { configurationAt } from './frontier-columns.ts';
import { questionUnderTest, searched, type Asked } from './frontier-under-test.ts';
import type { FrontierAnswer } from './frontier-types.ts';
import { searchFrontier } from './frontier.ts';

const SPACES: readonly (readonly [string, Asked])[] = [
  ['Llama-3.1-8B on eight H100', { modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8 }],
  [
    'gpt-oss-120b on eight MI355X, long prompts',
    {
      modelId: 'gpt-oss-120b',
      systemId: 'mi355x-8',
      accelerators: 8,
      input: 12_000,
      output: 200,
    },
  ],
  [
    'DeepSeek-R1 on a third of a GB200 NVL72',
    {
      modelId: 'deepseek-r1',
      systemId: 'gb200-nvl72',
      accelerators: 24,
      input: 4_000,
      output: 1_000,
      changes: { layouts: [8, 16].map((n) => ({ tp: 1, pp: 1, attnDp: n, moeTp: 1, ep: n })) },
    },
  ],
];

/** Coordinates of a front, to the last bit. */
const along = ({ columns }: FrontierAnswer, front: Uint32Array, y: Float64Array): string[] =>
  Array.from(front, (index) => `${columns.tokensPerSecondPerUser[index]} ${y[index]}`);

const bruteForce = (x: Float64Array, y: Float64Array): string[] => {
  const kept = new Set<string>();
  for (let own = 0; own < x.length; own++) {
    const [a, b] = [x[own] ?? 0, y[own] ?? 0];
    let beaten = false;
    for (let other = 0; other < x.length && !beaten; other++) {
      const [c, d] = [x[other] ?? 0, y[other] ?? 0];
      beaten = c >= a && d >= b && (c > a || d > b);
    }
    if (!beaten) kept.add(`${a} ${b}`);
  }
  return [...kept];
};

describe.each(SPACES)('%s', (_, asked) => {
  const question = questionUnderTest(asked);
  const pruned = searched(question);
  const all = searched(question, { prune: false });
  const { columns } = all;

  test('the front is that of brute force over every point', () => {
    const expected = bruteForce(columns.tokensPerSecondPerUser, columns.tokensPerSecondPerAccelerator).toSorted();
    expect(expected.length).toBeGreaterThan(3);
    expect(along(all, all.fronts.perAccelerator, columns.tokensPerSecondPerAccelerator).toSorted()).toEqual(expected);
  });

  test('pruning drops work, not a point of a front', () => {
    expect(pruned.counts.points).toBeLessThan(all.counts.points);
    expect(pruned.counts.prunedPoints).toBeGreaterThan(0);
    const { fronts, columns: own } = pruned;
    expect(along(pruned, fronts.perAccelerator, own.tokensPerSecondPerAccelerator)).toEqual(
      along(all, all.fronts.perAccelerator, columns.tokensPerSecondPerAccelerator),
    );
    expect(along(pruned, fronts.perKilowatt, own.tokensPerSecondPerKilowatt)).toEqual(
      along(all, all.fronts.perKilowatt, columns.tokensPerSecondPerKilowatt),
    );
    expect(along(pruned, fronts.perDollar, own.tokensPerDollar)).toEqual(
      along(all, all.fronts.perDollar, columns.tokensPerDollar),
    );
  });

  test('every point has a configuration that its rack holds', () => {
    for (let index = 0; index < all.counts.configurations; index++) {
      expect(configurationAt(all, index).accelerators).toBeLessThanOrEqual(asked.accelerators);
    }
    expect(Math.max(...columns.configuration)).toBe(all.counts.configurations - 1);
    expect(columns.ttftSeconds.every((seconds) => seconds > 0)).toBe(true);
  });

  test('verdicts are counted, and the front is marked', () => {
    const { byVerdict, points } = pruned.counts;
    expect(Object.values(byVerdict).reduce((sum, count) => sum + count, 0)).toBe(points);
    expect(byVerdict.front).toBeLessThanOrEqual(pruned.fronts.perAccelerator.length);
  });
});

test('two racks: each has a best, and a front per dollar need not be the front per accelerator', () => {
  const one = questionUnderTest({ modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8 });
  const other = questionUnderTest({ modelId: 'llama-3.1-8b', systemId: 'mi355x-8', accelerators: 8 });
  const racks = [
    ...one.racks.map((rack) => ({ ...rack, rackId: 'cheap', usdPerAcceleratorHour: 0.5 })),
    ...other.racks.map((rack) => ({ ...rack, rackId: 'dear', usdPerAcceleratorHour: 5 })),
  ];
  const [link] = one.links;
  const links = link ? [{ ...link, prefillRackId: 'cheap', decodeRackId: 'dear' }] : [];
  const both = { ...one, racks, links };
  const [pruned, all] = [searched(both), searched(both, { prune: false })];
  for (const answer of [pruned, all]) {
    const { columns, fronts } = answer;
    expect(along(answer, fronts.perDollar, columns.tokensPerDollar)).toEqual(
      along(all, all.fronts.perDollar, all.columns.tokensPerDollar),
    );
    expect(along(answer, fronts.perAccelerator, columns.tokensPerSecondPerAccelerator)).toEqual(
      along(all, all.fronts.perAccelerator, all.columns.tokensPerSecondPerAccelerator),
    );
  }
  expect([...pruned.fronts.perDollar]).not.toEqual([...pruned.fronts.perAccelerator]);
  const served = pruned.best.map(
    ({ configuration }) => `${configuration.prefillRackId ?? '-'}>${configuration.rackId}`,
  );
  expect(served.toSorted()).toEqual(['->cheap', '->dear', 'cheap>dear']);
  expect(pruned.rejected.map(({ reason, rackId }) => `${reason} ${rackId ?? ''}`)).toContain('no-kv-link cheap');
});

test('a rack without price or power has points and no front of theirs', () => {
  const question = questionUnderTest({ modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 2 });
  const racks = question.racks.map((rack) => ({ ...rack, usdPerAcceleratorHour: null, wattsPerAccelerator: null }));
  const { fronts, columns } = searched({ ...question, racks });
  expect(fronts.perAccelerator.length).toBeGreaterThan(0);
  expect(fronts.perDollar.length + fronts.perKilowatt.length).toBe(0);
  expect(columns.tokensPerDollar.every((value) => Number.isNaN(value))).toBe(true);
});

describe('what is refused keeps its reason', () => {
  test('DeepSeek-R1 on eight H100: too small, and by how much', () => {
    const answer = searched(questionUnderTest({ modelId: 'deepseek-r1', systemId: 'hgx-h100-8', accelerators: 8 }));
    expect(answer.counts.points).toBe(0);
    const short = answer.rejected.find(({ reason }) => reason === 'kv-does-not-fit');
    // 671 GB over eight cards of 85.5 GB, beside an engine's reserve.
    expect(Number(short?.facts['shortBytes'])).toBeGreaterThan(1e9);
    expect(Number(short?.facts['shortBytes'])).toBeLessThan(30e9);
    expect(short?.words).toMatch(/^KV short by [\d.]+ GB/);
    expect(answer.best).toEqual([]);
  });

  test('tensor parallelism beyond the domain, heads, drafts without a layer for them, modes', () => {
    const question = questionUnderTest({
      modelId: 'llama-3.1-8b',
      systemId: 'hgx-h200-8',
      accelerators: 64,
      changes: { modes: ['aggregated', 'attention-ffn'] },
    });
    const mtp = question.choices.techniques.map((choice) => {
      const { speculation } = choice.techniques;
      return speculation
        ? { ...choice, techniques: { ...choice.techniques, speculation: { ...speculation, method: 'mtp' as const } } }
        : choice;
    });
    const { rejected, counts } = searched({ ...question, choices: { ...question.choices, techniques: mtp } });
    const said = Object.fromEntries(rejected.map((family) => [family.reason, family]));
    expect(said['tp-leaves-domain']?.words).toBe('TP 16 leaves the scale-up domain of 8');
    expect(said['no-mtp-layer']?.count).toBe(1);
    expect(said['mode-not-searched']?.count).toBe(1);
    expect(counts.rejected).toBe(rejected.reduce((sum, { count }) => sum + count, 0));
  });
});

describe('a cache', () => {
  const question = questionUnderTest({ modelId: 'gpt-oss-120b', systemId: 'mi355x-8', accelerators: 8 });

  test('has every table for new limits, prices and modes', () => {
    const cache = createFrontierCache();
    const first = searched(question, {}, cache);
    expect(first.counts.tablesMade).toBeGreaterThan(20);
    const racks = question.racks.map((rack) => ({ ...rack, usdPerAcceleratorHour: 9 }));
    const again = searched({ ...question, targets: [], racks }, {}, cache);
    expect(again.counts.tablesMade).toBe(0);
    expect(again.columns.tokensPerSecondPerUser).toEqual(first.columns.tokensPerSecondPerUser);
  });

  test('makes what an edit changed, and nothing else; the answer is that of an empty cache', () => {
    const cache = createFrontierCache();
    const { tablesMade } = searched(question, {}, cache).counts;
    const { choices } = question;
    const fewer = { ...question, choices: { ...choices, precisions: choices.precisions.slice(0, 1) } };
    expect(searched(fewer, {}, cache).counts.tablesMade).toBe(0);
    const edited = { ...question, mix: { ...question.mix, outputTokens: 301 } };
    const answer = searched(edited, {}, cache);
    expect(answer.counts.tablesMade).toBe(tablesMade);
    expect(answer.columns).toEqual(searched(edited).columns);
  });
});

test('chunks rise to the whole, and hold every point once', () => {
  const run = searchFrontier(
    questionUnderTest({ modelId: 'gpt-oss-120b', systemId: 'mi355x-8', accelerators: 8 }),
    createFrontierCache(),
  );
  const users: number[] = [];
  let done = 0;
  for (;;) {
    const step = run.next();
    if (step.done) {
      expect(Float64Array.from(users)).toEqual(step.value.columns.tokensPerSecondPerUser);
      break;
    }
    expect(step.value.done).toBeGreaterThanOrEqual(done);
    expect(step.value.done).toBeLessThanOrEqual(1);
    done = step.value.done;
    users.push(...step.value.columns.tokensPerSecondPerUser);
  }
});
