/** Prefill and decode of one workflow on an instance whose memory is full: intensity of the step, and what more of each resource gives. */
import type { Instance } from '../performance/instance.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { decodeStep, mixedStep, type Step } from '../performance/step-time.ts';
import { verifiedBy } from '../performance/techniques.ts';
import type { RequestMix } from '../serving/requests.ts';
import { quantity } from '../units/quantity.ts';
import type { WallMapPhase } from './wall-map-answer.ts';
import { elasticitiesOf } from './walls.ts';

/** Relief of memory, as that of every other resource. Eq. W2 */
const MORE = 1.1;

/** Prefill is a step with one prompt of at most the budget, decode one of `held` sequences at the mean context. Eq. W1 */
export const phasesOf = (
  instance: Instance,
  mix: RequestMix,
  budget: number,
  held: number,
): { readonly prefill: WallMapPhase; readonly decode: WallMapPhase } => {
  const context = mix.inputTokens + mix.outputTokens / 2;
  const promptTokens = Math.max(1, Math.min(budget, mix.inputTokens - mix.cachedTokens));
  const prompt = { sequences: 0, context, prompts: 1, promptTokens, promptPast: mix.cachedTokens };
  const decode = (one: Instance, sequences: number): Step =>
    decodeStep(one, sequences, context, verifiedBy(one.techniques));
  return {
    // A prompt alone leaves memory free: more of it gives nothing.
    prefill: phaseOf(instance, (one) => mixedStep(one, prompt), 0),
    decode: phaseOf(instance, (one) => decode(one, held), moreMemory(instance, budget, held, decode)),
  };
};

const phaseOf = (instance: Instance, step: (instance: Instance) => Step, capacity: number): WallMapPhase => {
  const { flop, dramBytes } = step(instance).ledger;
  const gains = elasticitiesOf(instance, (one) => step(one).time, capacity);
  return {
    flopPerByte: quantity<'FLOP/B'>(flop / dramBytes),
    wall: gains[0]?.wall ?? 'bandwidth',
    gains,
  };
};

/** Ten per cent more memory holds more sequences; their tokens come at the pace of the larger step. Eq. W2 */
const moreMemory = (
  instance: Instance,
  budget: number,
  held: number,
  step: (instance: Instance, sequences: number) => Step,
): number => {
  const { room } = kvRoomPerRank(instance, budget);
  const more = held * (1 + ((MORE - 1) * instance.engine.memoryFraction * instance.device.capacity) / room);
  const gain = more / held / (step(instance, more).time / step(instance, held).time);
  return Math.max(0, Math.log(gain) / Math.log(MORE));
};
