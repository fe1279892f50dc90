/**
 * Points of configurations with prefill apart [S5]: arithmetic on tables of either side. For each batch the fewest prefill engines that
 * keep up are the only ones worth having: more of them serve no more.
 */
import { at, locate } from '../maths/search.ts';
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { DECODE_RATE_SHARE, PREFILL_RATE_SHARE, type KvLink } from '../serving/disaggregated-curve.ts';
import type { RequestMix } from '../serving/requests.ts';
import type { TableOf } from './aggregated-points.ts';
import { CROWDING } from './frontier-limits.ts';
import type { NumberedUnit } from './frontier-points.ts';
import { addPoint, bothOf, usageOf, type Space } from './frontier-space.ts';
import type { Ratio } from './frontier-types.ts';
import type { PrefillSide, StepTable } from './step-tables.ts';

/** Decode engines of a unit that `auto` tries: more of them only make ratios finer. */
export const DECODE_COUNTS: readonly number[] = [1, 2, 3];

/** Decode on a table where prefill is apart, per engine and batch: the formulas of `disaggregatedCurveOf`, row by row. Eq. S5 */
export interface ApartRow {
  readonly step: number;
  readonly tpot: number;
  readonly endToEnd: number;
  /** Requests per second of one engine. */
  readonly throughput: number;
}

export const apartRow = (
  step: number,
  tokensPerStep: number,
  sequences: number,
  { outputTokens }: RequestMix,
): ApartRow => {
  const tpot = step / tokensPerStep;
  const endToEnd = step + (outputTokens - 1) * tpot;
  return { step, tpot, endToEnd, throughput: (DECODE_RATE_SHARE * sequences) / endToEnd };
};

/** Rows of a table along its batches. */
export const apartRows = (table: StepTable, tokensPerStep: number, mix: RequestMix): ApartRow[] =>
  Array.from(table.inFlight, (sequences, row) =>
    apartRow((table.step[row] ?? 0) * table.apart, tokensPerStep, sequences, mix),
  );

/** Prefill of one rack for decode of another, or of the same. */
export interface Pair {
  readonly prefillRack: number;
  readonly link: KvLink;
}

/** Bytes of KV that one prompt hands over. */
export const handedBytes = ({ instance }: StepTable, mix: RequestMix): number =>
  kvBytesPerSequence(instance.model, mix.inputTokens, instance.precision.kvBytes);

/** Seconds to hand them over: ranks of one attention group send and receive side by side. Eq. S5 */
export const handOverSeconds = (side: PrefillSide, table: StepTable, mix: RequestMix, link: KvLink): number => {
  const { tp, pp } = table.instance.layout;
  const lanes = Math.min(side.lanes, tp * pp);
  return link.latencySeconds + handedBytes(table, mix) / (link.bytesPerSecond * lanes);
};

/** Units side by side on the racks. */
export const unitsIn = (
  racks: Space['question']['racks'],
  decodeRack: number,
  prefillRack: number,
  prefillAccelerators: number,
  decodeAccelerators: number,
): number => {
  const [decode, prefill] = [racks[decodeRack]?.accelerators ?? 0, racks[prefillRack]?.accelerators ?? 0];
  return decodeRack === prefillRack
    ? Math.floor(decode / (prefillAccelerators + decodeAccelerators))
    : Math.min(Math.floor(prefill / prefillAccelerators), Math.floor(decode / decodeAccelerators));
};

/** Engines of one kind that prefill: all that fit; those worth having for their speed or their price; and those for their price alone. */
export interface Sides {
  readonly all: readonly PrefillSide[];
  readonly worthHaving: readonly PrefillSide[];
  readonly cheapest: readonly PrefillSide[];
}

/**
 * A side is not worth having where another's engines are of a size that divides its own and prefill for no more accelerator time: any
 * ratio with the one can be had with the other on as many accelerators. For their speed: which are also no slower for one prompt and
 * hand over through no fewer ranks.
 */
export const sidesOf = (all: readonly PrefillSide[]): Sides => {
  const price = ({ occupancy, accelerators }: PrefillSide): number => occupancy * accelerators;
  const noDearer = (other: PrefillSide, side: PrefillSide): boolean =>
    side.accelerators % other.accelerators === 0 && price(other) <= price(side);
  return {
    all,
    worthHaving: unbeaten(
      all,
      (other, side) => noDearer(other, side) && other.seconds <= side.seconds && other.lanes >= side.lanes,
    ),
    cheapest: unbeaten(all, noDearer),
  };
};

/** Those that no other beats; of two that beat each other the first. */
const unbeaten = (
  sides: readonly PrefillSide[],
  beats: (other: PrefillSide, side: PrefillSide) => boolean,
): PrefillSide[] =>
  sides.filter(
    (side, own) =>
      !sides.some((other, index) => index !== own && beats(other, side) && (index < own || !beats(side, other))),
  );

