/**
 * The closed-loop benchmark protocol: which part of it is simulated, and how the part stands for the whole. The first wave of
 * `users` prompts meets the opening burst and the last one drains the engine; the waves between are alike but for a wait that
 * decays while users fall out of step, so a long protocol is simulated with fewer of them.
 */
import { quantity } from '../units/quantity.ts';
import type { Load, Served } from './load.ts';
import { takeMedian } from './median.ts';
import type { ClosedLoop, ReplicaAnswer } from './question.ts';
import { scratchFloats } from './scratch.ts';

/** Up to this many prompts the whole protocol is run: it is cheap, and the waves of few users differ by chance. */
const CHEAP_PROMPTS = 6_000;
/** Burst, four waves between that show where the means go, drain. Fewer miss TTFT by more than runs with other seeds differ. */
const ENOUGH_WAVES = 6;
/** Burst, one wave between, drain. */
const FEWEST_WAVES = 3;
/** Steps between the means of successive waves shrink at least by this factor; a slower decay is noise. */
const SLOWEST_DECAY = 0.8;
/** The median is taken over at most about so many requests, evenly picked. */
const MEDIAN_SAMPLE = 2_000;

/** Prompts to simulate: all of them, or so many whole waves. Throws when asked for none. */
export const simulatedPrompts = ({ users, prompts, waves }: ClosedLoop): number => {
  if (!(Number.isInteger(users) && Number.isInteger(prompts) && users >= 1 && prompts >= 1))
    throw new Error(`closed loop: ${users} users, ${prompts} prompts`);
  const wanted = waves ?? (prompts <= CHEAP_PROMPTS ? Infinity : ENOUGH_WAVES);
  return Math.min(prompts, Math.max(FEWEST_WAVES, Math.round(wanted)) * users);
};

interface Means {
  readonly count: number;
  readonly ttft: number;
  readonly tpot: number;
  /** Time between first and last token. */
  readonly decoding: number;
  readonly outputs: number;
}

const meansOf = (load: Load, served: Served, from: number, to: number): Means => {
  let [ttft, tpot, decoding, outputs] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const between = served.tpot[i] ?? 0;
    const emitted = load.outputs[i] ?? 0;
    ttft += served.ttft[i] ?? 0;
    tpot += between;
    outputs += emitted;
    decoding += between * (emitted - 1);
  }
  const count = to - from;
  const each = Math.max(1, count);
  return { count, ttft: ttft / each, tpot: tpot / each, decoding: decoding / each, outputs: outputs / each };
};

/** Means of several parts together. */
const pooled = (parts: readonly Means[]): Means => {
  let [count, ttft, tpot, decoding, outputs] = [0, 0, 0, 0, 0];
  for (const part of parts) {
    count += part.count;
    ttft += part.count * part.ttft;
    tpot += part.count * part.tpot;
    decoding += part.count * part.decoding;
    outputs += part.count * part.outputs;
  }
  const each = Math.max(1, count);
  return { count, ttft: ttft / each, tpot: tpot / each, decoding: decoding / each, outputs: outputs / each };
};

/**
 * Mean over the `missing` waves that follow four simulated ones. Where their means approach a limit, the steps between them
 * shrink geometrically; two steps at a time are compared, as single ones are half noise.
 */
const extrapolated = (waves: readonly [number, number, number, number], missing: number): number => {
  const [first, second, third, last] = waves;
  const ratio = (last - second) / (third - first);
  if (!(ratio > 0 && ratio < 1)) return (third + last) / 2;
  const decay = Math.min(SLOWEST_DECAY, ratio);
  const step = ((last - second) * decay) / (1 + decay);
  // Wave j after the last is ahead of it by step·(decay + … + decay^j); this is the mean over j = 1 … missing.
  const limit = (step * decay) / (1 - decay);
  return last + limit * (1 - (decay * (1 - decay ** missing)) / (missing * (1 - decay)));
};

/** The requests left out, from the simulated waves between burst and drain, oldest first. */
const leftOut = (between: readonly Means[], count: number, users: number): Means => {
  const [first, second, third, last] = between.slice(-4);
  if (!first || !second || !third || !last) return { ...(between.at(-1) ?? pooled([])), count };
  const follow = (of: (wave: Means) => number): number =>
    extrapolated([of(first), of(second), of(third), of(last)], count / users);
  return {
    count,
    ttft: follow((wave) => wave.ttft),
    tpot: follow((wave) => wave.tpot),
    decoding: follow((wave) => wave.decoding),
    outputs: pooled(between).outputs,
  };
};

const medianOf = (ttft: Float64Array, users: number, prompts: number): number => {
  const missing = prompts - ttft.length;
  const drainFrom = ttft.length - users;
  const stride = Math.ceil(prompts / MEDIAN_SAMPLE);
  const sample = scratchFloats('median', Math.ceil(prompts / stride));
  for (let i = 0; i < sample.length; i++) {
    const place = i * stride;
    // The last wave before the drain also stands for those left out.
    const request =
      place < drainFrom
        ? place
        : place < drainFrom + missing
          ? drainFrom - users + ((place - drainFrom) % users)
          : place - missing;
    sample[i] = ttft[request] ?? 0;
  }
  return takeMedian(sample);
};

/** The answer for the whole protocol from the part that was simulated. */
export const summarise = (loop: ClosedLoop, load: Load, served: Served): ReplicaAnswer => {
  const simulated = load.inputs.length;
  const users = Math.min(loop.users, simulated);
  const missing = loop.prompts - simulated;
  const drainFrom = Math.max(users, simulated - users);
  const burst = meansOf(load, served, 0, users);
  const between: Means[] = [];
  for (let from = users; from < drainFrom; from += users)
    between.push(meansOf(load, served, from, Math.min(drainFrom, from + users)));
  const drain = meansOf(load, served, drainFrom, simulated);
  const rest = missing > 0 ? [leftOut(between, missing, users)] : [];
  const all = pooled([burst, ...between, ...rest, drain]);
  const steady = pooled([...between, ...rest]);
  // Little's law gives the waves left out their time: users at the rate users/E2E.
  const [skipped] = rest;
  const seconds = served.end + (skipped ? (missing / users) * (skipped.ttft + skipped.decoding) : 0);

  return {
    meanTtft: quantity(all.ttft),
    meanTtftSteady: quantity(steady.count > 0 ? steady.ttft : all.ttft),
    medianTtft: quantity(medianOf(served.ttft, users, loop.prompts)),
    meanTpot: quantity(all.tpot),
    outputTokensPerSecond: quantity((all.outputs * all.count) / seconds),
    requestsPerSecond: quantity(all.count / seconds),
    meanInFlightDecoding: (all.decoding * all.count) / seconds,
    steps: served.steps,
  };
};
