/**
 * The configuration that serves most inside every percentile of the targets, waiting included, by branch and bound: a load is worked
 * out only where its bound without waiting may still win. Bounds come from the tables and hold for any ratio and any number of units.
 */
import { PREFILL_RATE_SHARE } from '../serving/disaggregated-curve.ts';
import { offlineCapacityOf, slaCapacityOf } from '../serving/open-load.ts';
import type { ServiceCurve } from '../serving/service-curve.ts';
import type { TableOf } from './aggregated-points.ts';
import { bestFirst, type Found, type Opened } from './best-first.ts';
import { aggregatedCurve, apartCurve, broughtBy, type Unit } from './coarse-curve.ts';
import { unitsIn, type Pair } from './disaggregated-points.ts';
import type { Space } from './frontier-space.ts';
import { decodeThroughput, prefillLimits, throughputBesidePrompts, throughputWithPrompts } from './sla-bounds.ts';
import type { PrefillSide } from './step-tables.ts';

/** A configuration and how many of them stand side by side. */
export interface Candidate {
  readonly of: TableOf;
  /** Null where prefill shares the engines. */
  readonly apart: { readonly unit: Unit; readonly pair: Pair } | null;
  readonly units: number;
}

/** What a search over one rack, or over a pair of racks, chooses from. */
export interface Field {
  readonly rack: number;
  readonly tables: readonly TableOf[];
  readonly aggregated: boolean;
  readonly pair: Pair | null;
  readonly sidesFor: (of: TableOf) => readonly PrefillSide[];
}

/** Candidates kept for a second look on full curves. */
const FINALISTS = 3;

/**
 * From rough to sharp: a table at its best, with the time of prompts where they share its engines or with one of the sides that prefill,
 * with numbers of engines, with the wait for prefill, and at last the load itself.
 */
type Node =
  | {
      readonly kind: 'table' | 'table-with-prompts';
      readonly bound: number;
      readonly of: TableOf;
      readonly units: number;
    }
  | { readonly kind: 'apart'; readonly bound: number; readonly of: TableOf; readonly decodeLimit: number }
  | (ApartNode & { readonly kind: 'side'; readonly side: PrefillSide })
  | (ApartNode & { readonly kind: 'engines' | 'engines-waiting'; readonly unit: Unit });

interface ApartNode {
  readonly bound: number;
  readonly of: TableOf;
  /** Requests per second of one decode engine within the limits. */
  readonly decodeLimit: number;
}

/** Finalists with their loads in requests per second over the racks, best first, and the number of loads worked out. Eq. X1, Eq. Q1 */
export const bestUnderSla = (
  space: Space,
  field: Field,
): { readonly found: readonly Found<Candidate>[]; readonly opened: number } => {
  const { pair } = field;
  const prefillLimit = prefillLimits(space);
  const open = (node: Node): Opened<Node, Candidate> => {
    switch (node.kind) {
      case 'table':
        return {
          below: [{ ...node, kind: 'table-with-prompts', bound: node.units * throughputWithPrompts(space, node.of) }],
        };
      case 'table-with-prompts': {
        const { of, units } = node;
        const curve = aggregatedCurve(of.table, space.question.mix);
        return { leaf: { of, apart: null, units }, value: loadOf(space, curve, units) };
      }
      case 'apart':
        return { below: field.sidesFor(node.of).map((side) => withSide(space, field, node, side)) };
      case 'side':
        return { below: pair ? withEngines(space, field.rack, pair, node) : [] };
      case 'engines': {
        const { unit, decodeLimit } = node;
        const bound = Math.min(prefillLimit(unit.side, unit.prefills), unit.decodes * decodeLimit);
        return { below: [{ ...node, kind: 'engines-waiting', bound }] };
      }
      case 'engines-waiting': {
        const { of, unit } = node;
        if (!pair) return { below: [] };
        return {
          leaf: { of, apart: { unit, pair }, units: 1 },
          value: loadOf(space, apartCurve(unit, space.question.mix), 1),
        };
      }
    }
  };
  return bestFirst(
    [...(field.aggregated ? sharedRoots(space, field) : []), ...(pair ? apartRoots(space, field) : [])],
    open,
    FINALISTS,
  );
};

/** Load of so many units, inside the targets or, without any, offline. */
export const loadOf = ({ question }: Space, curve: ServiceCurve, instances: number): number => {
  const group = { curve, instances, engine: question.engine };
  return question.targets.length > 0 ? slaCapacityOf(group, question.targets) : offlineCapacityOf(group);
};

