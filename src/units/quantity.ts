/**
 * Typed quantities: a number at run time, a unit in the type. SI base units only:
 * s, B, FLOP, J (power is J/s), tok, req, USD, gCO2e, L. Other counts and shares are plain numbers; shares lie in 0..1.
 */
declare const unit: unique symbol;

/** A number carrying unit `U`. The marker is a function type so that 'B' never passes for 'B' | 's'. */
export type Quantity<U extends string> = number & { readonly [unit]: (u: U) => U };

export type Seconds = Quantity<'s'>;
export type Bytes = Quantity<'B'>;
export type Flop = Quantity<'FLOP'>;
export type BytesPerSecond = Quantity<'B/s'>;
export type FlopPerSecond = Quantity<'FLOP/s'>;
export type Joules = Quantity<'J'>;
export type Watts = Quantity<'J/s'>;
export type TokensPerSecond = Quantity<'tok/s'>;
export type RequestsPerSecond = Quantity<'req/s'>;
export type Dollars = Quantity<'USD'>;
export type GramsCo2e = Quantity<'gCO2e'>;
export type Litres = Quantity<'L'>;

/** Names the unit of a number that lost it (raw arithmetic, JSON). Throws on NaN: no formula may produce one. */
export const quantity = <U extends string>(value: number): Quantity<U> => {
  if (Number.isNaN(value)) throw new Error('quantity: NaN');
  return value as Quantity<U>;
};

/** amount ÷ (amount per D) = D. Bytes at bytes per second take seconds. */
export const over = <N extends string, D extends string>(
  amount: Quantity<N>,
  rate: Quantity<`${N}/${D}`>,
): Quantity<D> => quantity<D>(amount / rate);

/** rate × duration = amount. */
export const during = <N extends string, D extends string>(
  rate: Quantity<`${N}/${D}`>,
  span: Quantity<D>,
): Quantity<N> => quantity<N>(rate * span);

/** Sum of quantities of one unit. */
export const add = <U extends string>(...terms: Quantity<U>[]): Quantity<U> => {
  let sum = 0;
  for (const term of terms) sum += term;
  return quantity<U>(sum);
};

/** Quantity times a plain number. */
export const scale = <U extends string>(amount: Quantity<U>, factor: number): Quantity<U> =>
  quantity<U>(amount * factor);

/** Plain ratio of two quantities of one unit. */
export const ratio = <U extends string>(a: Quantity<U>, b: Quantity<U>): number => a / b;

/** The longest of overlapping durations. */
export const longest = (...spans: Seconds[]): Seconds => quantity<'s'>(Math.max(...spans));
