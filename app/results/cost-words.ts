/** Lines of a bill and ways of having racks, in words. */
import type { CostBasis, RentTerm } from '../../src/economics/cost-basis.ts';
import type { CostStack } from '../../src/economics/cost-stack.ts';
import type { GroupCost } from '../../src/evaluate/cost-answer.ts';
import type { CostParts } from '../../src/evaluate/totals-answer.ts';
import { EN_DASH } from '../../src/units/format.ts';

export interface BillLine {
  readonly line: keyof CostStack;
  readonly name: string;
  /** The part whose hue it wears. */
  readonly part: keyof CostParts;
}

/** Every line of a bill, in the order of its parts. */
export const BILL_LINES: readonly BillLine[] = [
  { line: 'server', name: 'servers', part: 'hardware' },
  { line: 'fabric', name: 'network of the racks', part: 'hardware' },
  { line: 'storage', name: 'storage', part: 'hardware' },
  { line: 'spares', name: 'installation and spares', part: 'hardware' },
  { line: 'building', name: 'building', part: 'facility' },
  { line: 'colocation', name: 'colocation', part: 'facility' },
  { line: 'energy', name: 'energy', part: 'energy' },
  { line: 'siteOperation', name: 'site operation', part: 'operations' },
  { line: 'maintenance', name: 'maintenance', part: 'operations' },
  { line: 'staff', name: 'staff', part: 'operations' },
  { line: 'licence', name: 'licences', part: 'operations' },
  { line: 'taxes', name: 'taxes', part: 'operations' },
  { line: 'egress', name: 'traffic out', part: 'network' },
  { line: 'rent', name: 'rent', part: 'rent' },
];

const BASES: Readonly<Record<CostBasis, string>> = {
  'own-building': 'bought, own building',
  colocation: 'bought, colocation',
  'leased-own-building': 'leased, own building',
  'leased-colocation': 'leased, colocation',
  rented: 'cloud',
};

const TERMS: Readonly<Record<RentTerm, string>> = {
  lease: '3 years',
  reserved: '1 year reserved',
  onDemand: 'on demand',
  spot: 'spot',
};

/** "bought, own building", "cloud, on demand". */
export const acquisitionWords = ({ basis, term }: Pick<GroupCost, 'basis' | 'term'>): string =>
  basis === 'rented' && term !== null ? `${BASES[basis]}, ${TERMS[term]}` : BASES[basis];

/** `$1.23–2.34`: rates an hour are never in thousands. */
export const hourRange = (low: string, high: string): string => `${low}${EN_DASH}${high.replace('$', '')}`;