/** Adds every batch of one table with every side and ratio. */
export const addDisaggregated = (space: Space, of: TableOf, sides: Sides, pair: Pair): void => {
  const { mix, choices } = space.question;
  const rows = apartRows(of.table, choices.techniques[of.technique]?.tokensPerStepApart ?? 1, mix);
  const pruned = choices.ratios === 'auto' && space.prune;
  const counts = choices.ratios === 'auto' ? DECODE_COUNTS : distinct(choices.ratios.map(({ decodes }) => decodes));
  for (const decodes of counts) {
    const tpots = rows.map((_, row) => crowded(of.table, rows, row, decodes));
    // Finer ratios are for the price; the speed of a first token is that of one decode engine beside the same prefill.
    const tried = !pruned ? sides.all : decodes === 1 ? sides.worthHaving : sides.cheapest;
    for (const side of tried) addSide(space, { of, rows, tpots, decodes, side, pair });
  }
};

interface Beside {
  readonly of: TableOf;
  readonly rows: readonly ApartRow[];
  /** At the levels of the limits, by row. */
  readonly tpots: readonly (readonly [number, number, number])[];
  readonly decodes: number;
  readonly side: PrefillSide;
  readonly pair: Pair;
}

/** So many decode engines beside engines of one side: every batch with the prefill engines it needs. */
const addSide = (space: Space, beside: Beside): void => {
  const { question } = space;
  const { choices } = question;
  const { of, rows, tpots, decodes, side, pair } = beside;
  const { table } = of;
  const { link } = pair;
  const { engine } = table.instance;
  const handOver = handOverSeconds(side, table, question.mix, link);
  const bytes = handedBytes(table, question.mix);
  const meanFresh = Math.max(1, question.mix.inputTokens - question.mix.cachedTokens);
  const units = new Map<number, NumberedUnit>();
  for (const [row, { step, throughput }] of rows.entries()) {
    const served = decodes * throughput;
    // Every decode engine takes its KV through its own links.
    if (throughput * bytes > table.accelerators * link.bytesPerSecond) return;
    const least = Math.max(
      1,
      Math.ceil((served * side.occupancy) / PREFILL_RATE_SHARE - 1e-9),
      Math.ceil((served * bytes) / (side.accelerators * link.bytesPerSecond) - 1e-9),
    );
    const response = (engine.responseSeconds + engine.responseSteps * step) * table.responseFactorApart;
    const most = mostPrefills(space, beside, least);
    for (let prefills = least; prefills <= most; prefills++) {
      if (choices.ratios === 'auto' ? commonDivisor(prefills, decodes) > 1 : !asked(choices.ratios, prefills, decodes))
        continue;
      addPoint(space, {
        requestsPerSecond: served,
        inFlight: decodes * (table.inFlight[row] ?? 1),
        ttft: response + step + side.seconds + handOver,
        base: response + step + handOver,
        perToken: side.seconds / meanFresh,
        tpot: tpots[row] ?? NEVER,
        unit: unitOf(space, beside, units, prefills),
      });
    }
  }
};

const NEVER = [Infinity, Infinity, Infinity] as const;

const unitOf = (
  space: Space,
  { of, decodes, side, pair }: Beside,
  known: Map<number, NumberedUnit>,
  prefills: number,
): NumberedUnit => {
  const before = known.get(prefills);
  if (before) return before;
  const { table, rack, precision, technique } = of;
  const { question } = space;
  const usage = bothOf(
    usageOf(question, pair.prefillRack, prefills * side.accelerators),
    usageOf(question, rack, decodes * table.accelerators),
  );
  const apart = { rack: pair.prefillRack, layout: space.layoutIndex(side.instance.layout), prefills, decodes };
  const layout = space.layoutIndex(table.instance.layout);
  const unit = { usage, configuration: space.configurations.add({ rack, layout, precision, technique, apart }) };
  known.set(prefills, unit);
  return unit;
};

/** Most prefill engines to try beside so many decode engines when at least `least` are needed; below that where they are not there. */
const mostPrefills = ({ question, prune }: Space, { of, decodes, side, pair }: Beside, least: number): number => {
  const { racks, choices } = question;
  const decodeAccelerators = decodes * of.table.accelerators;
  const [own, other] = [racks[of.rack]?.accelerators ?? 0, racks[pair.prefillRack]?.accelerators ?? 0];
  if (decodeAccelerators > own) return 0;
  const room = pair.prefillRack === of.rack ? own - decodeAccelerators : other;
  const fit = Math.floor(room / side.accelerators);
  return choices.ratios === 'auto' && prune ? Math.min(fit, least) : fit;
};

const asked = (ratios: readonly Ratio[], prefills: number, decodes: number): boolean =>
  ratios.some((ratio) => ratio.prefills === prefills && ratio.decodes === decodes);

/** Numbers with one are those of fewer decode engines over again. */
const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

const distinct = (values: readonly number[]): number[] => [...new Set(values)];

/** TPOT at the levels of the limits when the sequences of all decode engines vary together. Eq. Q3 */
const crowded = (
  table: StepTable,
  rows: readonly ApartRow[],
  row: number,
  decodes: number,
): readonly [number, number, number] => {
  const { tpot = Infinity } = rows[row] ?? {};
  return [tpot, tpot * slowerAt(table, row, decodes, 1), tpot * slowerAt(table, row, decodes, 2)];
};

const slowerAt = ({ inFlight, cap, step }: StepTable, row: number, decodes: number, level: number): number => {
  const sequences = inFlight[row] ?? 1;
  const more = Math.min(cap, sequences + (CROWDING[level] ?? 0) * Math.sqrt(sequences / decodes));
  return Math.max(1, at(step, locate(inFlight, more)) / (step[row] ?? 1));
};
