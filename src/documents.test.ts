/** What the documents and the tree promise about each other: equation tags, links, and nothing left over from the making. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, filesMatching, textOf } from '../tools/architecture/tree.ts';

const MODEL = 'docs/model.md';
const texts = filesMatching(/\.(?:tsx?|mts|mjs|css|html|json|md|sh)$|^\.(?:ci|githooks)\/|^(?:LICENSE|NOTICE)$/);
const written = texts.filter((path) => !/(?:^|\/)(?:package-lock\.json|generated\/.*)$/.test(path));

const TAG_RUN = /\bEqs?\.\s+([A-Z]\d+[a-z]?(?:(?:\s*[,/–-]\s*|\s+and\s+)[A-Z]\d+[a-z]?)*)/g;
const BRACKETED = /\[([A-Z]\d+[a-z]?)\]/g;

/** Tags a text cites: `Eq. O1`, `Eqs. Q1, Q2 and K3`, `[O1]`. */
const tagsIn = (text: string): string[] => [
  ...[...text.matchAll(TAG_RUN)].flatMap((match) => (match[1] ?? '').match(/[A-Z]\d+[a-z]?/g) ?? []),
  ...[...text.matchAll(BRACKETED)].map((match) => match[1] ?? ''),
];

/** Comments only: in code `[A1]` may be an index. */
const commentsOf = (text: string): string => (text.match(/\/\*[\s\S]*?\*\/|\/\/.*$/gm) ?? []).join('\n');

const citedInCode = new Map(
  filesMatching(/^src\/(?!documents\.test).*\.ts$/).flatMap((path) =>
    tagsIn(commentsOf(textOf(path))).map((tag): [string, string] => [tag, path]),
  ),
);

test('reads tags in every form the code uses', () => {
  expect(tagsIn('Eq. O1 then Eqs. Q1, Q2 and K3, see [T1]; rack NVL72 and B200')).toEqual([
    'O1',
    'Q1',
    'Q2',
    'K3',
    'T1',
  ]);
  expect(tagsIn(commentsOf('const a = row[A1]; // Eq. S3\n/** [S4] */'))).toEqual(['S3', 'S4']);
});

describe.skipIf(!existsSync(join(ROOT, MODEL)))('the equations', () => {
  test('cited in code are in the document', () => {
    const described = new Set(tagsIn(textOf(MODEL)));
    expect([...citedInCode].filter(([tag]) => !described.has(tag))).toEqual([]);
  });

  test('of the document are cited in code', () => {
    expect(tagsIn(textOf(MODEL)).filter((tag) => !citedInCode.has(tag))).toEqual([]);
  });
});

/** Lines that match, as path:line. The patterns below are written so that this file does not match itself. */
const linesWith = (pattern: RegExp, paths: readonly string[]): string[] =>
  paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );

describe('the tree', () => {
  test('is seen', () => {
    expect(written.length).toBeGreaterThan(60);
    expect(linesWith(/export const/, written).length).toBeGreaterThan(60);
  });

  test('holds no unfinished marks', () => {
    const code = written.filter((path) => !path.endsWith('.json'));
    expect(linesWith(/\b(?:TOD[O]|FIXM[E]|XX[X])\b/, code)).toEqual([]);
  });

  test('silences no rule', () => {
    const code = written.filter((path) => /\.(?:tsx?|mts|mjs)$/.test(path));
    expect(
      linesWith(/(?:ox|es)lint-disabl[e]|@ts-(?:ignor[e]|expect-erro[r]|nochec[k])|prettier-ignor[e]/, code),
    ).toEqual([]);
  });

  test('holds no path of one machine', () => {
    expect(linesWith(/(?<![\w.:/-])\/(?:work|home|root|Users)\/\w|\b[A-Z]:\\\\/, written)).toEqual([]);
  });

  test('reads the upstream folder in tools only', () => {
    const product = written.filter((path) => !path.startsWith('tools/'));
    expect(linesWith(/\.\.\/share[d]/, product)).toEqual([]);
  });

  test('locks versions without download addresses', () => {
    const lock = textOf('package-lock.json');
    expect(lock).toContain('"integrity"');
    expect(lock).not.toContain('"resolved"');
  });

  test('links to files that exist', () => {
    const broken = filesMatching(/\.md$/).flatMap((path) =>
      [...textOf(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
