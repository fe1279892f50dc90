/** Digits of a number: how many to show, thousands, sign. */
export const MINUS = '−';
export const DIGITS = 3;
/** Decimals Intl accepts everywhere; what is smaller shows as 0. */
const MOST_DECIMALS = 20;

const formats = new Map<string, Intl.NumberFormat>();

/** One `Intl.NumberFormat` per pattern: making one costs a thousand times what using it does. */
const formatOf = (least: number, most: number): Intl.NumberFormat => {
  const key = `${least}/${most}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
  formats.set(key, made);
  return made;
};

const signed = (value: number, digits: string): string => (value < 0 ? `${MINUS}${digits}` : digits);

/** Throws on NaN and infinity: an absent figure is a word, never a number. */
const finite = (value: number): number => {
  if (!Number.isFinite(value)) throw new Error(`format: ${value} is not a number to show`);
  return value;
};

/**
 * Three significant digits. A zero at the end stays where it was computed (12.003 → 12.0) and goes where the number
 * is exact (40 → 40), so that digits never claim more than is known.
 */
export const significant = (value: number, digits = DIGITS): string => {
  const size = Math.abs(finite(value));
  if (size === 0) return '0';
  const rounded = Number(size.toPrecision(digits));
  const most = Math.min(MOST_DECIMALS, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded))));
  const exact = Math.abs(size - rounded) <= size * 1e-9;
  return signed(value, formatOf(exact ? 0 : most, most).format(rounded));
};

/** A whole number in full: `11,400`. */
export const whole = (value: number): string => {
  const rounded = Math.round(finite(value));
  return rounded === 0 ? '0' : signed(rounded, formatOf(0, 0).format(Math.abs(rounded)));
};

/** A fixed number of decimals, for columns that must line up. */
export const fixed = (value: number, decimals: number): string => {
  const digits = formatOf(decimals, decimals).format(Math.abs(finite(value)));
  return /[1-9]/.test(digits) ? signed(value, digits) : digits;
};
