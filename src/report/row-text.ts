/** The value of a row as a person reads it: three digits, a fitting prefix, or the word that stands in its place. */
import { clock } from '../units/format-time.ts';
import { inScale, number, per, percent, type Dimension, type Parts } from '../units/format.ts';
import type { TableRow } from './row.ts';

const DIMENSIONS: Readonly<Record<string, Dimension>> = {
  s: 'duration',
  tok: 'tokens',
  'tok/s': 'tokenRate',
  'req/s': 'requestRate',
  B: 'bytes',
  W: 'power',
  J: 'electricity',
  USD: 'dollars',
  gCO2e: 'carbon',
  L: 'volume',
};

/** Value and unit of a row; a dash where the figure does not apply. */
export const rowText = ({ value, unit }: TableRow): Parts => {
  if (value === null) return { value: '–', unit: '' };
  if (typeof value === 'string') return { value, unit: '' };
  if (!Number.isFinite(value)) return { value: 'unbounded', unit: '' };
  const dimension = DIMENSIONS[unit];
  if (dimension !== undefined) return inScale(dimension, value);
  switch (unit) {
    case 'share':
      return percent(value);
    case 'h':
      return { value: clock(value), unit: 'UTC' };
    case 'USD/Mtok':
      return per(inScale('dollars', value), 'Mtok');
    case 'gCO2e/Mtok':
      return per(inScale('carbon', value), 'Mtok');
    case 'USD/J':
      return per(inScale('dollars', value * 3.6e6), 'kWh');
    default:
      return number(value, unit);
  }
};
