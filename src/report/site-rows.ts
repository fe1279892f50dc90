/** The rows of one site: power against its cap, heat against its limits, energy, carbon, water, positions. */
import type { SiteAnswer } from '../evaluate/evaluation.ts';
import { peakOf, rowsOf, type TableRow, type Tier } from './row.ts';

/** All figures of one site; `tier` is that of what runs there. */
export const siteRows = (site: SiteAnswer, tier: Tier): TableRow[] =>
  rowsOf('site', site.name, tier, (add) => {
    add('PUE', site.pue, '', null);
    add('power cap at the meter', site.powerCap, 'W', null);
    add('peak power at the meter', site.peakMeterPower, 'W');
    add('peak IT power', peakOf(site.itPowerByHour), 'W');
    add('nameplate IT power', site.nameplateItPower, 'W', null);
    add('provisioned IT power', site.provisionedItPower, 'W', null);
    add('provisioned power at the meter', site.provisionedMeterPower, 'W', null);
    add('heat to liquid, provisioned', site.liquidHeat, 'W', null);
    add('heat to liquid, limit', site.liquidLimit, 'W', null);
    add('heat to air, provisioned', site.airHeat, 'W', null);
    add('heat to air, limit', site.airLimit, 'W', null);
    add('carbon of a weekday', sumOf(site.carbonByHour), 'gCO2e');
    add('energy price', site.energyPrice, 'USD/J', null);
    add('energy per month', site.energyPerMonth, 'J');
    add('water per month', site.waterPerMonth ?? 'not stated', 'L');
    add('positions used', site.positionsUsed, '', null);
    add('positions', site.positionsTotal, '', null);
  });

const sumOf = (series: readonly number[]): number => series.reduce((sum, value) => sum + value, 0);
