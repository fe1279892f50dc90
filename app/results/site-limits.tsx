/** What each site draws against what it may: cap, hours lowered by the grid, provisioned power, heat by the way it leaves. */
import type { ReactNode } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { monthName } from '../../src/units/format-time.ts';
import { number, text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { cell, TableFigure, type Cell, type FigureRow } from '../ui/charts/table-figure.tsx';
import { power, share } from './numbers.ts';
import { siteName } from './site-words.ts';

const COLUMNS = [
  { head: 'Site, one of each' },
  { head: 'Cap at the meter', align: 'right' },
  { head: 'Lowered by the grid', align: 'right' },
  { head: 'Peak drawn', align: 'right' },
  { head: 'Of cap', align: 'right' },
  { head: 'Peak in' },
  { head: 'Provisioned, meter', align: 'right' },
  { head: 'Nameplate, IT', align: 'right' },
  { head: 'PUE, mean to peak', align: 'right' },
  { head: 'Heat to liquid', align: 'right' },
  { head: 'Heat to air', align: 'right' },
  { head: 'Positions', align: 'right' },
] as const;

const loweredWords = ({ powerCap, powerCapByHour }: SiteAnswer): string => {
  const hours = powerCapByHour.filter((cap) => cap < powerCap * (1 - 1e-9));
  return hours.length === 0 ? 'never' : `to ${power(Math.min(...hours))}, ${hours.length} h a day`;
};

const heatCell = (heat: number, limit: number): Cell =>
  heat <= 0 && limit <= 0
    ? cell('none', 'weak')
    : cell(`${power(heat)} of ${power(limit)}`, heat > limit * (1 + 1e-9) ? 'broken' : undefined);

const rowOf = (site: SiteAnswer): FigureRow => {
  const { peakMeterPower: peak, powerCap, provisionedMeterPower: provisioned } = site;
  return {
    key: site.siteId,
    cells: [
      cell(siteName(site)),
      cell(power(powerCap)),
      cell(loweredWords(site), site.powerCapByHour.some((cap) => cap < powerCap * (1 - 1e-9)) ? undefined : 'weak'),
      cell(power(peak), 'strong'),
      cell(share(peak / powerCap), peak > powerCap * (1 + 1e-9) ? 'broken' : undefined),
      cell(monthName(site.month)),
      cell(power(provisioned), provisioned > powerCap * (1 + 1e-9) ? 'broken' : undefined),
      cell(power(site.nameplateItPower)),
      cell(`${text(number(site.pue))} to ${text(number(site.peakPue))}`),
      heatCell(site.liquidHeat, site.liquidLimit),
      heatCell(site.airHeat, site.airLimit),
      cell(`${whole(site.positionsUsed)} of ${whole(site.positionsTotal)}`),
    ],
  };
};

/** `control` chooses what the tab shows. */
export const SiteLimits = ({
  sites,
  control,
}: {
  readonly sites: readonly SiteAnswer[];
  readonly control?: ReactNode;
}) => {
  const over = sites.filter(({ peakMeterPower, powerCap }) => peakMeterPower > powerCap);
  return (
    <TableFigure
      title="Sites against their limits"
      subtitle="provisioned: what the room must carry, in the warmest hour of the year; drawn: the load served"
      description={
        over.length > 0
          ? `${over.map(({ name }) => name).join(', ')} would draw more than the cap.`
          : 'Every site stays below its cap.'
      }
      columns={COLUMNS}
      rows={sites.map(rowOf)}
      control={control}
    />
  );
};
