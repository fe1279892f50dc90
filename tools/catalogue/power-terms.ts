/** Figures of power that the research files leave open: how PUE swings, what power made on the site emits, how clocks follow a power limit. */
import type { JsonObject } from './item-files.ts';

const estimate = (low: number, base: number, high: number, unit: string, reason: string): JsonObject => ({
  value: { low, base, high },
  unit,
  source: `estimate: ${reason}`,
  confidence: 'estimate',
});

const FIXED =
  'what is lost in UPS, distribution and lighting, about a third to a half of the overhead, hardly follows the weather; the rest is cooling';
const TROPICS = 'Towards the tropics it is scaled down with the latitude, whole from 40 degrees on';
const IPCC =
  'IPCC AR5 WG3 Annex III, Table A.III.2, life-cycle emissions of electricity, median with minimum and maximum';

const published = (low: number, base: number, high: number, source: string, note?: string): JsonObject => ({
  value: { low, base, high },
  unit: 'gCO2e/kWh',
  source: `${IPCC}: ${source}`,
  confidence: 'reported',
  ...(note === undefined ? {} : { note }),
});

export const powerTermsItem = (): JsonObject => ({
  id: 'power-terms',
  figures: {
    pue_overhead_swing: {
      air_day: estimate(
        0.05,
        0.12,
        0.25,
        'share',
        `${FIXED}; air-cooled halls run fewer compressors at night: a fifth of the cooling part around its mean`,
      ),
      air_season: estimate(
        0.1,
        0.25,
        0.45,
        'share',
        `${FIXED}; economisers carry most of a temperate winter and little of its summer: two fifths of the cooling part around its mean. ${TROPICS}`,
      ),
      liquid_day: estimate(
        0.01,
        0.04,
        0.1,
        'share',
        `${FIXED}; loops at 30 to 45 degrees give their heat to outside air by day and night, only fans follow`,
      ),
      liquid_season: estimate(
        0.03,
        0.1,
        0.2,
        'share',
        `${FIXED}; loops at 30 to 45 degrees need compressors on few days of a year, fans and towers follow the season. ${TROPICS}`,
      ),
    },
    own_supply: {
      gas: published(
        410,
        490,
        650,
        'gas, combined cycle',
        'engines and open-cycle turbines burn up to twice the gas of a combined cycle',
      ),
      solar_storage: published(
        18,
        48,
        180,
        'solar PV, utility scale',
        'making the storage, and what is lost in it, are not counted',
      ),
      wind: published(7, 11, 56, 'wind, onshore'),
    },
    clock_exponent: estimate(
      2,
      3,
      3,
      'ratio',
      'dynamic power of CMOS is capacitance x voltage squared x clock, and above its floor the voltage rises about with the clock; parts whose voltage rises more slowly come nearer to 2',
    ),
    voltage_floor_clock_frac: estimate(
      0.4,
      0.5,
      0.6,
      'share',
      'below about half of the boost clock the voltage is at its floor and watts fall with the clock alone',
    ),
  },
});
