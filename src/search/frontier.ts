/**
 * Every configuration of a model on racks, as points of speed for one user against output of the hardware [X1]:
 *
 *   layouts, formats, techniques ─► step tables ─► points with prefill apart ─► aggregated points ─► fronts
 *                                        └──────────────► bounds ─► loads inside the SLA ─► best
 *   racks that run FFNs for others ─► service curves ─► points and loads
 *
 * A generator: it hands over what it has after each slice of work, and whoever runs it may stop asking.
 */
import { instanceOf } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { addAggregated, type TableOf } from './aggregated-points.ts';
import { addDisaggregated, sidesOf, type Pair, type Sides } from './disaggregated-points.ts';
import { searchSplits, splitRacksOf, type SplitsFound } from './frontier-attention-ffn.ts';
import { describeBest } from './frontier-best.ts';
import { tablesFor, type FrontierCache } from './frontier-cache.ts';
import { createSpace, type Space } from './frontier-space.ts';
import {
  VERDICTS,
  type FrontierAnswer,
  type FrontierBest,
  type FrontierChunk,
  type FrontierQuestion,
  type PointVerdict,
  type RackChoice,
} from './frontier-types.ts';
import { layoutsOf, layoutReason, refusedLayouts } from './layouts.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { bestUnderSla } from './sla-best.ts';

export interface FrontierOptions {
  /** Off: points that cannot win are worked out as well, and every number of prefill engines is tried. */
  readonly prune?: boolean;
}

/** Tables between two chunks: a slice takes about ten milliseconds. */
const SLICE = 32;
/** Shares of the work: tables with the points of prefill apart, aggregated points, loads inside the SLA. */
const PHASES = [0.6, 0.8] as const;
/** Share of all that is done before attention and FFN apart, where racks have that. */
const BEFORE_SPLITS = 0.3;

/** Accelerators that one engine may span. */
const spanOf = ({ accelerators, largestGroup }: RackChoice): number => Math.min(accelerators, largestGroup ?? Infinity);

/** The caller times it, and may stop after any chunk; tables made so far stay in the cache. Eq. X1 */
export function* searchFrontier(
  question: FrontierQuestion,
  cache: FrontierCache,
  { prune = true }: FrontierOptions = {},
): Generator<FrontierChunk, FrontierAnswer> {
  const space = createSpace(question, tablesFor(question, cache), prune);
  const refusals = createRefusals(question);
  const wanted = question.choices.modes.some((mode) => mode !== 'attention-ffn') ? wantedTables(space, refusals) : [];
  const sides = sidesIn(space);
  const pairs = pairsIn(space, refusals, wanted.length);
  const splitRacks = splitRacksOf(question, refusals);
  const tables: TableOf[] = [];
  let handed = 0;
  const chunk = (done: number, after = splitRacks.length > 0 ? BEFORE_SPLITS : 1): FrontierChunk => {
    const columns = space.points.columns(handed);
    handed = space.points.size();
    return { done: after * done, columns };
  };
  for (const [index, one] of wanted.entries()) {
    const { rack, layout, precision, technique } = one;
    const table = space.tables.step(rack, layout, precision, technique);
    if (table) {
      const of: TableOf = { table, rack, precision, technique };
      tables.push(of);
      for (const pair of pairs.get(rack) ?? []) {
        addDisaggregated(space, of, sides(pair.prefillRack, precision, technique), pair);
      }
    } else noteTooSmall(space, refusals, one);
    if (index % SLICE === SLICE - 1) yield chunk((PHASES[0] * index) / wanted.length);
  }
  if (question.choices.modes.includes('aggregated')) {
    for (const [index, of] of mostPromising(tables).entries()) {
      addAggregated(space, of);
      if (index % SLICE === SLICE - 1) yield chunk(PHASES[0] + ((PHASES[1] - PHASES[0]) * index) / tables.length);
    }
  }
  yield chunk(PHASES[1]);
  const best: FrontierBest[] = [];
  let knees = 0;
  for (const [rack, { only }] of question.racks.entries()) {
    if (only) continue;
    for (const pair of [null, ...(pairs.get(rack) ?? [])]) {
      // Racks that serve alone choose among both modes; a second rack for prefill is a choice of its own.
      const own =
        pair === null ? ((pairs.get(rack) ?? []).find(({ prefillRack }) => prefillRack === rack) ?? null) : pair;
      if (pair !== null && pair.prefillRack === rack) continue;
      const { found, opened } = bestUnderSla(space, {
        rack,
        tables: tables.filter((of) => of.rack === rack),
        aggregated: pair === null && question.choices.modes.includes('aggregated'),
        pair: own,
        sidesFor: ({ precision, technique }) => sides(own?.prefillRack ?? rack, precision, technique).all,
      });
      knees += opened;
      const described = describeBest(space, found);
      if (described) best.push(described);
      yield chunk(PHASES[1] + ((1 - PHASES[1]) * (rack + 1)) / question.racks.length);
    }
  }
  const splits = yield* splitChunks(space, refusals, splitRacks, sides, chunk);
  return answerOf(space, refusals, [...best, ...splits.best], knees + splits.tried, splits);
}

