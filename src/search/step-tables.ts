/**
 * What configurations share, worked out once: step times of a model cut by a layout over a ladder of batches, and prefill on its own.
 * Every mode, ratio and rack count reads the same tables; the points after that are arithmetic.
 */
import type { Instance } from '../performance/instance.ts';
import { instanceOf } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { decodeStep } from '../performance/step-time.ts';
import { gainedBy, verifiedBy } from '../performance/techniques.ts';
import { prefillOnly, servingApart } from '../serving/disaggregated-curve.ts';
import type { RequestMix } from '../serving/requests.ts';
import { batchCapOf, serviceAt, type ServiceRow } from '../serving/service-curve.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';

/** Batches of a table, from one sequence to all that fit. */
const BATCHES = 12;

export const batchesTo = (cap: number): Float64Array =>
  cap > 1 ? Float64Array.from({ length: BATCHES }, (_, i) => cap ** (i / (BATCHES - 1))) : Float64Array.of(1);

/** Decoding with one layout, set of formats and techniques. Aggregated rows are worked out when asked for. */
export interface StepTable {
  readonly instance: Instance;
  readonly accelerators: number;
  readonly cap: number;
  readonly capBy: 'memory' | 'batch';
  readonly inFlight: Float64Array;
  /** Seconds of a decode step at each batch, as served together with prefill; and the factor where that is apart. */
  readonly step: Float64Array;
  readonly apart: number;
  readonly responseFactorApart: number;
  /** Tokens a sequence gains per step where prefill is on the same engines. */
  readonly gained: number;
  readonly aggregated: (row: number) => ServiceRow;
  /** Least TPOT and end-to-end time that aggregated serving can have at a batch: prompts only add to them. */
  readonly aggregatedAtLeast: (row: number) => { readonly tpot: number; readonly endToEnd: number };
}

/** What every table of a search has in common. */
export interface Served {
  readonly model: Instance['model'];
  readonly mix: RequestMix;
  readonly engine: Instance['engine'];
  readonly calibration: Instance['calibration'];
  readonly terms: ServingTerms;
}

/** Null when not one sequence fits. */
export const stepTableOf = (
  { model, mix, engine, calibration, terms }: Served,
  device: Instance['device'],
  layout: Layout,
  precision: Instance['precision'],
  techniques: Instance['techniques'],
): StepTable | null => {
  const instance = instanceOf(model, device, layout, precision, engine, calibration, techniques);
  const batch = batchCapOf(instance, mix, terms);
  if (batch === null) return null;
  const context = mix.inputTokens + mix.outputTokens / 2;
  const [verified, gained] = [verifiedBy(techniques), gainedBy(techniques)];
  const inFlight = batchesTo(batch.cap);
  const step = inFlight.map((sequences) => decodeStep(instance, sequences, context, verified).time);
  const apart = servingApart(instance).factors;
  const rows = new Map<number, ServiceRow>();
  const aggregated = (row: number): ServiceRow => {
    const known = rows.get(row);
    if (known) return known;
    const made = serviceAt(instance, mix, terms, inFlight[row] ?? 1);
    rows.set(row, made);
    return made;
  };
  return {
    instance,
    accelerators: acceleratorsOf(layout),
    ...batch,
    inFlight,
    step,
    apart: apart.step / instance.factors.step,
    responseFactorApart: apart.ttft / apart.step,
    gained,
    aggregated,
    aggregatedAtLeast: (row) => {
      const tpot = (step[row] ?? 0) / gained;
      return { tpot, endToEnd: (mix.outputTokens - 1) * tpot };
    },
  };
};

/** Engines of one layout that only prefill. */
export interface PrefillSide {
  readonly instance: Instance;
  readonly accelerators: number;
  /** One prompt on its own, and engine time per prompt when batches are full. */
  readonly seconds: number;
  readonly occupancy: number;
  /** Ranks that hand over one sequence's KV side by side. */
  readonly lanes: number;
}

/** Null when not one prompt fits. Eq. S5 */
export const prefillSideOf = (
  { model, mix, engine, calibration, terms }: Served,
  device: Instance['device'],
  layout: Layout,
  precision: Instance['precision'],
  techniques: Instance['techniques'],
): PrefillSide | null => {
  // Drafting is for decoding: where prefill is apart it does none.
  const plain = { ...techniques, speculation: null };
  const instance = servingApart(instanceOf(model, device, layout, precision, engine, calibration, plain));
  if (batchCapOf(instance, { ...mix, outputTokens: 1 }, terms) === null) return null;
  const { seconds, occupancy } = prefillOnly(instance, mix, terms.prefillBudgetTokens);
  return { instance, accelerators: acceleratorsOf(layout), seconds, occupancy, lanes: layout.tp * layout.pp };
};
