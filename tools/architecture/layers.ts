/** Who may import whom, as data, and the checker that reads imports out of source text. Pure, so that it can be seen to fail. */

/** Layer of src/ → layers it may import besides itself. Listed from the bottom up: a layer may name only layers above its line. */
export const LAYERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['units', []],
  ['maths', []],
  ['issues', ['units']],
  ['catalogue', ['units']],
  ['calibration', ['units', 'catalogue']],
  ['performance', ['units', 'maths', 'issues', 'catalogue', 'calibration']],
  ['serving', ['units', 'maths', 'issues', 'catalogue', 'calibration', 'performance']],
  ['simulation', ['units', 'maths']],
  ['scenario', ['units', 'issues', 'catalogue']],
  ['economics', ['units', 'maths', 'issues', 'catalogue', 'calibration']],
  ['search', ['units', 'maths', 'issues', 'catalogue', 'performance', 'serving']],
  ['import', ['units', 'maths', 'issues', 'catalogue', 'scenario']],
  [
    'evaluate',
    [
      'units',
      'maths',
      'issues',
      'catalogue',
      'calibration',
      'performance',
      'serving',
      'simulation',
      'scenario',
      'economics',
      'search',
    ],
  ],
  [
    'outlook',
    [
      'units',
      'maths',
      'issues',
      'catalogue',
      'calibration',
      'performance',
      'serving',
      'scenario',
      'economics',
      'search',
      'evaluate',
    ],
  ],
  [
    'optimise',
    ['units', 'maths', 'issues', 'catalogue', 'calibration', 'serving', 'scenario', 'economics', 'evaluate'],
  ],
  ['report', ['units', 'maths', 'issues', 'catalogue', 'scenario', 'evaluate', 'outlook']],
  [
    'validation',
    [
      'units',
      'maths',
      'issues',
      'catalogue',
      'calibration',
      'performance',
      'serving',
      'simulation',
      'scenario',
      'economics',
      'search',
      'import',
      'evaluate',
      'outlook',
      'optimise',
    ],
  ],
]);

/** Folders of app/ that any feature may import. */
const SHARED_IN_APP: readonly string[] = ['ui', 'state', 'styles'];

const IMPORT = /^\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** Every module a file names: static, side-effect and dynamic imports, re-exports, types included. */
export const importsOf = (text: string): string[] =>
  [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** Path from the root of the checkout of a relative import; null for a package. */
export const resolveImport = (file: string, specifier: string): string | null => {
  if (!specifier.startsWith('.')) return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
};

const inSource = (layer: string, target: string): string | null => {
  const [zone, targetLayer = ''] = target.split('/');
  if (zone !== 'src') return 'src imports only src';
  const allowed = LAYERS.get(layer);
  if (!allowed) return `${layer} is not in the table of layers`;
  return targetLayer === layer || allowed.includes(targetLayer) ? null : `${layer} may not import ${targetLayer}`;
};

const inApp = (feature: string, target: string): string | null => {
  const [zone, folder = ''] = target.split('/');
  if (zone === 'workers') return feature === 'state' ? null : 'only app/state may import workers';
  if (zone !== 'app') return zone === 'src' ? null : `app may not import ${zone ?? ''}`;
  if (folder === feature || SHARED_IN_APP.includes(folder)) return null;
  return feature === 'shell' || feature === 'main.tsx' ? null : `${feature} may not import ${folder}`;
};

/** Imports of one file that its place in the tree forbids, each with the reason. `file` is a path from the root. */
export const violationsIn = (file: string, text: string): string[] => {
  const [zone, place = ''] = file.split('/');
  return importsOf(text).flatMap((specifier) => {
    const target = resolveImport(file, specifier);
    if (target === null) return [];
    const reason = zone === 'src' ? inSource(place, target) : zone === 'app' ? inApp(place, target) : null;
    return reason === null ? [] : [`${file}: '${specifier}': ${reason}`];
  });
};
