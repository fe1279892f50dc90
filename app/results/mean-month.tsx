/** Energy, carbon and water of a mean month by site: own supply beside the grid, by the contract beside by the grid's mix, embodied beside operation. */
import type { Evaluation, SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { electricity, litres, text } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { cell, TableFigure, type Cell, type FigureRow } from '../ui/charts/table-figure.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { carbonMass, money, tokenRate } from './numbers.ts';
import { siteName } from './site-words.ts';

const COLUMNS = [
  { head: 'Site' },
  { head: 'From the grid', align: 'right' },
  { head: 'Own supply', align: 'right' },
  { head: 'Bill', align: 'right' },
  { head: 'Carbon, by location', align: 'right' },
  { head: 'By contract', align: 'right' },
  { head: 'Water', align: 'right' },
] as const;

const energy = (joules: number): string => text(electricity(quantity<'J'>(joules)));

const water = (value: number | null): Cell =>
  value === null ? cell('not stated', 'weak') : cell(text(litres(quantity<'L'>(value))));

/** Contracts change nothing where no site has one. */
const contractCell = (market: number, location: number): Cell =>
  Math.abs(market - location) <= location * 1e-9 ? cell('as located', 'weak') : cell(carbonMass(market));

const rowOf = (site: SiteAnswer): FigureRow => {
  const all = (value: number): number => value * site.count;
  return {
    key: site.siteId,
    cells: [
      cell(siteName(site)),
      cell(energy(all(site.gridEnergyPerMonth))),
      site.ownEnergyPerMonth > 0 ? cell(energy(all(site.ownEnergyPerMonth))) : cell('none', 'weak'),
      cell(money(all(site.energyCostPerMonth))),
      cell(carbonMass(all(site.carbonPerMonth)), 'strong'),
      contractCell(all(site.marketCarbonPerMonth), all(site.carbonPerMonth)),
      water(site.waterPerMonth === null ? null : all(site.waterPerMonth)),
    ],
  };
};

export const MeanMonth = ({ evaluation }: { readonly evaluation: Evaluation }) => {
  const { totals, sites } = evaluation;
  const over = (of: (site: SiteAnswer) => number): number =>
    sites.reduce((sum, site) => sum + site.count * of(site), 0);
  const own = over(({ ownEnergyPerMonth }) => ownEnergyPerMonth);
  const whole: FigureRow = {
    key: 'all',
    cells: [
      { text: 'All sites', tone: 'strong', mark: <TierMark tier={totals.tier} /> },
      cell(energy(over(({ gridEnergyPerMonth }) => gridEnergyPerMonth))),
      own > 0 ? cell(energy(own)) : cell('none', 'weak'),
      cell(money(totals.energyCostPerMonth)),
      cell(carbonMass(totals.carbonPerMonth), 'strong'),
      contractCell(totals.marketCarbonPerMonth, totals.carbonPerMonth),
      water(totals.waterPerMonth),
    ],
  };
  const used = sites.filter(({ positionsUsed }) => positionsUsed > 0);
  const rate =
    totals.tokensPerMegawatt === null ? 'no output' : `${tokenRate(totals.tokensPerMegawatt)} per MW at the peak`;
  return (
    <TableFigure
      title="A mean month"
      subtitle={rate}
      description={`Operation emits ${carbonMass(totals.carbonPerMonth)} a month by location, ${carbonMass(totals.marketCarbonPerMonth)} by contract; making the hardware ${carbonMass(totals.embodiedPerMonth)} a month of its life.`}
      columns={COLUMNS}
      note={`Making the hardware: ${carbonMass(totals.embodiedPerMonth)} a month of its life, beside what operation emits`}
      rows={used.length > 1 ? [...used.map(rowOf), whole] : [whole]}
    />
  );
};
