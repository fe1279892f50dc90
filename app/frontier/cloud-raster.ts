/**
 * The cloud as pixels: grey dots, and copper crosses where a limit is broken, stamped one over the other. Asking a canvas to draw each of
 * twenty thousand takes a tenth of a second where no graphics processor helps; stamping them takes a few milliseconds.
 */
import { BROKEN, WITHIN, type Marks } from './cloud.ts';

export type Rgb = readonly [number, number, number];

export interface Inks {
  readonly within: Rgb;
  readonly broken: Rgb;
}

/** px of the page: a dot across, a cross across, and its strokes. */
const DOT = 3;
const CROSS = 4.5;
const STROKE = 1.1;
/** Thousands lie on one another: what shows through is how dense they are. */
const DOT_ALPHA = 0.5;
const CROSS_ALPHA = 0.55;

/** What one mark adds to the pixels around it: offsets, and how much of what is below it hides, of 256. */
interface Stamp {
  readonly reach: number;
  readonly dx: Int8Array;
  readonly dy: Int8Array;
  readonly hides: Uint8Array;
}

/** Coverage is sampled on a grid this fine within each pixel. */
const FINE = 4;

const stampOf = (across: number, density: number, alpha: number, inside: (x: number, y: number) => boolean): Stamp => {
  const reach = Math.ceil((across * density) / 2);
  const found: { dx: number; dy: number; hides: number }[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      let covered = 0;
      for (let step = 0; step < FINE * FINE; step++) {
        const x = dx + ((step % FINE) + 0.5) / FINE - 0.5;
        const y = dy + (Math.floor(step / FINE) + 0.5) / FINE - 0.5;
        if (inside(x / density, y / density)) covered += 1;
      }
      const hides = Math.round((255 * alpha * covered) / (FINE * FINE));
      if (hides > 0) found.push({ dx, dy, hides });
    }
  }
  return {
    reach,
    dx: Int8Array.from(found, (one) => one.dx),
    dy: Int8Array.from(found, (one) => one.dy),
    hides: Uint8Array.from(found, (one) => one.hides),
  };
};

const dotStamp = (density: number): Stamp => stampOf(DOT, density, DOT_ALPHA, (x, y) => Math.hypot(x, y) <= DOT / 2);

const crossStamp = (density: number): Stamp =>
  stampOf(CROSS, density, CROSS_ALPHA, (x, y) => {
    const away = Math.min(Math.abs(x - y), Math.abs(x + y)) / Math.SQRT2;
    return away <= STROKE / 2 && Math.max(Math.abs(x), Math.abs(y)) <= CROSS / 2;
  });

/** Pixels of the screen, RGBA, `width` by `height` of them; marks are in px of the page, of which each has `density`. */
export const rasterOf = (
  { count, x, y, kind }: Marks,
  width: number,
  height: number,
  density: number,
  inks: Inks,
): Uint8ClampedArray<ArrayBuffer> => {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const colours = new Uint32Array(pixels.buffer);
  const shades = shadesOf(inks);
  const [dots, crosses] = [new Uint8Array(width * height), new Uint8Array(width * height)];
  const layers = [
    { wanted: BROKEN, plane: crosses, stamp: crossStamp(density) },
    { wanted: WITHIN, plane: dots, stamp: dotStamp(density) },
  ];
  for (const { wanted, plane, stamp } of layers) {
    const { reach, hides } = stamp;
    const offsets = Int32Array.from(hides, (_, part) => (stamp.dx[part] ?? 0) + width * (stamp.dy[part] ?? 0));
    for (let index = 0; index < count; index++) {
      if (kind[index] !== wanted) continue;
      const px = Math.round((x[index] ?? 0) * density);
      const py = Math.round((y[index] ?? 0) * density);
      // Marks stand inside the axes, which are farther from the edge than any stamp reaches.
      if (px < reach || py < reach || px >= width - reach || py >= height - reach) continue;
      const middle = px + width * py;
      for (let part = 0; part < offsets.length; part++) {
        const at = middle + (offsets[part] ?? 0);
        const before = plane[at] ?? 0;
        plane[at] = before + (((255 - before) * (hides[part] ?? 0)) >> 8);
        colours[at] = shades[(((dots[at] ?? 0) >> SHADE_BITS) << SHADES) | ((crosses[at] ?? 0) >> SHADE_BITS)] ?? 0;
      }
    }
  }
  return pixels;
};

/** Steps of 8 in how much a pixel hides: finer ones cannot be told apart. */
const SHADE_BITS = 3;
const SHADES = 8 - SHADE_BITS;

/** Colour of a pixel by how much dots and crosses hide of it; dots lie above: what may be chosen stays readable. */
const shadesOf = ({ within, broken }: Inks): Uint32Array => {
  const shades = new Uint32Array(1 << (2 * SHADES));
  const bytes = new Uint8ClampedArray(shades.buffer);
  const most = (1 << SHADES) - 1;
  for (let shade = 0; shade < shades.length; shade++) {
    const dot = (shade >> SHADES) / most;
    const below = ((shade & most) / most) * (1 - dot);
    const all = dot + below;
    if (all === 0) continue;
    for (const [channel, ink] of within.entries()) {
      bytes[4 * shade + channel] = (ink * dot + (broken[channel] ?? 0) * below) / all;
    }
    bytes[4 * shade + 3] = 255 * all;
  }
  return shades;
};
