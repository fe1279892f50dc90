/**
 * A small multilinear grid of log(measured ÷ closed form) over the logarithms of an operator's sizes. Between its knots the shares of
 * the peak rates are interpolated, never seconds; outside them the nearest knot's share stays as it is [O2].
 */

export interface Grid {
  /** Ascending knots of each axis. */
  readonly axes: readonly (readonly number[])[];
  /** One unsigned 16-bit number per knot, last axis fastest, as base64: (value + RANGE) ÷ (2·RANGE) of 65,535. */
  readonly values: string;
  /** Median and 90th percentile of |log(measured ÷ fitted)| of points left out of the fit. */
  readonly errors: readonly [median: number, p90: number];
}

/** Logarithms beyond ±RANGE (a factor of 1,100) are clipped. */
const RANGE = 7;
const STEPS = 65_535;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Packs logarithms, rounded to 2·RANGE ÷ 65,535 = 2.1e-4. */
export const packGrid = (values: ArrayLike<number>): string => {
  const bytes = new Uint8Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    const clipped = Math.min(RANGE, Math.max(-RANGE, values[i] ?? 0));
    const step = Math.round(((clipped + RANGE) / (2 * RANGE)) * STEPS);
    bytes[2 * i] = step >> 8;
    bytes[2 * i + 1] = step & 255;
  }
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, bytes.length - i + 1);
    for (let d = 0; d < digits; d++) text += ALPHABET[(word >> (18 - 6 * d)) & 63];
  }
  return text;
};

/** Inverse of `packGrid`. */
export const unpackGrid = (packed: string): Float64Array => {
  const bytes = new Uint8Array(Math.floor((packed.length * 3) / 4));
  let [word, bits, at] = [0, 0, 0];
  for (const character of packed) {
    word = ((word << 6) | ALPHABET.indexOf(character)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (word >> bits) & 255;
  }
  return Float64Array.from(
    { length: bytes.length >> 1 },
    (_, i) => ((((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)) / STEPS) * 2 * RANGE - RANGE,
  );
};

interface Lattice {
  readonly axes: readonly Float64Array[];
  /** Distance of neighbours along each axis in `values`. */
  readonly strides: Int32Array;
  readonly values: Float64Array;
}

const unpacked = new WeakMap<Grid, Lattice>();

const latticeOf = (grid: Grid): Lattice => {
  let lattice = unpacked.get(grid);
  if (lattice) return lattice;
  const axes = grid.axes.map((knots) => Float64Array.from(knots));
  const strides = new Int32Array(axes.length);
  for (let axis = axes.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= axes[axis]?.length ?? 1;
  }
  lattice = { axes, strides, values: unpackGrid(grid.values) };
  unpacked.set(grid, lattice);
  return lattice;
};

/** Corners of the cell in hand, by offset and weight. Grids have at most six axes; no look-up outlives its call. */
const corners = { offsets: new Int32Array(64), weights: new Float64Array(64) };

/** log(measured ÷ closed form) at `place`, one coordinate per axis; clamped to the knots. Eq. O2 */
export const gridAt = (grid: Grid, place: readonly number[]): number => {
  const lattice = latticeOf(grid);
  return sumOfCorners(lattice.values, cornersAt(lattice, place, 0), 0);
};

/** The same on every knot of the first axis, the first coordinate of `place` aside. */
export const gridLine = (grid: Grid, place: readonly number[]): Float64Array => {
  const lattice = latticeOf(grid);
  const count = cornersAt(lattice, place, 1);
  const stride = lattice.strides[0] ?? 0;
  const line = new Float64Array(lattice.axes[0]?.length ?? 0);
  for (let knot = 0; knot < line.length; knot++) line[knot] = sumOfCorners(lattice.values, count, knot * stride);
  return line;
};

const sumOfCorners = (values: Float64Array, count: number, from: number): number => {
  const { offsets, weights } = corners;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (weights[i] ?? 0) * (values[from + (offsets[i] ?? 0)] ?? 0);
  return sum;
};

/** Fills `corners` for the axes from `first` on, and says how many there are: sides that do not count are left out. */
const cornersAt = ({ axes, strides }: Lattice, place: readonly number[], first: number): number => {
  const { offsets, weights } = corners;
  let count = 1;
  offsets[0] = 0;
  weights[0] = 1;
  for (let axis = first; axis < axes.length; axis++) {
    const knots = axes[axis] ?? NO_KNOTS;
    const x = place[axis] ?? 0;
    const last = knots.length - 1;
    let high = 0;
    while (high <= last && x > (knots[high] ?? 0)) high++;
    const low = high > 0 ? high - 1 : 0;
    const stride = strides[axis] ?? 0;
    const share = high === 0 || high > last ? 0 : (x - (knots[low] ?? 0)) / ((knots[high] ?? 0) - (knots[low] ?? 0));
    for (let i = 0; i < count; i++) {
      const offset = (offsets[i] ?? 0) + low * stride;
      const weight = weights[i] ?? 0;
      offsets[i] = offset;
      if (share === 0) continue;
      offsets[count + i] = offset + stride;
      weights[count + i] = weight * share;
      weights[i] = weight * (1 - share);
    }
    if (share !== 0) count *= 2;
  }
  return count;
};

const NO_KNOTS = new Float64Array(0);
