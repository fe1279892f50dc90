/**
 * Regions: carbon, price, cooling, water and building cost, with the hourly shape of the grid resolved into the item.
 */
import type { JsonObject } from './item-files.ts';
import { utcOffsetHours } from './region-time.ts';
import { figureOfSpread, isSpread, listAt, numberAt, objectAt, textAt } from './upstream.ts';

export function regionItems(file: JsonObject): Map<string, JsonObject> {
  const shapes = objectAt(file, 'hourly_shapes');
  return new Map(listAt(file, 'regions').map((record) => [textAt(record, 'id'), regionItem(record, shapes)]));
}

function regionItem(record: JsonObject, shapes: JsonObject): JsonObject {
  const id = textAt(record, 'id');
  const offset = utcOffsetHours[id];
  if (offset === undefined) throw new Error(`regions/${id}: no standard time in region-time.ts`);
  const carbon = objectAt(record, 'carbon');
  const lifecycle = objectAt(carbon, 'lifecycle_gco2e_per_kwh');
  const pue = objectAt(record, 'pue');
  const pueSource = { source: textAt(pue, 'source'), confidence: textAt(pue, 'confidence') };
  const figures: Record<string, JsonObject> = {};
  const gaps: string[] = [];
  const put = (key: string, spread: JsonObject[string], unit: string, note?: string): void => {
    if (isSpread(spread) && (typeof spread.base === 'number' || typeof spread.high === 'number')) {
      figures[key] = figureOfSpread(spread, unit, note);
    } else gaps.push(key);
  };
  put('carbonIntensity', lifecycle, 'gCO2e/kWh', `${String(lifecycle['basis'])}, ${String(lifecycle['year'])}`);
  put('carbonDirect', carbon['direct_gco2_per_kwh'], 'gCO2/kWh');
  put('carbonCountryCheck', carbon['country_check_gco2e_per_kwh'], 'gCO2e/kWh');
  put('energyPrice', record['price_usd_per_kwh'], 'USD/kWh');
  put('pueAir', { ...objectAt(pue, 'air'), ...pueSource }, 'ratio');
  put('pueLiquid', { ...objectAt(pue, 'dlc'), ...pueSource }, 'ratio');
  put('waterOnSite', record['wue_onsite_l_per_kwh'], 'L/kWh');
  put('waterOffSite', record['water_offsite_l_per_kwh'], 'L/kWh');
  put('construction', record['construction_usd_per_w_critical'], 'USD/W');
  return {
    id,
    name: textAt(record, 'name'),
    country: textAt(record, 'country'),
    gridZone: record['grid_zone'] ?? null,
    latitudeDeg: numberAt(record, 'latitude_deg'),
    longitudeDeg: numberAt(record, 'longitude_deg'),
    coordinateNote: record['coordinate_note'] ?? null,
    utcOffsetHours: offset,
    cloudRegions: record['cloud_regions'] ?? [],
    climateClass: record['climate_class'] ?? null,
    mixShare: carbon['mix_share'] ?? null,
    carbonShape: shapeOf(objectAt(shapes, textAt(record, 'hourly_shape_id')), textAt(record, 'hourly_shape_id')),
    figures,
    gaps,
  };
}

const shapeOf = (shape: JsonObject, id: string): JsonObject => ({
  id,
  kind: textAt(shape, 'kind'),
  source: textAt(shape, 'source'),
  confidence: textAt(shape, 'confidence'),
  ...(shape['solar_share'] === undefined ? {} : { solarShare: shape['solar_share'] }),
  hours: shape['hour_local_multiplier'],
  months: shape['month_multiplier'] ?? null,
  idealSameDaySavingByRunHours: shape['ideal_same_day_saving_frac_by_run_hours'] ?? null,
});
