/**
 * Power and energy of a metered row: with its measured load given, by the power law alone; and end to end, with the load predicted by
 * the step model as well. Eq. E1, Eq. T3
 */
import { generationOf, powerRankOf, powerTier, type PowerBand, type StepUse } from '../calibration/power.ts';
import { acceleratorPower } from '../economics/accelerator-power.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { serviceAt } from '../serving/service-curve.ts';
import { stepUseOf } from '../serving/step-use.ts';
import { energyQuestion, type EnergyContext, type EnergyQuestion } from './energy-configuration.ts';
import type { Predicted } from './predicted.ts';
import type { EnergyRow } from './rows/energy-row.ts';
import { sequencesHeld } from './throughput-memory.ts';

/** Prompt tokens that vLLM puts into one step of a server, unless told otherwise. */
const SERVED = { prefillBudgetTokens: 8_192, maxBatch: 'auto' } as const;

/** How an instance runs in the mean. */
export interface Load {
  readonly inFlight: number;
  /** Output tokens of the whole instance. */
  readonly tokensPerSecond: number;
}

/** What each accelerator does under a load. */
export const demandUnder = ({ instance, mix }: EnergyQuestion, { inFlight, tokensPerSecond }: Load): StepUse =>
  stepUseOf(instance, mix, serviceAt(instance, mix, SERVED, inFlight), inFlight / tokensPerSecond);

/** Load as the row measured it; null where it did not. */
export const measuredLoad = ({ avgBatchSize, outputTokS }: EnergyRow): Load | null =>
  avgBatchSize === null || outputTokS === null ? null : { inFlight: avgBatchSize, tokensPerSecond: outputTokS };

/** Closed loop: as many in flight as the engine may hold, or as memory can. `pace` stretches every token. Eq. S1–S4 */
export const predictedLoad = ({ instance, mix, users }: EnergyQuestion, pace: number): Load => {
  const inFlight = Math.max(1, Math.min(users, sequencesHeld(instance, mix.inputTokens, mix.outputTokens)));
  const { endToEnd } = serviceAt(instance, mix, SERVED, inFlight);
  return { inFlight, tokensPerSecond: (inFlight * mix.outputTokens) / (endToEnd * pace) };
};

export const predictEnergy = (row: EnergyRow, context: EnergyContext): Predicted => {
  const read = energyQuestion(row, context);
  if (!read.ok) return read;
  const { question } = read;
  const { accelerator, instance } = question;
  const { power, catalogue } = context;
  const watts = (load: Load): number | null =>
    acceleratorPower(accelerator, catalogue.power, { busyShare: 1, use: demandUnder(question, load) }, power)?.watts ??
    null;
  const given = measuredLoad(row);
  const own = predictedLoad(question, power.runPace[generationOf(accelerator.id)]);
  const [givenWatts, ownWatts] = [given && watts(given), watts(own)];
  if (given === null) return { ok: false, reason: 'throughput or mean batch is not stated' };
  if (givenWatts === null || ownWatts === null) return { ok: false, reason: `${accelerator.id}: no board power` };
  const accelerators = acceleratorsOf(instance.layout);
  const energy = (givenWatts * accelerators) / given.tokensPerSecond;
  const energyEndToEnd = (ownWatts * accelerators) / own.tokensPerSecond;
  const { bands } = power;
  return {
    ok: true,
    tier: powerTier(powerRankOf(accelerator.id)),
    values: {
      power: givenWatts,
      energy,
      throughput: own.tokensPerSecond,
      energy_end_to_end: energyEndToEnd,
    },
    band: {
      power: within(givenWatts, bands.power),
      energy: within(energy, bands.power),
      energy_end_to_end: within(energyEndToEnd, bands.energy_end_to_end),
    },
  };
};

const within = (value: number, { low, high }: PowerBand): readonly [number, number] => [value * low, value * high];
