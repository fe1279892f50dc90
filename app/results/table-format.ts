/** A row of the report as a person reads it: the base unit of the row becomes the unit of its size. */
import {
  carbon,
  dollars,
  electricity,
  gramsPerKwh,
  litres,
  number,
  percent,
  per,
  requestsPerSecond,
  seconds,
  text,
  tokensPerSecond,
  watts,
  bytes,
  dollarsPerKwh,
  flopPerSecond,
  type Parts,
} from '../../src/units/format.ts';
import { clock } from '../../src/units/format-time.ts';
import { quantity } from '../../src/units/quantity.ts';
import type { TableRow } from '../../src/report/row.ts';

const BY_UNIT: Readonly<Record<string, (value: number) => Parts>> = {
  s: (value) => seconds(quantity<'s'>(value)),
  'tok/s': (value) => tokensPerSecond(quantity<'tok/s'>(value)),
  'req/s': (value) => requestsPerSecond(quantity<'req/s'>(value)),
  B: (value) => bytes(quantity<'B'>(value)),
  'J/s': (value) => watts(quantity<'J/s'>(value)),
  W: (value) => watts(quantity<'J/s'>(value)),
  J: (value) => electricity(quantity<'J'>(value)),
  'J/month': (value) => per(electricity(quantity<'J'>(value)), 'month'),
  USD: (value) => dollars(quantity<'USD'>(value)),
  'USD/month': (value) => per(dollars(quantity<'USD'>(value)), 'month'),
  'USD/Mtok': (value) => per(dollars(quantity<'USD'>(value)), 'Mtok'),
  'USD/J': (value) => dollarsPerKwh(quantity<'USD/J'>(value)),
  gCO2e: (value) => carbon(quantity<'gCO2e'>(value)),
  'gCO2e/month': (value) => per(carbon(quantity<'gCO2e'>(value)), 'month'),
  'gCO2e/Mtok': (value) => per(carbon(quantity<'gCO2e'>(value)), 'Mtok'),
  'gCO2e/J': (value) => gramsPerKwh(quantity<'gCO2e/J'>(value)),
  L: (value) => litres(quantity<'L'>(value)),
  'L/month': (value) => per(litres(quantity<'L'>(value)), 'month'),
  'FLOP/s': (value) => flopPerSecond(quantity<'FLOP/s'>(value)),
  share: percent,
};

/** Value and unit of a row; a word where there is no number, a dash where the figure does not apply. */
export const rowText = (row: TableRow): string => {
  if (row.value === null) return '–';
  if (typeof row.value === 'string') return row.value;
  if (row.metric.endsWith('hour UTC')) return clock(row.value);
  const format = BY_UNIT[row.unit];
  return text(format ? format(row.value) : number(row.value, row.unit));
};
