/**
 * Points of configurations whose attention and FFN stand apart [S6]: the rows of their service curve, each with the fewest prefill
 * engines that bring what it serves. Accelerators of all parts count.
 */
import { kvBytesPerSequence } from '../performance/kv-cache.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import type { AttentionFfnQuestion } from '../serving/attention-ffn-question.ts';
import { PREFILL_RATE_SHARE } from '../serving/disaggregated-curve.ts';
import { tpotAt, type ServiceCurve } from '../serving/service-curve.ts';
import type { SplitChoice, SplitRacks, SplitShape } from './attention-ffn-shapes.ts';
import { CROWDING } from './frontier-limits.ts';
import type { NumberedUnit } from './frontier-points.ts';
import { addPoint, bothOf, usageOf, type Space } from './frontier-space.ts';
import { SRAM_POOL, type FrontierConfiguration } from './frontier-types.ts';

/** A curve with what it is the curve of. */
export interface SplitCurve {
  readonly racks: Pick<SplitRacks, 'attention' | 'ffn'>;
  readonly shape: SplitShape;
  readonly choice: SplitChoice;
  readonly question: AttentionFfnQuestion;
  readonly curve: ServiceCurve;
}

export const ffnAcceleratorsOf = ({ ffn }: Pick<AttentionFfnQuestion, 'ffn'>): number =>
  ffn.kind === 'sram' ? ffn.pool.parts : ffn.count * acceleratorsOf(ffn.instance.layout);

/** Adds every row. Eq. S2, Eq. S6, Eq. Q3 */
export const addSplit = (space: Space, split: SplitCurve): void => {
  const { curve, question } = split;
  const { engine } = question.attention;
  const { inFlight, stepTime, tpot, prefillBeyondStep, throughput, mix } = curve;
  const meanFresh = Math.max(1, mix.inputTokens - mix.cachedTokens);
  const units = new Map<number, NumberedUnit>();
  for (const [row, sequences] of inFlight.entries()) {
    const [step = 0, beyond = 0, each = Infinity] = [stepTime[row], prefillBeyondStep[row], tpot[row]];
    const requestsPerSecond = throughput[row] ?? 0;
    const passage = curve.passage?.[row] ?? 0;
    const response = (engine.responseSeconds + curve.responseSteps * step) * curve.responseFactor;
    const level = (which: number): number =>
      Math.max(each, tpotAt(curve, Math.min(curve.cap, sequences + (CROWDING[which] ?? 0) * Math.sqrt(sequences))));
    addPoint(space, {
      requestsPerSecond,
      inFlight: sequences,
      ttft: response + step + beyond,
      base: response + step + passage,
      perToken: (beyond - passage) / meanFresh,
      tpot: [each, level(1), level(2)],
      unit: unitWith(space, split, units, fewestPrefills(split, row, requestsPerSecond)),
    });
  }
};

/** Prefill engines that keep up with a row, by their time and by their links. Eq. S5 */
const fewestPrefills = ({ question, curve }: SplitCurve, row: number, requestsPerSecond: number): number => {
  const { attention, prefill, prefills, kvLink, mix } = question;
  const bytes = kvBytesPerSequence(attention.model, mix.inputTokens, attention.precision.kvBytes);
  const busy = (requestsPerSecond * (curve.prefillOccupancy[row] ?? 0)) / PREFILL_RATE_SHARE;
  const sending = (requestsPerSecond * bytes) / (acceleratorsOf(prefill.layout) * kvLink.bytesPerSecond);
  return Math.min(prefills, Math.max(1, Math.ceil(busy - 1e-9), Math.ceil(sending - 1e-9)));
};

const unitWith = (
  space: Space,
  { racks, shape, choice, question }: SplitCurve,
  known: Map<number, NumberedUnit>,
  prefills: number,
): NumberedUnit => {
  const before = known.get(prefills);
  if (before) return before;
  const { attention, attentions, ffn, prefill } = question;
  const decode = usageOf(space.question, racks.attention, attentions * acceleratorsOf(attention.layout));
  const beside = usageOf(space.question, racks.ffn, ffnAcceleratorsOf(question));
  const prompts = usageOf(space.question, shape.prefill.rack, prefills * acceleratorsOf(prefill.layout));
  const configuration = space.configurations.add({
    rack: racks.attention,
    layout: space.layoutIndex(attention.layout),
    precision: choice.precision,
    technique: choice.technique,
    apart: {
      rack: shape.prefill.rack,
      layout: space.layoutIndex(prefill.layout),
      prefills,
      decodes: attentions,
    },
    ffn: {
      rack: racks.ffn,
      layout: ffn.kind === 'sram' ? SRAM_POOL : space.layoutIndex(ffn.instance.layout),
      count: ffn.kind === 'sram' ? ffn.pool.parts : ffn.count,
      microBatches: choice.microBatches === 'auto' ? 0 : choice.microBatches,
    },
  });
  const unit = { usage: bothOf(bothOf(decode, beside), prompts), configuration };
  known.set(prefills, unit);
  return unit;
};

/** The configuration that the whole curve is of, with all its prefill engines. */
export const splitConfiguration = (
  { racks: all }: Space['question'],
  { racks, shape, choice, question }: SplitCurve,
): FrontierConfiguration => {
  const { attention, attentions, ffn, prefill, prefills } = question;
  const ffnAccelerators = ffnAcceleratorsOf(question);
  return {
    mode: 'attention-ffn',
    rackId: all[racks.attention]?.rackId ?? '',
    prefillRackId: all[shape.prefill.rack]?.rackId ?? '',
    layout: attention.layout,
    prefillLayout: prefill.layout,
    ratio: { prefills, decodes: attentions },
    ffn: {
      rackId: all[racks.ffn]?.rackId ?? '',
      layout: ffn.kind === 'sram' ? null : ffn.instance.layout,
      count: ffn.kind === 'sram' ? ffn.pool.parts : ffn.count,
      accelerators: ffnAccelerators,
      microBatches: choice.microBatches,
    },
    precision: choice.precision,
    technique: choice.technique,
    accelerators:
      attentions * acceleratorsOf(attention.layout) + prefills * acceleratorsOf(prefill.layout) + ffnAccelerators,
  };
};