/** A chunk for every curve: they are slow. */
function* splitChunks(
  space: Space,
  refusals: Refusals,
  racks: ReturnType<typeof splitRacksOf>,
  sides: ReturnType<typeof sidesIn>,
  chunk: (done: number, after: number) => FrontierChunk,
): Generator<FrontierChunk, SplitsFound> {
  if (racks.length === 0) return { best: [], tried: 0, left: 0 };
  const run = searchSplits(space, refusals, racks, (...of) => sides(...of).all);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    yield chunk(BEFORE_SPLITS + (1 - BEFORE_SPLITS) * step.value, 1);
  }
}

interface WantedTable {
  readonly rack: number;
  readonly layout: Layout;
  readonly precision: number;
  readonly technique: number;
}

/** All combinations that may run; the others go to the refusals. */
const wantedTables = ({ question }: Space, refusals: Refusals): WantedTable[] => {
  const { model, racks, choices } = question;
  const { precisions, techniques } = choices;
  const able = techniques.flatMap((choice, technique) => {
    if (choice.techniques.speculation?.method !== 'mtp' || model.mtpLayers > 0) return [technique];
    refusals.other('no-mtp-layer', null, 1, `${choice.label}: ${model.name} has no layers for multi-token prediction`);
    return [];
  });
  return racks.flatMap((rack, index) => {
    if (rack.only) return [];
    const layouts =
      choices.layouts === 'auto'
        ? layoutsOf(model, rack.device, spanOf(rack))
        : choices.layouts.filter((layout) => {
            const reason = layoutReason(model, rack.device, layout, spanOf(rack));
            if (reason !== null) refusals.layout(rack, layout, reason);
            return reason === null;
          });
    if (choices.layouts === 'auto') {
      for (const { layout, reason } of refusedLayouts(model, rack.device, spanOf(rack)))
        refusals.layout(rack, layout, reason);
    }
    return precisions.flatMap(({ refusedOn }, precision) => {
      const words = refusedOn?.[rack.rackId];
      if (words === undefined)
        return able.flatMap((technique) => layouts.map((layout) => ({ rack: index, layout, precision, technique })));
      refusals.other('format-not-supported', rack, layouts.length * able.length, words);
      return [];
    });
  });
};

/** Prefill engines of a rack by formats and techniques. */
const sidesIn = ({ question, tables }: Space): ((rack: number, precision: number, technique: number) => Sides) => {
  const { model, racks, choices } = question;
  const known = new Map<string, Sides>();
  return (index, precision, technique) => {
    const key = `${index}/${precision}/${technique}`;
    const before = known.get(key);
    if (before) return before;
    const rack = racks[index];
    if (!rack) throw new Error(`no rack ${index}`);
    const layouts =
      choices.layouts === 'auto'
        ? layoutsOf(model, rack.device, spanOf(rack))
        : choices.layouts.filter((one) => layoutReason(model, rack.device, one, spanOf(rack)) === null);
    const refused = choices.precisions[precision]?.refusedOn?.[rack.rackId] !== undefined;
    const all = refused ? [] : layouts.flatMap((layout) => tables.prefill(index, layout, precision, technique) ?? []);
    const sides = sidesOf(all);
    known.set(key, sides);
    return sides;
  };
};

