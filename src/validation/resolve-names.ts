/**
 * Which catalogue item a published name means. The rule comes with the names: compare without publisher and without case;
 * if nothing fits, drop one trailing qualifier at a time; what still fits nothing is unknown and never guessed.
 */
import type { Aliases } from '../catalogue/aliases.ts';
import type { Catalogue, System } from '../catalogue/figures.ts';

/** Names in lower case → id of the catalogue. */
export interface NameTables {
  readonly models: ReadonlyMap<string, string>;
  readonly systems: ReadonlyMap<string, System>;
  readonly accelerators: ReadonlyMap<string, Device>;
  /** The system to put an accelerator in when the published system is not known, by accelerator id. */
  readonly homes: ReadonlyMap<string, System>;
}

/** An accelerator, and how many of it one counted accelerator holds (2 for a dual board). */
interface Device {
  readonly id: string;
  readonly perCounted: number;
}

export interface Hardware {
  readonly systemId: string;
  readonly acceleratorId: string;
  /** Devices per counted accelerator: `accelerators_total` counts boards, and a board may carry two. */
  readonly devicesPerCounted: number;
}

const QUALIFIER = /-(?:instruct|thinking|base|it|hf|\d{4}|fp8|nvfp4|mxfp4|bf16|int4|terminus|exp)$/;

/** Tables of every name of the catalogue; build once, look up often. */
export const nameTables = (catalogue: Catalogue, aliases: Aliases): NameTables => {
  const accelerators = new Map<string, Device>();
  for (const [name, id] of namesOf(catalogue.accelerators, aliases.accelerators))
    accelerators.set(name, { id, perCounted: 1 });
  for (const [name, parts] of Object.entries(aliases.composites)) {
    const [part, ...others] = parts;
    // Several kinds in one cell are no device type.
    if (part && others.length === 0) accelerators.set(plain(name), { id: part.id, perCounted: part.count });
  }
  const systems = new Map<string, System>();
  for (const [name, id] of namesOf(catalogue.systems, aliases.systems)) {
    const system = catalogue.systems[id];
    if (system) systems.set(name, system);
  }
  return {
    models: new Map(namesOf(catalogue.models, aliases.models)),
    systems,
    accelerators,
    homes: homesOf(catalogue, new Set(Object.keys(aliases.systems))),
  };
};

/** Id of the model a name means, or null. */
export const resolveModel = (tables: NameTables, name: string): string | null => {
  for (const candidate of candidatesOf(name)) {
    const id = tables.models.get(candidate);
    if (id !== undefined) return id;
  }
  return null;
};

/**
 * System and accelerator a row means, or null. The accelerator decides, since sources name it most carefully; the system
 * is the one published if it holds that accelerator. An accelerator that is absent or a stranger is what the system
 * holds: keys such as `h100_sxm` name both.
 */
export const resolveHardware = (tables: NameTables, system: string, accelerator: string): Hardware | null => {
  const named = tables.systems.get(plain(system)) ?? null;
  const device = tables.accelerators.get(plain(accelerator)) ?? tables.accelerators.get(plain(system)) ?? null;
  if (device === null) {
    if (named?.acceleratorId == null) return null;
    return { systemId: named.id, acceleratorId: named.acceleratorId, devicesPerCounted: 1 };
  }
  const home = named?.acceleratorId === device.id ? named : (tables.homes.get(device.id) ?? null);
  return home && { systemId: home.id, acceleratorId: device.id, devicesPerCounted: device.perCounted };
};

/** Ids, names and other names of one kind, in lower case; what the catalogue calls its own wins over an alias. */
const namesOf = (
  items: Readonly<Record<string, { readonly id: string; readonly name: string }>>,
  others: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [string, string])[] => [
  ...Object.entries(others).flatMap(([id, names]) => names.map((name) => [plain(name), id] as const)),
  ...Object.values(items).flatMap(({ id, name }) => [[plain(name), id] as const, [id, id] as const]),
];

/** A name without case and outer space. */
const plain = (name: string): string => name.trim().toLowerCase();

/** The name as it is, without its publisher, and then with one qualifier less each time. */
const candidatesOf = (name: string): readonly string[] => {
  const whole = plain(name);
  const own = whole.slice(whole.lastIndexOf('/') + 1);
  const candidates = whole === own ? [own] : [whole, own];
  for (let rest = own; QUALIFIER.test(rest);) {
    rest = rest.replace(QUALIFIER, '');
    candidates.push(rest);
  }
  return candidates;
};

/**
 * Per accelerator, the system of the catalogue that result files mean by it: one they name (`aliased`), else one whose
 * scale-up domain is the accelerator's own, else any; the smallest of those.
 */
const homesOf = (catalogue: Catalogue, aliased: ReadonlySet<string>): ReadonlyMap<string, System> => {
  const rank = (system: System): number => {
    const own = catalogue.accelerators[system.acceleratorId ?? '']?.scaleUpDomain ?? null;
    return aliased.has(system.id) ? 0 : system.scaleUpDomain !== null && system.scaleUpDomain === own ? 1 : 2;
  };
  const homes = new Map<string, System>();
  const best = Object.values(catalogue.systems)
    .filter((system) => system.acceleratorId !== null)
    .toSorted((a, b) => rank(a) - rank(b) || a.accelerators - b.accelerators);
  for (const system of best) {
    if (system.acceleratorId !== null && !homes.has(system.acceleratorId)) homes.set(system.acceleratorId, system);
  }
  return homes;
};
