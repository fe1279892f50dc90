/**
 * Regions and power: validated items -> figures in base units.
 */
import * as z from 'zod/mini';
import type { Band, PowerFigures, Region } from '../../src/catalogue/figures.ts';
import { anyFigure } from '../../src/catalogue/schema.ts';
import type { acceleratorPowerItem, regionItem } from '../../src/catalogue/schema.ts';
import { trimmed } from './base-units.ts';
import { meanOne } from './figures-models.ts';
import { note, takeBand, takeNumber } from './ledger.ts';
import type { Figure, Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';

export function regionFigures(ledger: Ledger, item: z.infer<typeof regionItem>): Plain<Region> {
  const path = `regions.${item.id}`;
  const f = item.figures;
  const band = (key: string, figure: Figure): Band => {
    const taken = takeBand(ledger, `${path}.${key}`, figure);
    if (taken === null) throw new Error(`${path}.${key} is not a band`);
    return taken;
  };
  const shape = item.carbonShape;
  note(
    ledger,
    `${path}.hourlyCarbonShape`,
    { value: shape.kind, unit: 'text', source: shape.source, confidence: shape.confidence },
    shape.kind,
  );
  return {
    id: item.id,
    name: item.name,
    country: item.country,
    latitudeDeg: item.latitudeDeg,
    longitudeDeg: item.longitudeDeg,
    carbonIntensity: band('carbonIntensity', f.carbonIntensity),
    hourlyCarbonShape: meanOne(shape.hours),
    monthlyCarbonShape: shape.months === null ? null : meanOne(shape.months),
    carbonShapeMeasured: shape.kind === 'measured',
    energyPrice: band('energyPrice', f.energyPrice),
    pueAir: band('pueAir', f.pueAir),
    pueLiquid: band('pueLiquid', f.pueLiquid),
    waterOnSite: band('waterOnSite', f.waterOnSite),
    waterOffSite: takeNumber(ledger, `${path}.waterOffSite`, f.waterOffSite),
    constructionPerWatt: takeBand(ledger, `${path}.constructionPerWatt`, f.construction),
    utcOffsetHours: item.utcOffsetHours,
  };
}

export type Topics = Readonly<Record<string, unknown>>;

/** A figure inside a topic; failures name file and field. */
export function figureAt(topics: Topics, topic: string, ...keys: readonly string[]): Figure {
  let node: unknown = topics[topic];
  for (const key of keys) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
  const parsed = z.safeParse(anyFigure, node);
  if (!parsed.success) throw new Error(`${topic}.json: ${keys.join('.')} is not a figure`);
  return parsed.data;
}

export type AcceleratorPower = z.infer<typeof acceleratorPowerItem>;

export function powerFigures(
  ledger: Ledger,
  topics: Topics,
  accelerators: readonly AcceleratorPower[],
): Plain<PowerFigures> {
  const band = (path: string, figure: Figure): Band => {
    const taken = takeBand(ledger, `power.${path}`, figure);
    if (taken === null) throw new Error(`power.${path} is not a band`);
    return taken;
  };
  const phi = (key: string): Figure => figureAt(topics, 'gpu-power-models', 'constant', 'phi', key);
  const overhead = (key: string): Figure => figureAt(topics, 'node-overhead', key);
  const swing = (way: 'air' | 'liquid', over: 'day' | 'season'): Band =>
    band(`pueSwing.${way}.${over}`, figureAt(topics, 'power-terms', 'pue_overhead_swing', `${way}_${over}`));
  const supply = (source: keyof PowerFigures['ownSupply'], intensity: string, price: string) => ({
    energyPrice: band(
      `ownSupply.${source}.energyPrice`,
      figureAt(topics, 'generation-behind-the-meter-usd-per-kwh', price),
    ),
    carbonIntensity: band(
      `ownSupply.${source}.carbonIntensity`,
      figureAt(topics, 'power-terms', 'own_supply', intensity),
    ),
  });
  const idleWatts: Record<string, number> = {};
  const operatorClassShare: Record<string, Record<string, number>> = {};
  for (const item of accelerators) {
    const watts = takeNumber(ledger, `power.idleWatts.${item.id}`, item.idle_w);
    if (watts !== null) idleWatts[item.id] = watts;
    operatorClassShare[item.id] = classShares(ledger, item, accelerators);
  }
  return {
    operatorClassShare,
    idleWatts,
    constantShare: {
      idle: band('constantShare.idle', phi('idle_loaded')),
      decode: band('constantShare.decode', phi('decode')),
      prefill: band('constantShare.prefill', phi('prefill')),
    },
    nodeOverheadPerAccelerator: {
      nvl72: band('nodeOverheadPerAccelerator.nvl72', overhead('nvl72_non_gpu_w_per_gpu')),
      b200Node: band('nodeOverheadPerAccelerator.b200Node', eighth(overhead('b200_8gpu_air_or_hybrid_w'))),
      h100Node: band('nodeOverheadPerAccelerator.h100Node', eighth(overhead('h100_8gpu_w'))),
    },
    overheadLoadShare: band('overheadLoadShare', overhead('load_fraction_of_non_gpu_power')),
    pueSwing: {
      air: { day: swing('air', 'day'), season: swing('air', 'season') },
      liquid: { day: swing('liquid', 'day'), season: swing('liquid', 'season') },
    },
    ownSupply: {
      gas: supply('gas', 'gas', 'gas_engine_or_aeroderivative'),
      'solar-storage': supply('solar-storage', 'solar_storage', 'solar_plus_storage'),
      wind: supply('wind', 'wind', 'wind_ppa'),
    },
    clockExponent: band('clockExponent', figureAt(topics, 'power-terms', 'clock_exponent')),
    voltageFloorClockShare: band('voltageFloorClockShare', figureAt(topics, 'power-terms', 'voltage_floor_clock_frac')),
    embodiedKgPerAccelerator: embodied(band, topics),
  };
}

/** Shares of one accelerator; "use h200-sxm ..." points at another record of the same die. */
function classShares(ledger: Ledger, item: AcceleratorPower, all: readonly AcceleratorPower[]): Record<string, number> {
  const pointer = item.op_class_power;
  const origin =
    typeof pointer === 'string' ? all.find((other) => pointer.includes(other.id) && other.id !== item.id) : item;
  if (origin === undefined || typeof origin.op_class_power === 'string') {
    throw new Error(`power/accelerator-${item.id}.json: op_class_power points at no measured record`);
  }
  note(
    ledger,
    `power.operatorClassShare.${item.id}`,
    {
      value: origin.id,
      unit: 'text',
      source: origin.op_class_source ?? origin.id,
      confidence: origin === item ? (item.op_class_confidence ?? 'measured') : 'estimate',
      ...(origin === item ? {} : { note: `shares of ${origin.id}` }),
    },
    origin.id,
  );
  return Object.fromEntries(Object.entries(origin.op_class_power).map(([name, one]) => [name, one.base_frac_tdp]));
}

const asBand = (figure: Figure): Band => {
  if (typeof figure.value !== 'object' || !('base' in figure.value)) throw new Error(`${figure.source}: not a band`);
  return figure.value;
};

const scaled = (band: Band, factor: number): Band => ({
  low: trimmed(band.low * factor),
  base: trimmed(band.base * factor),
  high: trimmed(band.high * factor),
});

const eighth = (figure: Figure): Figure => ({
  ...figure,
  value: scaled(asBand(figure), 1 / 8),
  note: 'node figure / 8 accelerators',
});

type TakeBand = (path: string, figure: Figure) => Band;

/** Accelerator plus its share of the server that carries it. */
function embodied(band: TakeBand, topics: Topics): Record<string, Band> {
  const server = figureAt(topics, 'embodied-kgco2e', 'server_without_gpus_p5_class');
  const share = scaled(asBand(server), 1 / 8);
  const withServer = (key: string): Figure => {
    const part = figureAt(topics, 'embodied-kgco2e', key);
    const own = asBand(part);
    return {
      value: { low: own.low + share.low, base: own.base + share.base, high: own.high + share.high },
      unit: 'kgCO2e',
      source: `${part.source}; ${server.source}`,
      confidence: 'estimate',
      note: `accelerator ${own.base} + server ${asBand(server).base} / 8 = ${own.base + share.base} kg`,
    };
  };
  const hopper = withServer('h100_sxm_gpu');
  const blackwell = withServer('hgx_b200_per_gpu');
  const rack = figureAt(topics, 'embodied-kgco2e', 'gb200_per_gpu_all_in');
  const fallback: Figure = {
    value: { low: asBand(rack).low, base: asBand(hopper).base, high: asBand(rack).high },
    unit: 'kgCO2e',
    source: `${hopper.source}; ${rack.source}`,
    confidence: 'estimate',
    note: 'accelerators without a figure of their own: base of the H100 node, band over all three records',
  };
  const figures: readonly (readonly [string, Figure])[] = [
    ['h100-sxm', hopper],
    ['h200-sxm', hopper],
    ['b200-sxm', blackwell],
    ['b300-sxm', blackwell],
    ['gb200', rack],
    ['gb300', rack],
    ['default', fallback],
  ];
  return Object.fromEntries(figures.map(([id, figure]) => [id, band(`embodiedKgPerAccelerator.${id}`, figure)]));
}
