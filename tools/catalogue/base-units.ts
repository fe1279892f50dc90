/**
 * Units of the item files and what they are in SI base units.
 */

const factors: Readonly<Record<string, readonly [factor: number, base: string]>> = {
  MB: [1e6, 'B'],
  GB: [1e9, 'B'],
  'GB/s': [1e9, 'B/s'],
  'Gbit/s': [1e9 / 8, 'B/s'],
  'TFLOP/s': [1e12, 'FLOP/s'],
  W: [1, 'J/s'],
  kW: [1e3, 'J/s'],
  ns: [1e-9, 's'],
  us: [1e-6, 's'],
  ms: [1e-3, 's'],
  h: [3600, 's'],
  'gCO2e/kWh': [1 / 3.6e6, 'gCO2e/J'],
  'USD/kWh': [1 / 3.6e6, 'USD/J'],
  'L/kWh': [1 / 3.6e6, 'L/J'],
  'USD/W': [1, 'USD/(J/s)'],
};

/** Units that are already what the catalogue uses: counts, shares, and the hours and kilowatts of the trade. */
const kept: ReadonlySet<string> = new Set([
  'text',
  'share',
  'share/year',
  'ratio',
  'accelerators',
  'cores',
  'trays',
  'units',
  'parameters',
  'U',
  'kg',
  'kgCO2e',
  'weeks',
  'months',
  'years',
  'B',
  'tok',
  's',
  'USD',
  'USD/h',
  'USD/GB',
  'USD/accelerator/h',
  'USD/accelerator/year',
  'USD/kW/year',
  'USD/kW/month',
]);

/** Factor to the base unit and its name; an unknown unit is an error of the item file. */
export function baseUnit(unit: string): readonly [factor: number, base: string] {
  const known = factors[unit];
  if (known !== undefined) return known;
  if (kept.has(unit)) return [1, unit];
  throw new Error(`unit ${unit} has no base unit`);
}

/** Twelve significant digits: below any source's precision, and free of binary noise such as 0.30000000000000004. */
export const trimmed = (value: number): number => Number(value.toPrecision(12));
