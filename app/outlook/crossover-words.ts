/** Ways of having the racks, and what stands in the way of an answer, in words. */
import type { CostLine, CrossoverRefusal, RackLine } from '../../src/outlook/crossover-answer.ts';
import { dollars, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';

const WAYS: Readonly<Record<RackLine['how'], string>> = {
  'as-planned': 'this plan',
  bought: 'bought',
  lease: 'leased, 3 years',
  onDemand: 'cloud, on demand',
  reserved: 'cloud, reserved',
  spot: 'cloud, spot',
};

export const wayWords = (how: RackLine['how']): string => WAYS[how];

/** Which price it is: what is paid by the hour is paid in the hours it is needed. */
export const byTheHour = (line: CostLine): boolean => line.kind !== 'api' && line.byTheHour;

export const lineName = (line: CostLine): string => (line.kind === 'api' ? line.provider : wayWords(line.how));

const REFUSALS: Readonly<Record<CrossoverRefusal['reason'], string>> = {
  'no-answer': 'the pool has no answer',
  'no-capacity': 'its racks keep the targets at no load',
  'no-demand': 'nothing is asked of it',
  'no-price': 'a purchase price is missing',
  'no-rent': 'a rent is missing',
  'no-api': 'no price list names this model',
};

export const refusalWords = ({ reason, how }: CrossoverRefusal): string =>
  how ? `${wayWords(how)}: ${REFUSALS[reason]}` : REFUSALS[reason];

export const usdWords = (value: number): string => text(dollars(quantity<'USD'>(value)));
