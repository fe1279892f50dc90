/**
 * What moving work within a day could save at best on a grid: work of so many hours in the cleanest hours, against work spread over the
 * day, with capacity to spare. Hourly shapes are those of a mean day. The days it is the mean of have deeper valleys, at hours that change
 * from day to day: with foresight, real days of the measured series save 3 to 9 hundredths more, 12 to 24 % in 4 hours against our
 * 6 to 19 % [E2, E4].
 */
import type { Estate } from '../evaluate/estate.ts';
import type { ProgramInput } from './program-input.ts';

export interface MeanDay {
  readonly siteId: string;
  /** Shape from a measured series, else estimated from the share of sun in the zone. */
  readonly measured: boolean;
  readonly savings: readonly { readonly runHours: number; readonly share: number }[];
}

export const RUN_HOURS = [1, 4, 8, 12] as const;

/** Share saved by running in the `hours` lowest of a day's values against its mean. */
export const idealSaving = (day: readonly number[], hours: number): number => {
  const mean = total(day) / day.length;
  const lowest = day.toSorted((a, b) => a - b).slice(0, hours);
  return mean > 0 ? 1 - total(lowest) / hours / mean : 0;
};

/** Of the sites where the work may be done. */
export const meanDaysOf = ({ sites, catalogue }: Estate, { places }: ProgramInput): MeanDay[] => {
  const used = new Set(places.flatMap((place) => place.sites.map(({ siteId }) => siteId)));
  return sites.flatMap(({ site }) => {
    const region = catalogue.regions[site.regionId];
    if (!region || !used.has(site.id)) return [];
    return [
      {
        siteId: site.id,
        measured: region.carbonShapeMeasured,
        savings: RUN_HOURS.map((runHours) => ({ runHours, share: idealSaving(region.hourlyCarbonShape, runHours) })),
      },
    ];
  });
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
