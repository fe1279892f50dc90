/** Rows of the ladder as the view shows them: what each gained over the one before, in words, and its place on the logarithmic scale. */
import type { LadderFigures, LadderRow } from '../../src/evaluate/ladder.ts';
import { LEVERS_IN_ORDER, type LeverId } from '../../src/evaluate/ladder-levers.ts';
import { dollars, inScale, joules, seconds, text, tokensPerSecond } from '../../src/units/format.ts';
import { factor } from '../../src/units/format-change.ts';
import type { Dollars, Joules, Seconds } from '../../src/units/quantity.ts';

export interface Rung {
  readonly id: LadderRow['id'];
  readonly name: string;
  /** Null: not answered yet, or left out. */
  readonly row: LadderRow | null;
  readonly leftOut: boolean;
  /** Brought by the run under way or the last one. */
  readonly fresh: boolean;
  readonly gain: Gain | null;
}

/** Against the row it builds on: within the targets where both rows keep them, else before the queue grows. */
export interface Gain {
  readonly words: string;
  readonly within: boolean;
}

const START: LadderRow['id'] = 'start';

/** Every step in order, those left out among them. */
export const rungsOf = (
  rows: ReadonlyMap<LadderRow['id'], LadderRow>,
  leftOut: readonly LeverId[],
  fresh: number,
): readonly Rung[] => {
  let before: LadderFigures | null = null;
  let brought = 0;
  return [{ id: START, name: 'Everything off' }, ...LEVERS_IN_ORDER].map(({ id, name }): Rung => {
    const out = leftOut.some((one) => one === id);
    const row = out ? null : (rows.get(id) ?? null);
    if (!out) brought += 1;
    const gain = row && row.refused === null && row.figures && before ? gainOf(row.figures, before) : null;
    before = row?.figures ?? before;
    return { id, name, row, leftOut: out, fresh: brought <= fresh, gain };
  });
};

export const gainOf = (now: LadderFigures, before: LadderFigures): Gain => {
  const [sla, slaBefore] = [now.slaTokensPerSecond, before.slaTokensPerSecond];
  if (slaBefore > 0) return { words: text(factor(sla / slaBefore)), within: true };
  if (sla > 0) return { words: 'now within', within: true };
  const most = before.saturatedTokensPerSecond;
  return { words: most > 0 ? text(factor(now.saturatedTokensPerSecond / most)) : 'none', within: false };
};

/** Decades from the smallest rate shown to the largest. */
export interface RateScale {
  readonly from: number;
  readonly to: number;
}

export const scaleOf = (rungs: readonly Rung[]): RateScale | null => {
  const rates = rungs.flatMap(({ row }) =>
    row?.figures ? [row.figures.slaTokensPerSecond, row.figures.saturatedTokensPerSecond] : [],
  );
  const some = rates.filter((rate) => rate > 0);
  if (some.length === 0) return null;
  const from = Math.floor(Math.log10(Math.min(...some)));
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(...some)))) };
};

/** Share 0..1 of the scale at which a rate stands. */
export const placeOf = ({ from, to }: RateScale, rate: number): number =>
  rate > 0 ? Math.min(1, Math.max(0, (Math.log10(rate) - from) / (to - from))) : 0;

/** The decades of a scale, as `10 k`; the title says tok/s. */
export const ticksOf = ({ from, to }: RateScale): readonly { readonly at: number; readonly words: string }[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    at: i / (to - from),
    words: decade(10 ** (from + i)),
  }));

const decade = (rate: number): string => {
  const { value, unit } = inScale('tokenRate', rate);
  return text({ value, unit: unit.replace('tok/s', '').trim() });
};

export interface RungWords {
  readonly within: string;
  readonly saturated: string;
  readonly ttft: string;
  readonly tpot: string;
  readonly cost: string;
  readonly energy: string;
}

/** Every figure with its unit; what is absent is a word. */
export const wordsOf = (figures: LadderFigures): RungWords => {
  const { verdict, ttftP95, tpotP95, slaTokensPerSecond, saturatedTokensPerSecond, costPerMtok, energyPerToken } =
    figures;
  const within = slaTokensPerSecond > 0;
  const late = (value: Seconds | null): string =>
    value === null ? (verdict === 'overloaded' ? 'overloaded' : 'none') : text(seconds(value));
  return {
    within: within ? text(tokensPerSecond(slaTokensPerSecond)) : 'none',
    saturated: text(tokensPerSecond(saturatedTokensPerSecond)),
    ttft: late(ttftP95),
    tpot: late(tpotP95),
    cost: priced(within, costPerMtok),
    energy: measured(within, energyPerToken),
  };
};

const priced = (within: boolean, value: Dollars | null): string =>
  value === null ? (within ? 'no price' : 'none') : text(dollars(value));

const measured = (within: boolean, value: Joules | null): string =>
  value === null ? (within ? 'no power' : 'none') : text(joules(value));
