/** What the estate says in words and lines: names of racks, runs of pools, the sums of the header. Pure; tested beside. */
import type { Catalogue, System } from '../../src/catalogue/figures.ts';
import type { DeploymentAnswer, RackAnswer } from '../../src/evaluate/evaluation.ts';
import { wallWord } from '../ui/wall-words.ts';
import { positionCount, positionLabel, positionsOf } from '../../src/scenario/positions.ts';
import type { RackGroup, Scenario, Site } from '../../src/scenario/schema.ts';
import { text, watts } from '../../src/units/format.ts';
import { add, type Watts } from '../../src/units/quantity.ts';
import { significant, whole } from '../../src/units/significant.ts';

/** Key of a position, also the name of its drop target. */
export const placeKey = (siteId: string, position: number): string => `${siteId}/${position}`;

/** The place a key names; null for other targets. */
export const placeOf = (key: string): { siteId: string; position: number } | null => {
  const cut = key.lastIndexOf('/');
  const position = Number(key.slice(cut + 1));
  return cut > 0 && Number.isInteger(position) ? { siteId: key.slice(0, cut), position } : null;
};

/** `12 positions: 8 liquid to 160 kW, 4 air to 40 kW`; blocks alike are one. */
export const positionsText = (site: Site): string => {
  const counts = new Map<string, number>();
  for (const position of positionsOf(site)) {
    const medium = position.liquidWatts > 0 ? 'liquid' : 'air';
    const block = `${medium} to ${text(watts(add(position.airWatts, position.liquidWatts)))}`;
    counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  const total = positionCount(site);
  const blocks = [...counts].map(([block, count]) => (counts.size === 1 ? block : `${count} ${block}`));
  return `${plural(total, 'position')}${counts.size === 1 ? ', ' : ': '}${blocks.join(', ')}`;
};

/** Power as the labels of the floor carry it: whole kW, two digits below 10 kW, whole watts for boxes. */
export const kilowattText = (power: Watts): string => {
  if (power < 1000) return text({ value: whole(power), unit: 'W' });
  const kilowatts = power / 1000;
  return text({ value: kilowatts < 10 ? significant(kilowatts, 2) : whole(kilowatts), unit: 'kW' });
};

/** Load as the labels of the floor carry it: whole per cent. */
export const loadText = (load: number): string => text({ value: whole(load * 100), unit: '%' });

/** `22 positions`, `1 rack`. */
export const plural = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The line beside "Estate", sites alike counted each. Racks are occupied positions. */
export const estateText = (catalogue: Catalogue, scenario: Scenario): string => {
  const copies = new Map(scenario.sites.map((site) => [site.id, site.count]));
  const sites = scenario.sites.reduce((sum, site) => sum + site.count, 0);
  const positions = scenario.sites.reduce((sum, site) => sum + site.count * positionCount(site), 0);
  const standing = scenario.rackGroups.map((group) => ({
    racks: (copies.get(group.siteId) ?? 1) * group.placements.length,
    accelerators:
      (copies.get(group.siteId) ?? 1) *
      (catalogue.systems[group.systemId]?.accelerators ?? 0) *
      group.placements.reduce((sum, { count }) => sum + count, 0),
  }));
  return [
    plural(sites, 'site'),
    plural(positions, 'position'),
    plural(
      standing.reduce((sum, { racks }) => sum + racks, 0),
      'rack',
    ),
    plural(
      standing.reduce((sum, { accelerators }) => sum + accelerators, 0),
      'accelerator',
    ),
  ].join(' · ');
};

/** Where a site is, how many there are of it, whose it is, what is still to be built, what it takes. */
export const siteText = (site: Site, regionName: string): string =>
  [
    ...(site.count > 1 ? [`${whole(site.count)} sites alike`] : []),
    regionName,
    OWNERSHIP[site.ownership],
    ...(site.stage === 'new-build' ? ['still to be built'] : []),
    positionsText(site),
  ].join(' · ');

const OWNERSHIP: Readonly<Record<Site['ownership'], string>> = {
  owned: 'owned hall',
  colocation: 'colocation',
  cloud: 'cloud',
};

/** A run of neighbouring positions that serve one pool, or that do the same beside the pools. */
export interface PoolRun {
  /** Null for racks that serve no pool, as KV stores. */
  readonly deploymentId: string | null;
  /** With the role, where its racks have one. */
  readonly name: string;
  /** For the bracket of a single rack. */
  readonly short: string;
  readonly from: number;
  readonly to: number;
  /** Positions without a pool to its right, where a long name may go. */
  readonly free: number;
}

interface RunAt {
  /** Null for racks that serve no pool. */
  readonly id: string | null;
  readonly name: string;
  readonly short: string;
}

/** A pool and the role of one of its racks, as its bracket carries them; a role alone where there is no pool, null without either. */
export const bracketOf = (pool: RunAt | null, role: RackGroup['role']): RunAt | null => {
  const does = roleWord(role);
  if (does === null) return pool;
  if (pool === null) return { id: null, name: does, short: does };
  return { id: pool.id, name: `${pool.name}, ${does}`, short: does };
};

/** Runs among `positions` (in order), `poolAt` telling the pool of each; neighbours of one pool, and of one name, join. */
export const poolRuns = (
  positions: readonly number[],
  poolAt: (position: number) => RunAt | null,
): readonly PoolRun[] => {
  const runs: PoolRun[] = [];
  for (const position of positions) {
    const pool = poolAt(position);
    const last = runs.at(-1);
    if (!pool) {
      if (last) runs[runs.length - 1] = { ...last, free: last.free + 1 };
      continue;
    }
    if (last && last.deploymentId === pool.id && last.name === pool.name && last.to === position - 1)
      runs[runs.length - 1] = { ...last, to: position };
    else
      runs.push({ deploymentId: pool.id, name: pool.name, short: pool.short, from: position, to: position, free: 0 });
  }
  return runs;
};

/** Share of SLA capacity a rack carries, at an hour of the day or at the peak of its pool. */
export const loadAt = (rack: RackAnswer, pool: DeploymentAnswer | undefined, hourUtc: number | null): number | null => {
  if (hourUtc === null || rack.load === null || !pool) return rack.load;
  const [interactive, offline] = [pool.interactiveShareByHour[hourUtc], pool.offlineShareByHour[hourUtc]];
  return interactive === undefined ? rack.load : interactive + (offline ?? 0);
};

/** What a rack is there for, in words; null where that is left open. */
export const roleWord = (role: RackGroup['role']): string | null => ROLE_WORDS[role];

const ROLE_WORDS: Readonly<Record<RackGroup['role'], string | null>> = {
  auto: null,
  prefill: 'prefill',
  decode: 'decode',
  attention: 'attention',
  ffn: 'FFN',
  'kv-store': 'KV store',
  'cpu-tools': 'CPU for tools',
};

export interface RackName {
  readonly label: string;
  readonly system: System;
  readonly count: number;
  readonly role?: RackGroup['role'];
  readonly poolName: string | null;
  readonly rack: RackAnswer | null;
  readonly load: number | null;
}

/** "A2, GB200 NVL72, R1 chat, decode, 79 % of SLA capacity, 93 kW, limited by bandwidth"; a role stands after the system. */
export const rackName = ({ label, system, count, role = 'auto', poolName, rack, load }: RackName): string => {
  const what = count > 1 ? `${count} × ${system.name}` : system.name;
  const does = roleWord(role);
  const parts = [label, what, ...(does === null ? [] : [does]), poolName ?? 'no pool'];
  if (!rack) return [...parts, 'no answer yet'].join(', ');
  if (rack.phase && rack.phase !== role) parts.push(rack.phase);
  if (rack.verdict === 'overloaded') parts.push('overloaded');
  else if (load !== null) parts.push(`${loadText(load)} of SLA capacity`);
  parts.push(kilowattText(rack.drawn));
  if (rack.provisioned > rack.limit) parts.push(`over its feed of ${text(watts(rack.limit))}`);
  if (rack.wall) parts.push(`limited by ${wallWord(rack.wall)}`);
  return parts.join(', ');
};

/** `Ashburn A5–A8`: the first run of positions that fit, and how many more there are. */
export const fitsText = (scenario: Scenario, legal: ReadonlySet<string>): string | null => {
  for (const [siteIndex, site] of scenario.sites.entries()) {
    const free = Array.from({ length: positionCount(site) }, (_, i) => i).filter((i) =>
      legal.has(placeKey(site.id, i)),
    );
    const first = free[0];
    if (first === undefined) continue;
    let last = first;
    while (legal.has(placeKey(site.id, last + 1))) last += 1;
    const run =
      last > first
        ? `${positionLabel(siteIndex, first)}–${positionLabel(siteIndex, last)}`
        : positionLabel(siteIndex, first);
    return `${site.name} ${run}`;
  }
  return null;
};
