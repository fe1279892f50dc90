/**
 * A user's own figures on top of the catalogue: `{ 'systems.gb200-nvl72.capex.base': 3.6e6 }`.
 * Only objects on the path to a changed figure are copied, so unchanged parts stay identical by reference.
 */
import { isWithin, rangeOf } from './figure-ranges.ts';
import type { Catalogue } from './figures.ts';

export interface OverriddenCatalogue {
  readonly catalogue: Catalogue;
  /** Paths that name no numeric figure, or whose value is no finite number. */
  readonly unknown: string[];
  /** Paths whose value makes no sense for their figure (`figure-ranges.ts`): not applied. */
  readonly outside: string[];
}

/** Figures that may be null and are numbers when known: a user may fill them in. */
const fillable: ReadonlySet<string> = new Set([
  'memoryCapacity',
  'memoryBandwidth',
  'scaleUpPerDirection',
  'scaleUpPairPerDirection',
  'scaleUpDomain',
  'scaleOutPerDirection',
  'hostLinkPerDirection',
  'boardPower',
  'idlePower',
  'capacity',
  'readBandwidth',
  'latency',
  'perAcceleratorPerDirection',
  'portRate',
  'hopLatency',
  'wattsPerPort',
  'memoryTotal',
  'hostDram',
  'localNvme',
  'cpuCores',
  'toolCpuSeconds',
  'scaleOutTotalPerDirection',
  'powerTypical',
  'powerNameplate',
  'powerProvisioned',
  'powerIdle',
  'liquidShare',
  'heightU',
  'weightKg',
  'unitsPer40kwRack',
  'leadTimeWeeks',
  'waterOffSite',
]);

/**
 * Applies overrides in base units, keyed by figure path. Ids may contain dots (`models.kimi-k2.5.contextMaxTokens`):
 * the longest key that fits wins. Returns the same catalogue object when nothing changes.
 */
export function applyOverrides(catalogue: Catalogue, overrides: Readonly<Record<string, number>>): OverriddenCatalogue {
  let root: unknown = catalogue;
  const unknown: string[] = [];
  const outside: string[] = [];
  for (const [path, value] of Object.entries(overrides)) {
    const changed = Number.isFinite(value) ? withFigure(root, path, value) : undefined;
    if (changed === undefined) unknown.push(path);
    else if (changed !== root && !isWithin(rangeOf(path), value)) outside.push(path);
    else root = changed;
  }
  // Decoder: only numbers were replaced by numbers, so the shape is the one that came in.
  return { catalogue: root as Catalogue, unknown, outside };
}

/** A copy of `node` with the figure replaced; the same node if it already has the value; undefined if there is no such figure. */
function withFigure(node: unknown, path: string, value: number): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  const key = longestKey(node, path);
  if (key === undefined) return undefined;
  const child: unknown = Reflect.get(node, key);
  const isLeaf = key.length === path.length;
  const replaced = isLeaf ? leaf(child, key, value) : withFigure(child, path.slice(key.length + 1), value);
  if (replaced === undefined || replaced === child) return replaced === undefined ? undefined : node;
  if (Array.isArray(node)) return node.map((entry: unknown, index) => (String(index) === key ? replaced : entry));
  return { ...node, [key]: replaced };
}

const leaf = (child: unknown, key: string, value: number): number | undefined =>
  typeof child === 'number' || (child === null && fillable.has(key)) ? value : undefined;

/** Own keys only, and never one that reaches a prototype. */
function longestKey(node: object, path: string): string | undefined {
  let best: string | undefined;
  for (const key of Object.keys(node)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    const fits = path === key || path.startsWith(`${key}.`);
    if (fits && (best === undefined || key.length > best.length)) best = key;
  }
  return best;
}
