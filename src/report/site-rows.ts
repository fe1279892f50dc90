/** The rows of one site, of one where several are alike: power against its cap, heat against its limits, energy, carbon, water, positions. */
import type { SiteAnswer } from '../evaluate/evaluation.ts';
import { monthName } from '../units/format-time.ts';
import { addMonths, peakOf, rowsOf, type TableRow, type Tier } from './row.ts';

/** All figures of one site; `tier` is that of what runs there. */
export const siteRows = (site: SiteAnswer, tier: Tier): TableRow[] =>
  rowsOf('site', site.name, tier, (add) => {
    add('sites alike', site.count, '', null);
    add('PUE', site.pue, '', null);
    add('PUE, warmest hour', site.peakPue, '', null);
    add('power cap at the meter', site.powerCap, 'W', null);
    add('power cap at the meter, lowest hour', Math.min(...site.powerCapByHour), 'W', null);
    add('peak power at the meter', site.peakMeterPower, 'W');
    add('month of the peak', monthName(site.month), '', null);
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
    add('energy price, cheapest hour', Math.min(...site.energyPriceByHour), 'USD/J', null);
    add('energy price, dearest hour', Math.max(...site.energyPriceByHour), 'USD/J', null);
    add('energy per month', site.energyPerMonth, 'J');
    add('energy per month: grid', site.gridEnergyPerMonth, 'J');
    add('energy per month: own supply', site.ownEnergyPerMonth, 'J');
    add('energy bill per month', site.energyCostPerMonth, 'USD');
    add('carbon per month', site.carbonPerMonth, 'gCO2e');
    add('carbon per month by contract', site.marketCarbonPerMonth, 'gCO2e');
    add('water per month', site.waterPerMonth ?? 'not stated', 'L');
    addMonths(add, 'peak power at the meter', site.peakMeterPowerByMonth, 'W');
    addMonths(add, 'energy', site.energyByMonth, 'J');
    addMonths(add, 'energy bill', site.energyCostByMonth, 'USD');
    addMonths(add, 'carbon', site.carbonByMonth, 'gCO2e');
    if (site.waterByMonth) addMonths(add, 'water', site.waterByMonth, 'L');
    add('positions used', site.positionsUsed, '', null);
    add('positions', site.positionsTotal, '', null);
  });

const sumOf = (series: readonly number[]): number => series.reduce((sum, value) => sum + value, 0);
