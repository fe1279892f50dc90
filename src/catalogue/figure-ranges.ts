/** Within which values a figure makes sense: what a user enters outside is not used [override-out-of-range]. */
export interface FigureRange {
  readonly least: number;
  readonly most: number;
  /** Whether the end itself is outside. */
  readonly withoutLeast?: true;
  readonly withoutMost?: true;
}

const AT_LEAST_ZERO: FigureRange = { least: 0, most: Infinity };
const SHARE: FigureRange = { least: 0, most: 1 };
const SHARE_IN_USE: FigureRange = { ...SHARE, withoutLeast: true };

/** The first pattern that fits counts. Nothing shorter than a quarter is written off; no site takes less at the meter than its IT. */
const RANGES: readonly (readonly [pattern: RegExp, range: FigureRange])[] = [
  [/^slaClasses\..*\.priority$/, { least: -Infinity, most: Infinity }],
  [/^regions\..*\.latitudeDeg$/, { least: -90, most: 90 }],
  [/^regions\..*\.longitudeDeg$/, { least: -180, most: 180 }],
  [/^regions\..*\.utcOffsetHours$/, { least: -12, most: 14 }],
  [/^regions\..*\.pue(Air|Liquid)\.\w+$/, { least: 1, most: Infinity }],
  [/^costs\.\w*LifeYears\.\w+$/, { least: 0.25, most: Infinity }],
  [/^costs\.availabilityShare\.\w+$/, SHARE_IN_USE],
  [/^costs\.spotInterruptionShare\.\w+$/, { ...SHARE, withoutMost: true }],
  [/^vectorSearch\.(memory|coreBusy)Share\.\w+$/, SHARE_IN_USE],
  [/^costs\.\w*[sS]hare\w*\.\w+$/, SHARE],
  [/^power\.(constantShare|pueSwing)\./, SHARE],
  [/^power\.\w+Share\.\w+$/, SHARE],
  [/\.(liquid|humanGap|prefixHit)Share$/, SHARE],
];

/** Of the figure at a path; where nothing else is known of it, it is not negative. */
export const rangeOf = (path: string): FigureRange =>
  RANGES.find(([pattern]) => pattern.test(path))?.[1] ?? AT_LEAST_ZERO;

export const isWithin = ({ least, most, withoutLeast, withoutMost }: FigureRange, value: number): boolean =>
  (withoutLeast ? value > least : value >= least) && (withoutMost ? value < most : value <= most);

/** A range as text: `above 0 and at most 1`. */
export const rangeWords = ({ least, most, withoutLeast, withoutMost }: FigureRange): string => {
  const from = `${withoutLeast ? 'above' : 'at least'} ${least}`;
  return most === Infinity ? from : `${from} and ${withoutMost ? 'below' : 'at most'} ${most}`;
};