/** Decode as if prompts cost nothing. */
const sharedRoots = (space: Space, { rack, tables }: Field): Node[] =>
  tables.flatMap((of): Node[] => {
    const units = Math.floor((space.question.racks[rack]?.accelerators ?? 0) / of.table.accelerators);
    return units > 0 ? [{ kind: 'table', of, units, bound: units * throughputBesidePrompts(space, of) }] : [];
  });

/** Decode within the limits beside the prefill that takes least, were engines divisible. */
const apartRoots = (space: Space, field: Field): Node[] => {
  const { choices } = space.question;
  return field.tables.flatMap((of): Node[] => {
    const tokensPerStep = choices.techniques[of.technique]?.tokensPerStepApart ?? 1;
    const decodeLimit = decodeThroughput(space, of, tokensPerStep);
    const least = field.sidesFor(of).reduce((cost, side) => Math.min(cost, prefillCost(side)), Infinity);
    const bound = decodeLimit > 0 && least < Infinity ? divisible(space, field, of, decodeLimit, least) : 0;
    return bound > 0 ? [{ kind: 'apart', of, decodeLimit, bound }] : [];
  });
};

/** Accelerator seconds that the prefill of one request takes. */
const prefillCost = ({ occupancy, accelerators }: PrefillSide): number =>
  (occupancy * accelerators) / PREFILL_RATE_SHARE;

/** Requests per second over the racks if any part of them could prefill and the rest decode. */
const divisible = (
  { question }: Space,
  { rack, pair }: Field,
  { table }: TableOf,
  decodeLimit: number,
  prefillEach: number,
): number => {
  const own = question.racks[rack]?.accelerators ?? 0;
  const other = question.racks[pair?.prefillRack ?? rack]?.accelerators ?? 0;
  const decodeEach = table.accelerators / decodeLimit;
  return pair?.prefillRack === rack
    ? own / (prefillEach + decodeEach)
    : Math.min(other / prefillEach, own / decodeEach);
};

const withSide = (
  space: Space,
  field: Field,
  { of, decodeLimit }: { readonly of: TableOf; readonly decodeLimit: number },
  side: PrefillSide,
): Node => ({
  kind: 'side',
  of,
  decodeLimit,
  side,
  bound: divisible(space, field, of, decodeLimit, prefillCost(side)),
});

const withEngines = (
  space: Space,
  rack: number,
  pair: Pair,
  { of, decodeLimit, side }: ApartNode & { readonly side: PrefillSide },
): Node[] => {
  const { question } = space;
  const tokensPerStep = question.choices.techniques[of.technique]?.tokensPerStepApart ?? 1;
  return countsOn(space, rack, pair, of, side).map(({ prefills, decodes }): Node => {
    const unit: Unit = { table: of.table, tokensPerStep, side, prefills, decodes, link: pair.link };
    const bound = Math.min(broughtBy(unit, question.mix), decodes * decodeLimit);
    return { kind: 'engines', of, decodeLimit, unit, bound };
  });
};

/** Engines of either side that fill the racks: behind one router another engine never serves less, so only full racks are looked at. */
const countsOn = (
  { question }: Space,
  rack: number,
  { prefillRack }: Pair,
  { table }: TableOf,
  side: PrefillSide,
): { readonly prefills: number; readonly decodes: number }[] => {
  const { racks, choices } = question;
  const own = racks[rack]?.accelerators ?? 0;
  const most = Math.floor(own / table.accelerators);
  if (choices.ratios !== 'auto') {
    return choices.ratios.flatMap(({ prefills, decodes }) => {
      const units = unitsIn(racks, rack, prefillRack, prefills * side.accelerators, decodes * table.accelerators);
      return units > 0 ? [{ prefills: units * prefills, decodes: units * decodes }] : [];
    });
  }
  if (prefillRack !== rack) {
    const prefills = Math.floor((racks[prefillRack]?.accelerators ?? 0) / side.accelerators);
    return prefills > 0 && most > 0 ? [{ prefills, decodes: most }] : [];
  }
  return Array.from({ length: most }, (_, index) => ({
    prefills: Math.floor((own - (index + 1) * table.accelerators) / side.accelerators),
    decodes: index + 1,
  })).filter(({ prefills }) => prefills > 0);
};
