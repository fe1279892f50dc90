/**
 * Which resource binds a group at its operating point [W1, W2]: ten per cent more of each in turn, and what that does to the
 * load it carries. The wall is the one whose relief gives most.
 */
import type { Bytes, Quantity } from '../units/quantity.ts';
import { quantity, scale } from '../units/quantity.ts';
import type { Instance } from '../performance/instance.ts';
import { kvBytesPerSequencePerRank } from '../performance/kv-cache.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import { decodeStep, mixedStep } from '../performance/step-time.ts';
import type { Wall } from '../performance/step.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import type { RequestMix } from '../serving/requests.ts';
import { heldBytesPerRank, serviceAt, type ServiceCurve } from '../serving/service-curve.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';
import { verifiedBy } from '../performance/techniques.ts';
import type { PhasePoint } from './part-answer.ts';

const MORE = 1.1;

const faster = (instance: Instance, wall: Wall): Instance => {
  const { device, engine } = instance;
  switch (wall) {
    case 'compute': {
      const arithmetic = Object.fromEntries(
        Object.entries(instance.arithmetic).map(([name, one]) => [name, { ...one, peak: scale(one.peak, MORE) }]),
      );
      const peak = { ...device.peak, bf16: quantity<'FLOP/s'>(device.peak.bf16 * MORE) };
      return { ...instance, device: { ...device, peak }, arithmetic: { ...instance.arithmetic, ...arithmetic } };
    }
    case 'bandwidth':
      return { ...instance, device: { ...device, bandwidth: quantity<'B/s'>(device.bandwidth * MORE) } };
    case 'interconnect': {
      const rate = (value: number): Quantity<'B/s'> => quantity<'B/s'>(value * MORE);
      return {
        ...instance,
        device: {
          ...device,
          scaleUp: rate(device.scaleUp),
          scaleUpPair: rate(device.scaleUpPair),
          scaleOut: rate(device.scaleOut),
        },
      };
    }
    case 'host': {
      const less = (value: number): Quantity<'s'> => quantity<'s'>(value / MORE);
      return {
        ...instance,
        engine: {
          ...engine,
          hostStepSeconds: less(engine.hostStepSeconds),
          layerGapSeconds: less(engine.layerGapSeconds),
          moeLayerSeconds: less(engine.moeLayerSeconds),
          perSequenceSeconds: less(engine.perSequenceSeconds),
          prefillLayerSeconds: less(engine.prefillLayerSeconds),
        },
      };
    }
    case 'capacity':
    case 'power':
      return instance;
  }
};

const TIME_WALLS: readonly Wall[] = ['compute', 'bandwidth', 'interconnect', 'host'];

const largest = (gains: readonly { readonly wall: Wall; readonly elasticity: number }[]): Wall =>
  gains.reduce(
    (best, gain) => (gain.elasticity > best.elasticity ? gain : best),
    gains[0] ?? { wall: 'bandwidth', elasticity: 0 },
  ).wall;

type Gains = { readonly wall: Wall; readonly elasticity: number }[];

/** d ln(rate) / d ln(resource) of what takes `secondsOf` an instance, largest first; `capacity` is that of more memory. Eq. W2 */
export const elasticitiesOf = (
  instance: Instance,
  secondsOf: (instance: Instance) => number,
  capacity: number,
): Gains => {
  const now = secondsOf(instance);
  const gains = TIME_WALLS.map((wall) => ({
    wall,
    elasticity: Math.log(now / secondsOf(faster(instance, wall))) / Math.log(MORE),
  }));
  return [...gains, { wall: 'capacity' as const, elasticity: capacity }].toSorted(
    (a, b) => b.elasticity - a.elasticity,
  );
};

/** What an instance that also prefills takes for a request at `inFlight` sequences, seconds. Eq. S3 */
export const secondsAt =
  (mix: RequestMix, terms: ServingTerms, inFlight: number) =>
  (instance: Instance): number =>
    serviceAt(instance, mix, terms, inFlight).endToEnd;

/** More memory counts only where it, not the SLA, stops the batch; `secondsWith` is the time of a request at a batch. Eq. W2 */
export const capacityElasticity = (
  instance: Instance,
  curve: ServiceCurve,
  capPerInstance: number,
  inFlight: number,
  secondsWith: (inFlight: number) => number,
): number => {
  if (curve.capBy !== 'memory' || inFlight < 0.9 * capPerInstance) return 0;
  const perSequence = heldBytesPerRank(instance, curve.mix);
  const more =
    inFlight +
    (instance.layout.attnDp * (MORE - 1) * instance.device.capacity * instance.engine.memoryFraction) / perSequence;
  const load = more / secondsWith(more);
  return Math.max(0, Math.log(load / (inFlight / secondsWith(inFlight))) / Math.log(MORE));
};

/** Prefill and decode on the OI/CF map, each with the wall of its own step. Eq. W1 */
export const phasePointsOf = (instance: Instance, mix: RequestMix, budget: number, inFlight: number): PhasePoint[] => {
  const context = mix.inputTokens + mix.outputTokens / 2;
  const fresh = Math.max(1, Math.min(budget, mix.inputTokens - mix.cachedTokens));
  const prompt = { sequences: 0, context, prompts: 1, promptTokens: fresh, promptPast: mix.cachedTokens };
  const held =
    kvBytesPerSequencePerRank(instance.model, context, instance.precision.kvBytes, instance.layout.tp) *
    instance.layout.tp;
  const weights = weightBytesPerRank(instance) * acceleratorsOf(instance.layout);
  const point = (
    phase: 'prefill' | 'decode',
    c: number,
    of: (instance: Instance) => { time: number; ledger: { flop: number; dramBytes: number } },
  ): PhasePoint => {
    const { time, ledger } = of(instance);
    const gains = TIME_WALLS.map((wall) => ({ wall, elasticity: Math.log(time / of(faster(instance, wall)).time) }));
    return {
      phase,
      flopPerByte: quantity<'FLOP/B'>(ledger.flop / ledger.dramBytes),
      bytesPerRequest: footprint(weights, c, held),
      wall: largest(gains),
    };
  };
  return [
    point('prefill', 1, (one) => mixedStep(one, prompt)),
    point('decode', Math.max(1, inFlight), (one) =>
      decodeStep(one, Math.max(1, inFlight), context, verifiedBy(one.techniques)),
    ),
  ];
};

const footprint = (weights: number, inFlight: number, held: number): Bytes => quantity<'B'>(weights / inFlight + held);
