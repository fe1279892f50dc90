/** Pixels of a rack frame at each scale: 600 mm of width and 40 usable U keep their proportion. */

/** Pixels per U: palette, small floor, floor, inspector. */
export type Scale = 1 | 2 | 3 | 8;

export interface Frame {
  readonly width: number;
  /** Frame without feet. */
  readonly body: number;
  /** Frame with feet. */
  readonly height: number;
  /** Left edge of the usable width, and that width. */
  readonly innerX: number;
  readonly innerWidth: number;
  readonly innerTop: number;
  readonly footWidth: number;
  readonly footHeight: number;
  readonly footInset: number;
}

const FRAMES: Readonly<Record<Scale, Frame>> = {
  1: {
    width: 14,
    body: 45,
    height: 47,
    innerX: 1,
    innerWidth: 12,
    innerTop: 2,
    footWidth: 2,
    footHeight: 2,
    footInset: 1,
  },
  2: {
    width: 27,
    body: 85,
    height: 88,
    innerX: 2,
    innerWidth: 23,
    innerTop: 3,
    footWidth: 4,
    footHeight: 3,
    footInset: 2,
  },
  3: {
    width: 40,
    body: 127,
    height: 130,
    innerX: 3,
    innerWidth: 34,
    innerTop: 4,
    footWidth: 6,
    footHeight: 3,
    footInset: 3,
  },
  8: {
    width: 106,
    body: 337,
    height: 343,
    innerX: 7,
    innerWidth: 92,
    innerTop: 9,
    footWidth: 14,
    footHeight: 6,
    footInset: 7,
  },
};

export const frameOf = (scale: Scale): Frame => FRAMES[scale];

/** A filled rectangle as path data. Figures are cut to hundredths to keep the markup short. */
export const box = (x: number, y: number, width: number, height: number): string =>
  width > 0 && height > 0 ? `M${cut(x)} ${cut(y)}h${cut(width)}v${cut(height)}h${cut(-width)}z` : '';

/** A horizontal line as path data. */
export const rule = (x: number, y: number, width: number): string => `M${cut(x)} ${cut(y)}h${cut(width)}`;

const cut = (value: number): number => Math.round(value * 100) / 100;
