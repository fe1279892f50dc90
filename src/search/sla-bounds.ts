/** What no load inside the targets exceeds, read off the tables: for engines that do both, for decode alone, and for prefill with its wait. */
import { PREFILL_RATE_SHARE } from '../serving/disaggregated-curve.ts';
import { slaCapacityOf } from '../serving/open-load.ts';
import type { ServiceCurve } from '../serving/service-curve.ts';
import type { TableOf } from './aggregated-points.ts';
import { apartRows } from './disaggregated-points.ts';
import { loosestTpot } from './frontier-limits.ts';
import type { Space } from './frontier-space.ts';
import type { PrefillSide } from './step-tables.ts';

/** One batch of a curve: TPOT and requests per second, or bounds of them. */
interface Rate {
  readonly tpot: number;
  readonly throughput: number;
}

/** Requests per second at the slowest TPOT allowed, on the line between two batches as a curve is read; 0 if none is allowed. */
const throughputWithin = (rates: Iterable<Rate>, limit: number): number => {
  let [tpotBefore, before] = [0, 0];
  for (const { tpot, throughput } of rates) {
    if (tpot > limit) {
      // Below the first batch TPOT is that of the first.
      return before === 0
        ? 0
        : before + ((limit - tpotBefore) / (tpot - tpotBefore)) * Math.max(0, throughput - before);
    }
    [tpotBefore, before] = [Math.max(tpot, tpotBefore), Math.max(throughput, before)];
  }
  return before;
};

/** Of one engine that decodes only. */
export const decodeThroughput = ({ question, limits }: Space, { table }: TableOf, tokensPerStep: number): number =>
  throughputWithin(apartRows(table, tokensPerStep, question.mix), loosestTpot(limits));

/** Of one instance if prompts cost nothing: a bound, since they make every batch slower. */
export const throughputBesidePrompts = ({ limits }: Space, { table }: TableOf): number =>
  throughputWithin(
    Array.from(table.inFlight, (sequences, row) => {
      const { tpot, endToEnd } = table.aggregatedAtLeast(row);
      return { tpot, throughput: sequences / endToEnd };
    }),
    loosestTpot(limits),
  );

/** What rows out of order may add to a load that is read off two of them. */
const UNEVEN = 1.02;

/** The same with the time of prompts, from the largest batch downwards: rows below the first that is allowed are not worked out. */
export const throughputWithPrompts = ({ limits }: Space, { table }: TableOf): number => {
  const limit = loosestTpot(limits);
  let beyond: Rate | null = null;
  for (let row = table.inFlight.length - 1; row >= 0; row--) {
    if (table.aggregatedAtLeast(row).tpot > limit) continue;
    const { tpot, endToEnd, inFlight } = table.aggregated(row);
    const rate = { tpot, throughput: inFlight / endToEnd };
    if (tpot <= limit) {
      const next = beyond ?? rateBeyond(table, row);
      return UNEVEN * throughputWithin(next ? [rate, next] : [rate], limit);
    }
    beyond = rate;
  }
  return 0;
};

/** The least that the batch after a row can be, where it was not worked out. */
const rateBeyond = (table: TableOf['table'], row: number): Rate | null => {
  const sequences = table.inFlight[row + 1];
  if (sequences === undefined) return null;
  const { tpot, endToEnd } = table.aggregatedAtLeast(row + 1);
  return { tpot, throughput: sequences / endToEnd };
};

/** Load up to which so many prefill engines behind one router keep the limits on the first token, were all the rest instant; remembered. */
export const prefillLimits = (space: Space): ((side: PrefillSide, servers: number) => number) => {
  const { targets, mix } = space.question;
  const firstTokens = targets.filter(({ ttft }) => ttft !== null).map((one) => ({ ...one, tpot: null, e2e: null }));
  const known = new Map<PrefillSide, Map<number, number>>();
  return (side, servers) => {
    if (firstTokens.length === 0) return (servers * PREFILL_RATE_SHARE) / side.occupancy;
    const ofSide = known.get(side) ?? new Map<number, number>();
    known.set(side, ofSide);
    const before = ofSide.get(servers);
    if (before !== undefined) return before;
    const limit = slaLoadOfPrefill(space, side, servers, firstTokens, mix);
    ofSide.set(servers, limit);
    return limit;
  };
};

const slaLoadOfPrefill = (
  { question }: Space,
  side: PrefillSide,
  servers: number,
  targets: Space['question']['targets'],
  mix: ServiceCurve['mix'],
): number => {
  const both = (value: number): Float64Array => Float64Array.of(value, value);
  const most = PREFILL_RATE_SHARE / side.occupancy;
  const curve: ServiceCurve = {
    inFlight: Float64Array.of(1e-6, 1),
    stepTime: both(0),
    tpot: both(0),
    prefillTime: both(side.seconds),
    prefillBeyondStep: both(side.seconds),
    prefillOccupancy: both(side.occupancy),
    prefillServers: 1,
    mixedShare: both(0),
    endToEnd: both(0),
    throughput: Float64Array.of(1e-6 * most, most),
    decodeSeconds: [],
    addedSeconds: [],
    responseSteps: 0,
    responseFactor: 0,
    cap: 1e9,
    capBy: 'prefill',
    reuse: null,
    mix,
  };
  // The search by halving begins at this share of the range, and stops short of the root by a ten-millionth of it.
  const least = 1e-4 * most * servers;
  return Math.max(least, slaCapacityOf({ curve, instances: servers, engine: question.engine }, targets) * (1 + 1e-3));
};
