/** The lint rules that keep the zones apart, each tried on an offending file and on an allowed one. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../architecture/tree.ts';

const BOUNDARY = 'no-restricted-imports';

/** Folder, what the file says, and the rule that must refuse it; null where it is allowed. */
const CASES: readonly (readonly [string, string, string | null])[] = [
  ['src/performance', "import { readFileSync } from 'node:fs';\nreadFileSync('x');", BOUNDARY],
  ['src/performance', "import { useState } from 'react';\nuseState();", BOUNDARY],
  ['src/performance', "import { wrap } from 'comlink';\nwrap();", BOUNDARY],
  ['src/performance', "import { create } from 'zustand';\ncreate();", BOUNDARY],
  ['src/performance', "import { a } from '../../app/state/scenario-store.ts';\na();", BOUNDARY],
  ['src/performance', "import type { P } from '../../workers/client/planner.ts';\nexport type Q = P;", BOUNDARY],
  ['src/performance', "import { a } from '../units/index.ts';\na();", BOUNDARY],
  ['app/palette', "import { a } from '../results/dock.tsx';\na();", BOUNDARY],
  ['app/palette/deep', "import { a } from '../../floor-plan/site.tsx';\na();", BOUNDARY],
  ['app/palette', "import { a } from '../shell/shell.tsx';\na();", BOUNDARY],
  ['app/palette', "import { a } from '../../workers/client/worker-planner.ts';\na();", BOUNDARY],
  ['app/palette', "import { wrap } from 'comlink';\nwrap();", BOUNDARY],
  ['app/shell', "import { wrap } from 'comlink';\nwrap();", BOUNDARY],
  ['app/ui', "import { a } from '../results/dock.tsx';\na();", BOUNDARY],
  ['app/state', "import { a } from '../ui/button.tsx';\na();", BOUNDARY],
  ['app/state', "import { a } from '../results/dock.tsx';\na();", BOUNDARY],
  ['workers/entries', "import { a } from '../client/planner.ts';\na();", BOUNDARY],
  ['workers/client', "import { a } from '../../app/state/results-store.ts';\na();", BOUNDARY],
  ['workers/cli', "import { a } from '../client/planner.ts';\na();", BOUNDARY],
  ['src/maths', 'export const a = (b: unknown): string => b as string;', 'consistent-type-assertions'],
  ['src/maths', 'export const a = (b: any): string => b;', 'no-explicit-any'],
  ['src/maths', 'export const a = (b: string | null): string => b!;', 'no-non-null-assertion'],
  ['src/maths', "export * from './x.ts';", 'no-barrel-file'],
  ['app/palette', "import { a } from '../ui/button.tsx';\nimport { b } from '../../src/report/rows.ts';\na(b);", null],
  ['app/palette/deep', "import { a } from '../card.tsx';\na();", null],
  ['app/shell', "import { a } from '../palette/palette.tsx';\na();", null],
  ['app/state', "import { a } from '../../workers/client/worker-planner.ts';\na();", null],
  ['src/maths', "export const a = ['x'] as const;", null],
];

const fileOf = (index: number): string => `${CASES[index]?.[0] ?? ''}/probe-${index}.ts`;

let folder = '';
let refusals: readonly string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rackwright-lint-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  CASES.forEach(([, text], index) => {
    const path = join(folder, fileOf(index));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
  });
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'unix'], { cwd: folder, encoding: 'utf8' });
  refusals = stdout.split('\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const saidOf = (index: number): string => refusals.filter((line) => line.includes(fileOf(index))).join('\n');
const cases = CASES.map(([place, text, rule], index) => ({ place, text, rule, index }));

test.each(cases.filter(({ rule }) => rule !== null))('$rule refuses in $place: $text', ({ rule, index }) => {
  expect(saidOf(index)).toContain(rule);
});

test.each(cases.filter(({ rule }) => rule === null))('allowed in $place: $text', ({ index }) => {
  expect(saidOf(index)).toBe('');
});
