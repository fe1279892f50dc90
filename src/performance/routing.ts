/**
 * Where tokens go among experts [O5]. Loads are sampled from the density x^(−skew) with fixed random numbers, so that the same
 * seed gives the same ranks and more tokens never mean fewer on the hottest one; results are cached over a grid of token counts.
 */
import { seededUniforms } from '../maths/random.ts';

export interface Routing {
  /** Token slots on the hottest rank, before and after padding to tiles. */
  readonly slots: number;
  readonly paddedSlots: number;
  /** Distinct experts read on the hottest rank. */
  readonly touched: number;
}

export interface RoutingQuestion {
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Ranks the experts are dealt to, in order. */
  readonly ranks: number;
  readonly skew: number | 'balanced';
  readonly tileRows: number;
  readonly seed: number;
}

/** Expected share of experts read by uniform routing, 1 − (1 − k/E)^tokens. Eq. O5 */
export const touchedShare = (experts: number, expertsPerToken: number, tokens: number): number =>
  1 - (1 - Math.min(1, expertsPerToken / experts)) ** tokens;

/** Expected tokens of each expert; they sum to tokens·k and none exceeds `tokens`. Eq. O5 */
export const expertLoads = (question: RoutingQuestion, tokens: number): Float64Array => {
  const { experts, expertsPerToken, skew } = question;
  const total = tokens * expertsPerToken;
  const loads = new Float64Array(experts);
  if (skew === 'balanced') return loads.fill(total / experts);
  const sparse = total <= experts;
  const [low, high] = sparse ? [0.01, 2] : [1, Math.max(1.0001, 0.8 * tokens)];
  const power = 1 - skew;
  const uniforms = seededUniforms(question.seed, experts);
  let sum = 0;
  for (let e = 0; e < experts; e++) {
    const u = uniforms[e] ?? 0;
    const draw =
      Math.abs(power) < 1e-9
        ? low * (high / low) ** u
        : (low ** power + u * (high ** power - low ** power)) ** (1 / power);
    loads[e] = draw;
    sum += draw;
  }
  return scaleCapped(loads, total / sum, tokens, total);
};

/** Scales loads to `total` with no expert above `cap`: what the cap takes off goes to the others in proportion. */
const scaleCapped = (loads: Float64Array, factor: number, cap: number, total: number): Float64Array => {
  for (let round = 0; round < 8; round++) {
    let capped = 0;
    let free = 0;
    for (const load of loads) {
      if (load * factor >= cap) capped += cap;
      else free += load;
    }
    const next = free > 0 ? (total - capped) / free : factor;
    if (Math.abs(next - factor) < 1e-9 * factor) break;
    factor = next;
  }
  for (let e = 0; e < loads.length; e++) loads[e] = Math.min(cap, (loads[e] ?? 0) * factor);
  return loads;
};

/** Loads of every expert at one token count, the chance that it is read at all, and its slots padded to tiles. */
interface Draw {
  readonly loads: Float64Array;
  readonly hits: Float64Array;
  readonly padded: Float64Array;
}

const drawAt = (question: RoutingQuestion, tokens: number): Draw => {
  const loads = expertLoads(question, tokens);
  const { tileRows } = question;
  const hits = loads.map((load) => 1 - (1 - Math.min(1, load / tokens)) ** tokens);
  const padded = loads.map((load, e) => Math.max(load, (hits[e] ?? 0) * tileRows * Math.ceil(load / tileRows)));
  return { loads, hits, padded };
};

/** The slowest rank is the one that reads most while memory binds and multiplies most while compute does: each maximum on its own. */
const hottestOf = (draw: Draw, experts: number, ranks: number): Routing => {
  const perRank = Math.ceil(experts / ranks);
  let hottest: Routing = { slots: 0, paddedSlots: 0, touched: 0 };
  for (let first = 0; first < experts; first += perRank) {
    let [slots, paddedSlots, touched] = [0, 0, 0];
    for (let e = first; e < Math.min(experts, first + perRank); e++) {
      slots += draw.loads[e] ?? 0;
      paddedSlots += draw.padded[e] ?? 0;
      touched += draw.hits[e] ?? 0;
    }
    hottest = most(hottest, { slots, paddedSlots, touched });
  }
  return hottest;
};

const most = (a: Routing, b: Routing): Routing => ({
  slots: Math.max(a.slots, b.slots),
  paddedSlots: Math.max(a.paddedSlots, b.paddedSlots),
  touched: Math.max(a.touched, b.touched),
});

/** Grid points per doubling of the token count. */
const PER_OCTAVE = 2;

/** Draws do not depend on the number of ranks: they are shared by every layout of a model. */
const draws = new Map<string, Draw[]>();
const grids = new Map<string, Routing[]>();

const listOf = <T>(lists: Map<string, T[]>, key: string): T[] => {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = []));
  return list;
};

/** Routing at 2^(index / PER_OCTAVE) tokens. */
const atGrid = (question: RoutingQuestion, points: Routing[], index: number): Routing => {
  const known = points[index];
  if (known) return known;
  const { experts, expertsPerToken, ranks, skew, tileRows, seed } = question;
  const drawn = listOf(draws, `${experts}/${expertsPerToken}/${skew}/${tileRows}/${seed}`);
  for (let i = points.length; i <= index; i++) {
    const draw = (drawn[i] ??= drawAt(question, 2 ** (i / PER_OCTAVE)));
    const here = hottestOf(draw, experts, ranks);
    // The density changes where tokens·k passes E; reading fewer experts with more tokens would be an artefact of that.
    points.push(i > 0 ? most(here, points[i - 1] ?? here) : here);
  }
  return points[index] ?? { slots: 0, paddedSlots: 0, touched: 0 };
};

/** A question asked many times: answers by token count (≥ 0), linear between grid points of the logarithm. */
export const routingFor = (question: RoutingQuestion): ((tokens: number) => Routing) => {
  const { experts, expertsPerToken, ranks, skew, tileRows, seed } = question;
  const points = listOf(grids, `${experts}/${expertsPerToken}/${ranks}/${skew}/${tileRows}/${seed}`);
  return (tokens) => {
    if (tokens < 1) {
      const one = atGrid(question, points, 0);
      return { slots: one.slots * tokens, paddedSlots: one.paddedSlots * tokens, touched: one.touched * tokens };
    }
    const place = PER_OCTAVE * Math.log2(tokens);
    const index = Math.floor(place);
    const [a, b, t] = [atGrid(question, points, index), atGrid(question, points, index + 1), place - index];
    return {
      slots: a.slots + t * (b.slots - a.slots),
      paddedSlots: a.paddedSlots + t * (b.paddedSlots - a.paddedSlots),
      touched: a.touched + t * (b.touched - a.touched),
    };
  };
};
