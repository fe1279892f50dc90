/**
 * Cost topics and the rents of accelerators: validated items -> figures in base units.
 */
import type * as z from 'zod/mini';
import type { Band, CostFigures, ForecastFigures, LeadTimeItem, RentRates } from '../../src/catalogue/figures.ts';
import type { acceleratorItem } from '../../src/catalogue/schema.ts';
import { figureAt, type Topics } from './figures-places.ts';
import { takeBand } from './ledger.ts';
import type { Alternative, Figure, Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';

type AcceleratorItem = z.infer<typeof acceleratorItem>;
type PlainBandField = Exclude<keyof CostFigures, 'rentPerAcceleratorHour' | 'leadTimeMonths'>;

/** Field of the catalogue <- topic and key of the item files. */
const FIELDS: Readonly<Record<PlainBandField, readonly [topic: string, key: string]>> = {
  waccPerYear: ['financial', 'wacc_frac_per_year'],
  itLifeYears: ['financial', 'it_life_years'],
  facilityLifeYears: ['financial', 'facility_life_years'],
  residualShare: ['financial', 'residual_frac_of_it_capex'],
  installationShare: ['financial', 'installation_and_spares_frac_of_it_capex'],
  maintenancePerYear: ['financial', 'it_maintenance_frac_of_capex_per_year'],
  facilityOpexUsdPerKwYear: ['financial', 'facility_opex_excl_energy_usd_per_kw_it_year'],
  licenceUsdPerAcceleratorYear: ['financial', 'software_licence_usd_per_gpu_year'],
  staffUsdPerAcceleratorYear: ['financial', 'staff_sre_usd_per_gpu_year'],
  constructionUsdPerWatt: ['facility', 'construction_usd_per_w_critical_it'],
  coloUsdPerKwMonth: ['facility', 'colo_usd_per_kw_month'],
  networkShareOfCapex: ['adders', 'network_frac_of_rack_capex'],
  storageShareOfCapex: ['adders', 'storage_frac_of_rack_capex'],
  egressUsdPerGb: ['network', 'internet_egress_usd_per_gb'],
  bytesPerStreamedToken: ['network', 'bytes_per_streamed_token'],
  availabilityShare: ['financial', 'availability_frac'],
  taxShare: ['acquisition', 'tax_share'],
  leasedHardwareShare: ['acquisition', 'leased_hardware_share'],
  reservedShareOfOnDemand: ['acquisition', 'reserved_share_of_on_demand'],
  spotShareOfOnDemand: ['acquisition', 'spot_share_of_on_demand'],
  spotInterruptionShare: ['acquisition', 'spot_interruption_share'],
};

const LEAD_TIMES: Readonly<Record<LeadTimeItem, string>> = {
  powerTransformer: 'power_transformer',
  switchgear: 'switchgear',
  gridConnection: 'grid_interconnection',
  building: 'data_centre_build',
  gasTurbine: 'gas_turbine',
  solarStorage: 'solar_plus_storage',
  hopperServers: 'h100_direct_purchase',
  blackwellServers: 'b200_direct_purchase',
};

export function costFigures(
  ledger: Ledger,
  topics: Topics,
  accelerators: readonly AcceleratorItem[],
): Plain<CostFigures> {
  const band = (path: string, topic: string, ...keys: readonly string[]): Band => {
    const taken = takeBand(ledger, `costs.${path}`, figureAt(topics, topic, ...keys));
    if (taken === null) throw new Error(`${topic}.json: ${keys.join('.')} is not a band`);
    return taken;
  };
  const mapped = <K extends string, V>(of: Readonly<Record<K, V>>, take: (key: K, value: V) => Band): Record<K, Band> =>
    Object.fromEntries(Object.entries<V>(of).map(([key, value]) => [key, take(key as K, value)])) as Record<K, Band>;
  return {
    ...mapped(FIELDS, (field, [topic, key]) => band(field, topic, key)),
    leadTimeMonths: mapped(LEAD_TIMES, (item, key) =>
      band(`leadTimeMonths.${item}`, 'facility', 'lead_time_months', key),
    ),
    rentPerAcceleratorHour: rents(ledger, topics, accelerators),
  };
}

/** Rates of the accelerator's own record, beside them those of the market topics; spot only from the latter. */
function rents(ledger: Ledger, topics: Topics, accelerators: readonly AcceleratorItem[]): Record<string, RentRates> {
  const entries = accelerators.flatMap(({ id, figures }) => {
    const chip = `tpu_${id.replace('tpu-', '')}`;
    const found: Readonly<Record<keyof RentRates, Figure | undefined>> = {
      lease: figures.rentalHourThreeYears,
      reserved: beside(figures.cloudHourOneYear, market(topics, 'gpu-rental-usd-per-gpu-h', id, 'contract_1yr')),
      onDemand: beside(
        figures.cloudHour,
        market(topics, 'gpu-rental-usd-per-gpu-h', id, 'hyperscaler_on_demand') ??
          market(topics, 'gpu-rental-usd-per-gpu-h', id, 'on_demand'),
      ),
      spot:
        market(topics, 'gpu-rental-usd-per-gpu-h', id, 'spot_neocloud') ??
        market(topics, 'gpu-rental-usd-per-gpu-h', id, 'spot') ??
        market(topics, 'chip-rental', chip, 'rental_spot_usd_per_chip_h'),
    };
    const rates: Record<string, Band> = {};
    for (const [term, figure] of Object.entries(found)) {
      const taken = takeBand(ledger, `costs.rentPerAcceleratorHour.${id}.${term}`, figure);
      if (taken !== null) rates[term] = taken;
    }
    return Object.keys(rates).length > 0 ? [[id, rates] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** A figure of a market topic in the unit of the catalogue; undefined where the topic has none. */
function market(topics: Topics, topic: string, ...keys: readonly string[]): Figure | undefined {
  let node: unknown = topics[topic];
  for (const key of keys) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
  return node === undefined ? undefined : { ...figureAt(topics, topic, ...keys), unit: 'USD/h' };
}

function beside(first: Figure | undefined, second: Figure | undefined): Figure | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const { value, source, confidence, note }: Alternative = second;
  return { ...first, alternatives: [...(first.alternatives ?? []), { value, source, confidence, note }] };
}

export function forecastFigures(ledger: Ledger, topics: Topics): Plain<ForecastFigures> {
  const ratio = takeBand(ledger, 'forecast.demandRatio', figureAt(topics, 'forecast', 'demand_over_forecast'));
  if (ratio === null) throw new Error('forecast.json: demand_over_forecast is not a band');
  return { demandRatio: ratio };
}
