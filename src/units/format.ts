/**
 * The only place where numbers become text. Three significant digits, SI prefixes, real minus, thin space before the unit.
 * Everything comes as `Parts`, so that a view may set the unit smaller; `text` joins them. Infinite or missing values are the
 * caller's to name in words (`orWord`); NaN and infinity throw, because only a bug makes one.
 */
import type {
  Bytes,
  BytesPerSecond,
  Dollars,
  GramsCo2e,
  Joules,
  Litres,
  Quantity,
  RequestsPerSecond,
  Seconds,
  TokensPerSecond,
  Watts,
} from './quantity.ts';
import { MINUS, significant } from './significant.ts';

export interface Parts {
  readonly value: string;
  /** With its prefix, as `kW`; empty where the value stands alone. */
  readonly unit: string;
}

/** Not breaking: a number never parts from its unit at the end of a line. The font has no thin space. */
export const NO_BREAK_SPACE = '\u00a0';
export const TIMES = '×';
export const EN_DASH = '–';

/** A factor between the base unit and what is shown. */
export interface Scale {
  readonly divisor: number;
  readonly unit: string;
}

const si = (unit: string, prefixes: readonly string[] = ['', 'k', 'M', 'G', 'T', 'P']): readonly Scale[] =>
  prefixes.map((prefix, index) => ({ divisor: 1000 ** index, unit: `${prefix}${unit}` }));

/** Units by the dimension shown, smallest first. */
const SCALES = {
  power: si('W'),
  energy: si('J'),
  electricity: [
    { divisor: 3.6e6, unit: 'kWh' },
    { divisor: 3.6e9, unit: 'MWh' },
    { divisor: 3.6e12, unit: 'GWh' },
    { divisor: 3.6e15, unit: 'TWh' },
  ],
  bytes: si('B'),
  bandwidth: si('B/s'),
  duration: [
    { divisor: 1e-9, unit: 'ns' },
    { divisor: 1e-6, unit: 'µs' },
    { divisor: 1e-3, unit: 'ms' },
    { divisor: 1, unit: 's' },
    { divisor: 60, unit: 'min' },
    { divisor: 3600, unit: 'h' },
    { divisor: 86_400, unit: 'd' },
  ],
  tokens: si('tok'),
  tokenRate: si('tok/s', ['', 'k ', 'M ', 'G ']),
  requestRate: si('req/s', ['', 'k ', 'M ']),
  flopRate: si('FLOP/s', ['', 'k', 'M', 'G', 'T', 'P', 'E']),
  dollars: si('', ['', 'k', 'M', 'bn']),
  carbon: [
    { divisor: 1, unit: 'gCO2e' },
    { divisor: 1e3, unit: 'kgCO2e' },
    { divisor: 1e6, unit: 'tCO2e' },
    { divisor: 1e9, unit: 'ktCO2e' },
    { divisor: 1e12, unit: 'MtCO2e' },
  ],
  volume: [
    { divisor: 1, unit: 'L' },
    { divisor: 1e3, unit: 'm³' },
    { divisor: 1e6, unit: 'k m³' },
  ],
} as const satisfies Record<string, readonly Scale[]>;

export type Dimension = keyof typeof SCALES;

/** Seconds, minutes and hours change unit later than powers of ten do: 90 s reads better than 1.5 min. */
const KEEPS_UNTIL: Readonly<Record<string, number>> = { s: 120, min: 120, h: 48 };

/** The unit in which a value, or the largest of an axis or column, is best shown. */
export const scaleFor = (dimension: Dimension, largest: number): Scale => {
  const scales: readonly Scale[] = SCALES[dimension];
  const size = Math.abs(largest);
  const fits = scales.find((scale, index) => {
    const next = scales[index + 1];
    const limit = KEEPS_UNTIL[scale.unit] ?? (next ? next.divisor / scale.divisor : Number.POSITIVE_INFINITY);
    return Number(Math.abs(size / scale.divisor).toPrecision(3)) < limit;
  });
  const first = scales[0];
  if (!first) throw new Error(`scaleFor: ${dimension} has no units`);
  // Nothing is smallest in the base unit: 0 s, not 0 ns.
  if (size === 0) return scales.find((scale) => scale.divisor === 1) ?? first;
  return fits ?? scales.at(-1) ?? first;
};

/** A value in the unit of its size, or in the one unit its axis or column states. */
export const inScale = (dimension: Dimension, value: number, scale = scaleFor(dimension, value)): Parts => {
  const number = significant(value / scale.divisor);
  if (dimension !== 'dollars') return { value: number, unit: scale.unit };
  const sign = number.startsWith(MINUS) ? MINUS : '';
  return { value: `${sign}$${number.slice(sign.length)}`, unit: scale.unit };
};

/** Value and unit as one text. */
export const text = ({ value, unit }: Parts): string => (unit === '' ? value : `${value}${NO_BREAK_SPACE}${unit}`);

/** The formatted value, or a word where there is none: `orWord(price, dollars, 'no price')`. */
export const orWord = <T>(value: T | null, format: (value: T) => Parts, word: string): Parts =>
  value === null ? { value: word, unit: '' } : format(value);

export const watts = (value: Watts): Parts => inScale('power', value);
export const joules = (value: Joules): Parts => inScale('energy', value);
/** Energy as the meter counts it: kWh and up. */
export const electricity = (value: Joules): Parts => inScale('electricity', value);
/** 1 GB is 1e9 B. */
export const bytes = (value: Bytes): Parts => inScale('bytes', value);
export const bandwidth = (value: BytesPerSecond): Parts => inScale('bandwidth', value);
export const seconds = (value: Seconds): Parts => inScale('duration', value);
export const tokens = (value: number): Parts => inScale('tokens', value);
export const tokensPerSecond = (value: TokensPerSecond): Parts => inScale('tokenRate', value);
export const requestsPerSecond = (value: RequestsPerSecond): Parts => inScale('requestRate', value);
export const dollars = (value: Dollars): Parts => inScale('dollars', value);
export const carbon = (value: GramsCo2e): Parts => inScale('carbon', value);
export const litres = (value: Litres): Parts => inScale('volume', value);

/** A price or intensity on its base, as `$0.412 /Mtok`, `67.1 gCO2e/Mtok`. */
export const per = ({ value, unit }: Parts, base: string): Parts => ({ value, unit: `${unit}/${base}` });

/** USD/J as money per kWh. */
export const dollarsPerKwh = (value: Quantity<'USD/J'>): Parts => per(inScale('dollars', value * 3.6e6), 'kWh');
/** gCO2e/J as grams per kWh. */
export const gramsPerKwh = (value: Quantity<'gCO2e/J'>): Parts => ({
  value: significant(value * 3.6e6),
  unit: 'gCO2e/kWh',
});

/** 0.12 is `12 %`. */
export const percent = (share: number): Parts => ({ value: significant(share * 100), unit: '%' });

/** A plain number to three significant digits, with an optional unit: `1.16`, `40 U`, `1,360 kg`. */
export const number = (value: number, unit = ''): Parts => ({ value: significant(value), unit });
