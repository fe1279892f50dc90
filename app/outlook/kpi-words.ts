/** The totals that have a spread, in words and units. */
import type { Kpi } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import {
  carbon,
  dollars,
  electricity,
  litres,
  percent,
  text,
  tokens,
  tokensPerSecond,
  watts,
} from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant } from '../../src/units/significant.ts';

interface KpiWords {
  readonly name: string;
  readonly format: (value: number) => string;
  /** Less of it is better. */
  readonly lowIsGood: boolean;
}

const usd = (value: number): string => text(dollars(quantity<'USD'>(value)));
const grams = (value: number): string => text(carbon(quantity<'gCO2e'>(value)));

export const KPI_WORDS: Readonly<Record<Kpi, KpiWords>> = {
  costPerMonth: { name: 'Cost per month', format: usd, lowIsGood: true },
  costPerMtok: { name: 'Cost per Mtok out', format: usd, lowIsGood: true },
  capex: { name: 'Capex', format: usd, lowIsGood: true },
  tco: { name: 'Cost over the horizon, as today', format: usd, lowIsGood: true },
  slaMet: { name: 'Workloads that keep their targets', format: (value) => significant(value), lowIsGood: false },
  ttftOverLimit: { name: 'TTFT p99, share of its limit', format: (value) => text(percent(value)), lowIsGood: true },
  headroom: { name: 'Least headroom', format: (value) => text(percent(value)), lowIsGood: false },
  tokensPerSecond: {
    name: 'Output tokens at the peak',
    format: (value) => text(tokensPerSecond(quantity<'tok/s'>(value))),
    lowIsGood: false,
  },
  tokensPerMonth: { name: 'Output tokens a month', format: (value) => text(tokens(value)), lowIsGood: false },
  peakPower: {
    name: 'Peak power at the meter',
    format: (value) => text(watts(quantity<'J/s'>(value))),
    lowIsGood: true,
  },
  energyPerMonth: {
    name: 'Energy a month',
    format: (value) => text(electricity(quantity<'J'>(value))),
    lowIsGood: true,
  },
  carbonPerMtok: { name: 'Carbon per Mtok out', format: grams, lowIsGood: true },
  carbonPerMonth: { name: 'Carbon a month', format: grams, lowIsGood: true },
  waterPerMonth: { name: 'Water a month', format: (value) => text(litres(quantity<'L'>(value))), lowIsGood: true },
};
