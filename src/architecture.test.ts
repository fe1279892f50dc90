/** The layers and zones of ARCHITECTURE.md, checked against every import; and the checker, checked against offenders. */
import { describe, expect, test } from 'vitest';
import { LAYERS, importsOf, violationsIn } from '../tools/architecture/layers.ts';
import { filesMatching, isTest, textOf } from '../tools/architecture/tree.ts';

const LONGEST_FILE_LINES = 300;

const code = filesMatching(/^(?:src|app)\/.*\.tsx?$/).filter((path) => !isTest(path));
const inSource = code.filter((path) => path.startsWith('src/'));
const layerOf = (path: string): string => path.split('/')[1] ?? '';

describe('the checker', () => {
  test('sees the tree', () => {
    expect(inSource.length).toBeGreaterThan(20);
    expect(code.length - inSource.length).toBeGreaterThan(10);
  });

  test('sees imports in every layer that may have some', () => {
    const silent = [...new Set(inSource.map(layerOf))].filter((layer) => {
      const files = inSource.filter((path) => layerOf(path) === layer);
      return (LAYERS.get(layer)?.length ?? 1) > 0 && files.every((path) => importsOf(textOf(path)).length === 0);
    });
    expect(silent).toEqual([]);
  });

  test.each([
    ['src/units/a.ts', "import { b } from '../maths/b.ts';"],
    ['src/performance/a.ts', "import type { Scenario } from '../scenario/schema.ts';"],
    ['src/economics/a.ts', "import {\n  a,\n  b,\n} from '../performance/step.ts';"],
    ['src/simulation/a.ts', "export { a } from '../performance/step.ts';"],
    ['src/report/a.ts', "const a = await import('../performance/step.ts');"],
    ['src/evaluate/a.ts', "import '../import/a.ts';"],
    ['src/evaluate/a.ts', "import { a } from '../../app/state/scenario-store.ts';"],
    ['src/newcomer/a.ts', "import { a } from '../units/quantity.ts';"],
    ['app/palette/a.tsx', "import { a } from '../results/a.tsx';"],
    ['app/palette/a.tsx', "import { a } from '../shell/a.tsx';"],
    ['app/palette/a.tsx', "import { a } from '../../workers/client/planner.ts';"],
    ['app/state/a.ts', "import { a } from '../../tools/architecture/tree.ts';"],
  ])('refuses in %s: %s', (file, text) => {
    expect(violationsIn(file, text)).toHaveLength(1);
  });

  test.each([
    ['src/evaluate/a.ts', "import type { Step } from '../performance/step.ts';"],
    ['app/palette/a.tsx', "import { a } from '../ui/a.tsx';\nimport { b } from '../../src/report/b.ts';"],
    ['app/shell/a.tsx', "import { a } from '../palette/a.tsx';"],
    ['app/state/a.ts', "import type { Planner } from '../../workers/client/planner.ts';"],
  ])('allows in %s: %s', (file, text) => {
    expect(violationsIn(file, text)).toEqual([]);
  });
});

describe('the tree', () => {
  test('has a table without cycles: each layer names only layers listed before it', () => {
    const order = [...LAYERS.keys()];
    const upward = [...LAYERS].flatMap(([layer, allowed]) =>
      allowed.filter((other) => !order.includes(other) || order.indexOf(other) >= order.indexOf(layer)),
    );
    expect(upward).toEqual([]);
  });

  test('imports only what its layers and features allow', () => {
    expect(code.flatMap((path) => violationsIn(path, textOf(path)))).toEqual([]);
  });

  test('has no file longer than a person reads at once', () => {
    const long = filesMatching(/\.(?:tsx?|mjs|css)$/)
      .map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LONGEST_FILE_LINES);
    expect(long).toEqual([]);
  });
});
