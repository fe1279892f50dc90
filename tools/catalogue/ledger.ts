/**
 * Takes figures out of items: converts them to base units and notes where each came from.
 * A ledger is a plain object that fills up while the catalogue is generated.
 */
import type { Band, Confidence } from '../../src/catalogue/figures.ts';
import type { Provenance, PublishedValue } from '../../src/catalogue/provenance.ts';
import { baseUnit, trimmed } from './base-units.ts';

export interface RangeValue {
  readonly low: number;
  readonly high: number;
  readonly typical?: number | undefined;
}
export type FigureValue = number | string | Band | RangeValue;

export interface Alternative {
  readonly value: FigureValue;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note?: string | undefined;
  readonly asOf?: string | undefined;
}

/** A figure as the item files hold it. */
export interface Figure extends Alternative {
  readonly unit: string;
  readonly alternatives?: readonly Alternative[] | undefined;
}

export interface Ledger {
  readonly entries: Record<string, Provenance>;
  /** Source key -> readable title. */
  readonly titles: Readonly<Record<string, string>>;
  /** Readable source -> paths it stands behind. */
  readonly uses: Map<string, string[]>;
}

export type Pick = 'central' | 'high';

/** One number: the value itself, the base or typical of a range, or its upper end. Null when there is no figure. */
export function takeNumber(
  ledger: Ledger,
  path: string,
  figure: Figure | undefined,
  pick: Pick = 'central',
): number | null {
  if (figure === undefined || typeof figure.value === 'string') return null;
  const value = inBase(pick === 'high' ? highOf(figure.value) : centralOf(figure.value), figure.unit);
  note(ledger, path, figure, value);
  return value;
}

/** Low, base and high; a single number is a band of no width. */
export function takeBand(ledger: Ledger, path: string, figure: Figure | undefined): Band | null {
  if (figure === undefined || typeof figure.value === 'string') return null;
  const band = bandOf(figure.value, figure.unit);
  note(ledger, path, figure, band);
  return band;
}

export function takeText(ledger: Ledger, path: string, figure: Figure | undefined): string | null {
  if (figure === undefined) return null;
  const text = String(figure.value);
  note(ledger, path, figure, text);
  return text;
}

/** Notes a value worked out from a figure, for instance a share of it. */
export function note(ledger: Ledger, path: string, figure: Figure, value: Provenance['value']): void {
  const [, unit] = baseUnit(figure.unit);
  const source = sourceText(ledger, figure.source);
  const uses = ledger.uses.get(figure.source);
  if (uses === undefined) ledger.uses.set(figure.source, [path]);
  else uses.push(path);
  ledger.entries[path] = {
    value,
    unit,
    source,
    confidence: figure.confidence,
    ...extras(figure),
    ...(figure.alternatives === undefined
      ? {}
      : { alternatives: figure.alternatives.map((other) => published(ledger, other, figure.unit)) }),
  };
}

const published = (ledger: Ledger, other: Alternative, unit: string): PublishedValue => ({
  value:
    typeof other.value === 'object'
      ? bandOf(other.value, unit)
      : typeof other.value === 'number'
        ? inBase(other.value, unit)
        : other.value,
  source: sourceText(ledger, other.source),
  confidence: other.confidence,
  ...extras(other),
});

const extras = (from: Alternative): { note?: string; asOf?: string } => ({
  ...(from.note === undefined ? {} : { note: from.note }),
  ...(from.asOf === undefined ? {} : { asOf: from.asOf }),
});

/** Keys joined by ';' become titles; any other text stands as it is. */
function sourceText(ledger: Ledger, source: string): string {
  const titles = source.split(';').map((key) => ledger.titles[key.trim()]);
  return titles.every((title) => title !== undefined) ? titles.join('; ') : source;
}

export const inBase = (value: number, unit: string): number => trimmed(value * baseUnit(unit)[0]);

export function centralOf(value: number | Band | RangeValue): number {
  if (typeof value === 'number') return value;
  if ('base' in value) return value.base;
  return value.typical ?? (value.low + value.high) / 2;
}

const highOf = (value: number | Band | RangeValue): number => (typeof value === 'number' ? value : value.high);

function bandOf(value: number | Band | RangeValue, unit: string): Band {
  const [low, high] = typeof value === 'number' ? [value, value] : [value.low, value.high];
  return { low: inBase(low, unit), base: inBase(centralOf(value), unit), high: inBase(high, unit) };
}

const order: readonly Confidence[] = ['measured', 'datasheet', 'reported', 'estimate'];

/** Weakest confidence among the figures present; null when none is. */
export function weakest(...figures: readonly (Figure | undefined)[]): Confidence | null {
  let worst = -1;
  for (const figure of figures) {
    if (figure !== undefined) worst = Math.max(worst, order.indexOf(figure.confidence));
  }
  return order[worst] ?? null;
}
