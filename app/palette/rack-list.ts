/** Which systems the palette shows, in which groups and order, and what an item says. Pure; tested beside. */
import type { AcceleratorKind, Catalogue, System, SystemKind } from '../../src/catalogue/figures.ts';
import { bytes, text, type Parts } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';

export interface RackFilter {
  readonly search: string;
  /** Ids shown; null is all. */
  readonly only: ReadonlySet<string> | null;
  readonly liquid: boolean;
  readonly vendor: string | null;
}

export interface RackGroupOfList {
  readonly name: string;
  readonly items: readonly System[];
  /** Systems of the group in the catalogue. */
  readonly total: number;
}

const GROUPS: readonly { readonly name: string; readonly kinds: readonly SystemKind[] }[] = [
  { name: 'Rack-scale systems', kinds: ['rack', 'pod'] },
  { name: 'Nodes in a rack', kinds: ['node', 'cloud'] },
  { name: 'Memory, CPU and edge', kinds: ['storage', 'cpu', 'edge'] },
];

/** Groups of systems that pass the filter; a group without any is left out. */
export const rackList = (catalogue: Catalogue, filter: RackFilter): readonly RackGroupOfList[] => {
  const all = Object.values(catalogue.systems).toSorted(byUse);
  const needle = filter.search.trim().toLowerCase();
  const passes = (system: System): boolean =>
    (filter.only === null || filter.only.has(system.id)) &&
    (!filter.liquid || system.cooling === 'liquid' || system.cooling === 'hybrid') &&
    (filter.vendor === null || system.vendor === filter.vendor) &&
    (needle === '' || words(catalogue, system).includes(needle));
  return GROUPS.map(({ name, kinds }) => {
    const ofGroup = all.filter((system) => kinds.includes(system.kind));
    return { name, items: ofGroup.filter(passes), total: ofGroup.length };
  }).filter((group) => group.items.length > 0);
};

/** Vendors of the catalogue by name. */
export const vendorsOf = (catalogue: Catalogue): readonly string[] =>
  [...new Set(Object.values(catalogue.systems).map((system) => system.vendor))].toSorted((a, b) =>
    a.localeCompare(b, 'en'),
  );

const words = (catalogue: Catalogue, system: System): string => {
  const accelerator = system.acceleratorId ? catalogue.accelerators[system.acceleratorId]?.name : '';
  return `${system.name} ${system.vendor} ${system.id} ${accelerator ?? ''}`.toLowerCase();
};

/** What can be bought today first, then by vendor and name. */
const ORDER = ['shipping', 'ramping', 'announced', 'roadmap', 'superseded'];
const byUse = (a: System, b: System): number =>
  ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
  a.vendor.localeCompare(b.vendor, 'en') ||
  a.name.localeCompare(b.name, 'en', { numeric: true });

const KIND_WORDS: Readonly<Record<AcceleratorKind, string>> = {
  gpu: 'GPU',
  tpu: 'TPU',
  lpu: 'LPU',
  asic: 'ASIC',
  npu: 'NPU',
  wafer: 'wafer',
  soc: 'SoC',
};

/** HBM, GDDR, LPDDR or SRAM, without generation. */
const memoryWord = (type: string | null): string => /^(HBM|GDDR|LPDDR|SRAM)/.exec(type ?? '')?.[0] ?? 'memory';

/** `72 GPU · 13.4 TB HBM`; systems without accelerators name their DRAM or flash; what nobody published is a word. */
export const sizeText = (catalogue: Catalogue, system: System): string => {
  if (system.accelerators === 0) {
    if (system.hostDram !== null) return `${text(bytes(system.hostDram))} DRAM`;
    return system.localNvme === null ? 'capacity not stated' : `${text(bytes(system.localNvme))} flash`;
  }
  const accelerator = system.acceleratorId ? catalogue.accelerators[system.acceleratorId] : undefined;
  const count = `${whole(system.accelerators)} ${accelerator ? KIND_WORDS[accelerator.kind] : 'accelerators'}`;
  const memory = system.memoryTotal ?? null;
  return `${count} · ${memory === null ? 'memory not stated' : `${text(bytes(memory))} ${memoryWord(accelerator?.memoryType ?? null)}`}`;
};

/** Purchase price of one system; rented systems and unpriced ones say so. */
export const priceParts = (system: System, format: (value: NonNullable<System['capex']>['base']) => Parts): Parts => {
  if (system.cloudOnly) return { value: 'rent only', unit: '' };
  return system.capex ? format(system.capex.base) : { value: 'no price', unit: '' };
};

/** Words the second line of an item says already, or that only tell brands apart. */
const LONG: readonly (readonly [RegExp, string])[] = [
  [/\s*\([^)]*\)/g, ''],
  [/^(NVIDIA|AMD|Huawei|Qualcomm|Google Cloud) /, ''],
  [/^DGX \/ HGX /, 'HGX '],
  [/^Air-cooled rack of /, ''],
  [/,? \d[\d,]* (GPUs|chips|Trainium\d?|Inferentia\d?|MI455X)\b/, ''],
  [/ 8-(GPU|accelerator) node/, ' node'],
  [/^(Server|Edge server|Workstation) with (\d) /, '$2 × '],
  [/ \/ (rack|ICMS)( context-memory rack)?$/, '$2'],
  [/ edge box$/, ' box'],
];

/** Name without what the next line repeats; the full one stays in the tooltip. `NVIDIA Groq 3 LPX rack` is `Groq 3 LPX rack`. */
export const shortName = (system: Pick<System, 'name'>): string =>
  LONG.reduce((name, [pattern, short]) => name.replace(pattern, short), system.name).trim();
