/**
 * Which published latency rows the planner carries: of every combination of model, system, engine, mode, precision and speculation
 * one curve with its lowest, a middle and its highest load; then further curves of measurement campaigns until the list is full.
 */
import { qualityOf } from '../end-to-end/row-quality.ts';
import type { E2eRow } from '../../../src/validation/rows/e2e-row.ts';

/** Room for one curve of every combination and some more; few enough to load and to predict while a person waits. */
export const MOST_LATENCY_POINTS = 340;

interface Curve {
  readonly group: string;
  readonly combination: string;
  readonly campaign: boolean;
  /** By load. */
  readonly rows: readonly E2eRow[];
}

/**
 * Ids of the chosen rows, each with the id its curve is known by: that of its lowest load. Rows that contradict themselves, whose
 * weights do not fit (`holdsWeights`: a precision that a reader assumed), or that are not fit for scoring, are never chosen.
 */
export const chooseLatency = (
  rows: readonly E2eRow[],
  holdsWeights: (row: E2eRow) => boolean,
  most = MOST_LATENCY_POINTS,
): ReadonlyMap<string, string> => {
  const sound = rows.filter((row) => row.score && qualityOf(row).weight > 0 && holdsWeights(row));
  const byCombination = groupBy(curvesOf(sound), ({ combination }) => combination);
  const combinations = [...byCombination.keys()].toSorted();
  const ranked = new Map(combinations.map((name) => [name, (byCombination.get(name) ?? []).toSorted(better)]));
  const chosen = new Map<string, string>();
  const deepest = Math.max(0, ...[...ranked.values()].map((curves) => curves.length));
  for (let round = 0; round < deepest; round++) {
    for (const name of combinations) {
      const curve = ranked.get(name)?.[round];
      if (!curve || (round > 0 && !curve.campaign)) continue;
      const ids = endsAndMiddle(curve.rows).map(({ id }) => id);
      if (chosen.size + ids.length > most) continue;
      for (const id of ids) chosen.set(id, ids[0] ?? id);
    }
  }
  return chosen;
};

const curvesOf = (rows: readonly E2eRow[]): readonly Curve[] =>
  [...groupBy(rows, ({ group }) => group)].flatMap(([group, all]) => {
    const first = all[0];
    if (!first) return [];
    const { model, system, backendCell, mode, weightPrecision, specDecode } = first;
    return [
      {
        group,
        combination: [model, system, backendCell.toLowerCase(), mode, weightPrecision, specDecode].join('|'),
        campaign: qualityOf(first).core,
        rows: all.toSorted(byLoad),
      },
    ];
  });

/** The highest load is always among them: it says how many users the curve was given room for. */
const endsAndMiddle = (rows: readonly E2eRow[]): readonly E2eRow[] => {
  const places = new Set([0, Math.floor((rows.length - 1) / 2), rows.length - 1]);
  return [...places].flatMap((place) => rows[place] ?? []);
};

const byLoad = (a: E2eRow, b: E2eRow): number =>
  (a.concurrency ?? 0) - (b.concurrency ?? 0) ||
  (a.isl ?? 0) - (b.isl ?? 0) ||
  (a.osl ?? 0) - (b.osl ?? 0) ||
  alphabetical(a.id, b.id);

/** Campaigns first, then the curve with more loads. */
const better = (a: Curve, b: Curve): number =>
  Number(b.campaign) - Number(a.campaign) || b.rows.length - a.rows.length || alphabetical(a.group, b.group);

export const alphabetical = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};