/** Racks that may prefill, by the rack that decodes. */
const pairsIn = ({ question }: Space, refusals: Refusals, tables: number): Map<number, Pair[]> => {
  const { racks, links, choices } = question;
  if (!choices.modes.includes('disaggregated')) return new Map();
  return new Map(
    racks.map((rack, index) => {
      if (rack.only) return [index, []];
      const pairs = links.flatMap(({ prefillRackId, decodeRackId, link }): Pair[] => {
        const prefillRack = racks.findIndex(({ rackId }) => rackId === prefillRackId);
        const serves = racks[prefillRack]?.only === undefined;
        return decodeRackId === rack.rackId && prefillRack >= 0 && serves ? [{ prefillRack, link }] : [];
      });
      if (pairs.length === 0) {
        refusals.other('no-kv-link', rack, tables, `${rack.label}: no link carries KV from prefill to decode`);
      }
      return [index, pairs];
    }),
  );
};

const noteTooSmall = (
  { question }: Space,
  refusals: Refusals,
  { rack: index, layout, precision, technique }: WantedTable,
): void => {
  const { model, racks, engine, calibration, choices } = question;
  const rack = racks[index];
  const format = choices.precisions[precision];
  if (!rack || !format) return;
  const { techniques } = choices.techniques[technique] ?? {};
  const instance = instanceOf(model, rack.device, layout, format.precision, engine, calibration, techniques);
  const { room } = kvRoomPerRank(instance, choices.prefillBudgetTokens);
  refusals.tooSmall(rack, layout, format.label, Math.max(0, -room));
};

/** Tables whose best batch is good for user and hardware at once come first: what they reach spares work on the others. */
const mostPromising = (tables: readonly TableOf[]): TableOf[] => {
  const promise = ({ table }: TableOf): number =>
    table.inFlight.reduce((most, sequences, row) => {
      const perUser = table.gained / (table.step[row] ?? Infinity);
      return Math.max(most, (perUser * perUser * sequences) / table.accelerators);
    }, 0);
  return tables
    .map((of) => ({ of, promise: promise(of) }))
    .toSorted((a, b) => b.promise - a.promise)
    .map(({ of }) => of);
};

const answerOf = (
  space: Space,
  refusals: Refusals,
  best: readonly FrontierBest[],
  knees: number,
  { tried, left }: SplitsFound,
): FrontierAnswer => {
  const { points, fronts, configurations, question, tables } = space;
  const perAccelerator = fronts.perAccelerator.indices();
  for (const index of perAccelerator) {
    if (points.verdictAt(index) === VERDICTS.indexOf('dominated')) points.setVerdict(index, VERDICTS.indexOf('front'));
  }
  const columns = points.columns(0);
  const counted = points.counts();
  const of = (verdict: PointVerdict): number => counted[VERDICTS.indexOf(verdict)] ?? 0;
  const byVerdict = {
    dominated: of('dominated'),
    front: of('front'),
    ttft: of('ttft'),
    tpot: of('tpot'),
    e2e: of('e2e'),
  };
  const rejected = refusals.families();
  return {
    columns,
    configurations: configurations.columns(),
    layouts: space.layouts,
    rackIds: question.racks.map(({ rackId }) => rackId),
    fronts: {
      perAccelerator,
      perKilowatt: withKnown(fronts.perKilowatt.indices(), columns.tokensPerSecondPerKilowatt),
      perDollar: withKnown(fronts.perDollar.indices(), columns.tokensPerDollar),
    },
    best: best.toSorted((a, b) => b.slaTokensPerSecondPerAccelerator - a.slaTokensPerSecondPerAccelerator),
    rejected,
    counts: {
      configurations: configurations.size(),
      points: points.size(),
      prunedPoints: space.prunedPoints,
      knees,
      byVerdict,
      rejected: rejected.reduce((sum, { count }) => sum + count, 0),
      splitCurves: { tried, left },
      tablesMade: tables.made(),
      tablesReused: tables.reused(),
    },
  };
};

/** A rack without a price or a power figure has no front per dollar or per kW. */
const withKnown = (indices: Uint32Array, column: Float64Array): Uint32Array =>
  indices.filter((index) => !Number.isNaN(column[index]));
