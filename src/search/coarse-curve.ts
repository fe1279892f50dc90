/**
 * Service curves from the rows that the search has already: the same as those of `serving` with fewer batches, so that a load inside
 * the SLA can be compared for hundreds of configurations. The few that win are worked out again on full curves.
 */
import { DECODE_RATE_SHARE, PREFILL_RATE_SHARE } from '../serving/disaggregated-curve.ts';
import type { RequestMix } from '../serving/requests.ts';
import { rising, type ServiceCurve, type ServicePoint } from '../serving/service-curve.ts';
import { apartRow, apartRows, handedBytes, handOverSeconds, type ApartRow } from './disaggregated-points.ts';
import type { KvLink } from '../serving/disaggregated-curve.ts';
import type { PrefillSide, StepTable } from './step-tables.ts';

/** Rows of a table where prefill shares the steps. Eq. S1, Eq. S2, Eq. S3 */
export const aggregatedCurve = (table: StepTable, mix: RequestMix): ServiceCurve => {
  const { instance, cap, capBy, inFlight } = table;
  const rows = Array.from(inFlight, (_, row) => table.aggregated(row));
  const column = (of: (row: ServicePoint) => number): Float64Array => rising(Float64Array.from(rows, of));
  const endToEnd = column((row) => row.endToEnd);
  const { engine, layout, factors } = instance;
  return {
    inFlight,
    stepTime: column((row) => row.stepTime),
    tpot: column((row) => row.tpot),
    prefillTime: column((row) => row.prefillTime),
    prefillBeyondStep: column((row) => row.prefillBeyondStep),
    prefillOccupancy: column((row) => row.prefillOccupancy),
    prefillServers: 1,
    mixedShare: Float64Array.from(rows, (row) => row.mixedShare),
    endToEnd,
    throughput: rising(Float64Array.from(rows, (row, i) => row.inFlight / (endToEnd[i] ?? Infinity))),
    decodeSeconds: [],
    addedSeconds: [],
    responseSteps: engine.responseSteps + (layout.attnDp > 1 ? engine.attentionDpSteps : 0),
    responseFactor: factors.ttft / factors.step,
    cap,
    capBy,
    reuse: null,
    mix,
  };
};

/** Engines of one unit with prefill apart. */
export interface Unit {
  readonly table: StepTable;
  readonly tokensPerStep: number;
  readonly side: PrefillSide;
  readonly prefills: number;
  readonly decodes: number;
  readonly link: KvLink;
}

/** Requests per second that prefill and the links of a unit bring. Eq. S5 */
export const broughtBy = ({ table, side, prefills, decodes, link }: Unit, mix: RequestMix): number =>
  Math.min(
    (PREFILL_RATE_SHARE * prefills) / side.occupancy,
    (Math.min(prefills * side.accelerators, decodes * table.accelerators) * link.bytesPerSecond) /
      handedBytes(table, mix),
  );

/** Rows of a table up to the load that prefill and links bring; the last one lies between two batches, its step on the line between theirs. Eq. S5 */
export const apartCurve = (unit: Unit, mix: RequestMix): ServiceCurve => {
  const { table, tokensPerStep, side, prefills, decodes, link } = unit;
  const brought = broughtBy(unit, mix);
  const rows: (ApartRow & { readonly sequences: number })[] = [];
  for (const [row, one] of apartRows(table, tokensPerStep, mix).entries()) {
    const sequences = table.inFlight[row] ?? 1;
    if (decodes * one.throughput <= brought) {
      rows.push({ ...one, sequences });
      continue;
    }
    rows.push(rowBringing(brought / decodes, rows.at(-1), { ...one, sequences }, tokensPerStep, mix));
    break;
  }
  const [first] = rows;
  if (rows.length === 1 && first)
    rows.unshift({ ...first, sequences: first.sequences / 2, throughput: first.throughput / 2 });
  const column = (of: (row: (typeof rows)[number]) => number): Float64Array => rising(Float64Array.from(rows, of));
  const passage = handOverSeconds(side, table, mix, link);
  return {
    inFlight: column(({ sequences }) => decodes * sequences),
    stepTime: column(({ step }) => step),
    tpot: column(({ tpot }) => tpot),
    prefillTime: column(() => side.seconds),
    prefillBeyondStep: column(() => side.seconds + passage),
    passage: column(() => passage),
    prefillOccupancy: column(() => side.occupancy),
    prefillServers: prefills,
    mixedShare: new Float64Array(rows.length),
    endToEnd: column(({ endToEnd }) => endToEnd),
    throughput: column(({ throughput }) => decodes * throughput),
    decodeSeconds: [],
    addedSeconds: [],
    responseSteps: table.instance.engine.responseSteps,
    responseFactor: table.responseFactorApart,
    cap: table.cap * decodes,
    capBy: table.capBy,
    reuse: null,
    mix,
  };
};

/** The batch at which one engine serves just `requestsPerSecond`, between one that serves less and one that serves more. */
const rowBringing = (
  requestsPerSecond: number,
  below: (ApartRow & { readonly sequences: number }) | undefined,
  beyond: ApartRow & { readonly sequences: number },
  tokensPerStep: number,
  mix: RequestMix,
): ApartRow & { readonly sequences: number } => {
  // Below the first batch a lone sequence is there part of the time: steps stay as they are.
  const share = below ? (requestsPerSecond - below.throughput) / (beyond.throughput - below.throughput) : 0;
  const step = below ? below.step + share * (beyond.step - below.step) : beyond.step;
  const { tpot, endToEnd } = apartRow(step, tokensPerStep, 1, mix);
  return {
    step,
    tpot,
    endToEnd,
    throughput: requestsPerSecond,
    sequences: (requestsPerSecond * endToEnd) / DECODE_RATE_SHARE,
  };
};
