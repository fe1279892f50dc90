/**
 * Schemas of the catalogue's item files: what a figure is, and which figures each kind of item may carry in which unit.
 * Used when the catalogue is generated and tested; the planner itself loads only what comes out.
 */
import * as z from 'zod/mini';

export const confidence = z.enum(['measured', 'datasheet', 'reported', 'estimate']);
export const status = z.enum(['shipping', 'ramping', 'announced', 'roadmap', 'superseded', 'emerging']);

const text = z.string().check(z.minLength(1));
const range = z.strictObject({ low: z.number(), high: z.number(), typical: z.optional(z.number()) });
const band = z.strictObject({ low: z.number(), base: z.number(), high: z.number() });
const numeric = z.union([z.number(), band, range]);

const figureOf = <V extends z.ZodMiniType>(value: V, unit: string) =>
  z.strictObject({
    value,
    unit: z.literal(unit),
    source: text,
    confidence,
    note: z.optional(z.string()),
    asOf: z.optional(z.string()),
    alternatives: z.optional(
      z.array(
        z.strictObject({
          value,
          source: text,
          confidence,
          note: z.optional(z.string()),
          asOf: z.optional(z.string()),
        }),
      ),
    ),
  });

/** A numeric figure in one unit, absent where nothing was sourced. */
const inUnit = (unit: string) => z.optional(figureOf(numeric, unit));
const inText = z.optional(figureOf(z.union([z.string(), z.number(), range]), 'text'));

export const acceleratorItem = z.strictObject({
  id: text,
  name: text,
  vendor: text,
  kind: z.enum(['gpu', 'tpu', 'lpu', 'asic', 'npu', 'wafer', 'soc']),
  status,
  notes: z.optional(z.string()),
  figures: z.strictObject({
    available: inText,
    memoryType: inText,
    memoryCapacity: inUnit('GB'),
    memoryUsable: inUnit('GB'),
    memoryBandwidth: inUnit('GB/s'),
    densePeakBf16: inUnit('TFLOP/s'),
    densePeakFp8: inUnit('TFLOP/s'),
    densePeakFp6: inUnit('TFLOP/s'),
    densePeakInt8: inUnit('TFLOP/s'),
    densePeakFp4: inUnit('TFLOP/s'),
    densePeakInt4: inUnit('TFLOP/s'),
    measuredBf16: inUnit('TFLOP/s'),
    measuredFp8: inUnit('TFLOP/s'),
    memoryBandwidthShare: inUnit('share'),
    onChipSram: inUnit('MB'),
    onChipSramBandwidth: inUnit('GB/s'),
    scaleUpFabric: inText,
    scaleUpPerDirection: inUnit('GB/s'),
    scaleUpPairPerDirection: inUnit('GB/s'),
    scaleUpDomain: inUnit('accelerators'),
    scaleUpTopology: inText,
    scaleUpClass: figureOf(z.enum(['switched', 'full-mesh', 'torus', 'hybrid', 'none']), 'text'),
    scaleOutPerDirection: inUnit('Gbit/s'),
    hostLink: inText,
    hostLinkPerDirection: inUnit('GB/s'),
    cpuLinkPerDirection: inUnit('GB/s'),
    boardPower: inUnit('W'),
    idlePower: inUnit('W'),
    servingPower: inUnit('W'),
    allInPower: inUnit('kW'),
    capex: inUnit('USD'),
    cloudHour: inUnit('USD/h'),
    cloudHourOneYear: inUnit('USD/h'),
    ownerHourHyperscaler: inUnit('USD/h'),
    ownerHourNeocloud: inUnit('USD/h'),
    rentalHourThreeYears: inUnit('USD/h'),
  }),
  gaps: z.array(text),
});

export const systemItem = z.strictObject({
  id: text,
  name: text,
  vendor: text,
  kind: z.enum(['node', 'rack', 'pod', 'storage', 'cpu', 'edge', 'cloud']),
  status,
  acceleratorId: z.nullable(text),
  costsId: text,
  acceleratorsCosted: z.number(),
  cloudOnly: z.boolean(),
  notes: z.optional(z.string()),
  figures: z.strictObject({
    accelerators: inUnit('accelerators'),
    computeTrays: inUnit('trays'),
    switchTrays: inUnit('trays'),
    memoryTotal: inUnit('GB'),
    memoryBandwidthTotal: inUnit('GB/s'),
    sramTotal: inUnit('GB'),
    sramBandwidthTotal: inUnit('GB/s'),
    densePeakFp4Total: inUnit('PFLOP/s'),
    densePeakFp8Total: inUnit('PFLOP/s'),
    hostCpus: inText,
    hostDram: inUnit('GB'),
    hostDramType: inText,
    localNvme: inUnit('GB'),
    cpuCores: inUnit('cores'),
    storeReadBandwidth: inUnit('GB/s'),
    storeLatency: inUnit('us'),
    scaleUpDomain: inUnit('accelerators'),
    scaleUpTotalPerDirection: inUnit('GB/s'),
    scaleOutNics: inText,
    scaleOutTotalPerDirection: inUnit('Gbit/s'),
    dpu: inText,
    powerIdle: inUnit('kW'),
    powerTypical: inUnit('kW'),
    powerNameplate: inUnit('kW'),
    powerPeak: inUnit('kW'),
    powerShelves: inText,
    voltage: inText,
    cooling: inText,
    liquidShare: inUnit('share'),
    inletMax: inUnit('degC'),
    heightU: inUnit('U'),
    weight: inUnit('kg'),
    dimensionsMm: inText,
    footprint: inText,
    unitsPer40kwRack: inUnit('units'),
    price: inUnit('USD'),
    rentalHour: inUnit('USD/h'),
    leadTime: inUnit('weeks'),
    availability: inText,
    capex: inUnit('USD'),
    rentalPerAcceleratorHour: inUnit('USD/h'),
  }),
  gaps: z.array(text),
});

export const memoryTierItem = z.strictObject({
  id: text,
  name: text,
  status,
  level: text,
  notes: z.optional(z.string()),
  figures: z.strictObject({
    placement: inText,
    capacity: inUnit('GB'),
    readBandwidth: inUnit('GB/s'),
    writeBandwidth: inUnit('GB/s'),
    latency: inUnit('us'),
    cost: inUnit('USD/GB'),
    power: inUnit('W/TB'),
    energy: inUnit('pJ/bit'),
    endurance: inText,
    sharedBy: inText,
  }),
  gaps: z.array(text),
});

export const networkItem = z.strictObject({
  id: text,
  name: text,
  kind: z.enum(['scale_up', 'scale_out', 'host', 'nic', 'optics', 'copper']),
  status,
  notes: z.optional(z.string()),
  figures: z.strictObject({
    generation: inText,
    laneRate: inUnit('Gbit/s'),
    portRate: inUnit('Gbit/s'),
    perAcceleratorPerDirection: inUnit('GB/s'),
    pairPerDirection: inUnit('GB/s'),
    maxDomain: inUnit('accelerators'),
    topology: inText,
    hopLatency: inUnit('us'),
    switchLatency: inUnit('ns'),
    reach: inUnit('m'),
    medium: inText,
    switchCapacity: inUnit('Tbit/s'),
    switchPorts: inUnit('ports'),
    switchPower: inUnit('W'),
    wattsPerPort: inUnit('W'),
    energy: inUnit('pJ/bit'),
    achievedShare: inUnit('share'),
    allReduceBusBandwidth: inUnit('GB/s'),
    price: inUnit('USD'),
    availability: inText,
  }),
  gaps: z.array(text),
});

export const regionItem = z.object({
  id: text,
  name: text,
  country: text,
  latitudeDeg: z.number(),
  longitudeDeg: z.number(),
  utcOffsetHours: z.number(),
  carbonShape: z.object({
    kind: z.enum(['measured', 'estimated']),
    source: text,
    confidence,
    hours: z.array(z.number()).check(z.length(24)),
    months: z.nullable(z.array(z.number()).check(z.length(12))),
  }),
  figures: z.strictObject({
    carbonIntensity: figureOf(band, 'gCO2e/kWh'),
    carbonDirect: inUnit('gCO2/kWh'),
    carbonCountryCheck: inUnit('gCO2e/kWh'),
    energyPrice: figureOf(band, 'USD/kWh'),
    pueAir: figureOf(band, 'ratio'),
    pueLiquid: figureOf(band, 'ratio'),
    waterOnSite: figureOf(band, 'L/kWh'),
    waterOffSite: inUnit('L/kWh'),
    construction: z.optional(figureOf(band, 'USD/W')),
  }),
  gaps: z.array(text),
});

/** A figure of any unit: the power and cost topics, whose units differ from line to line. */
export const anyFigure = z.object({
  value: z.union([z.number(), band]),
  unit: text,
  source: text,
  confidence,
  note: z.optional(z.string()),
});

export const topicItem = z.object({ id: text, figures: z.unknown() });

export const acceleratorPowerItem = z.object({
  id: text,
  tdp_w: z.number(),
  op_class_power: z.union([z.string(), z.record(z.string(), z.object({ base_frac_tdp: z.number() }))]),
  op_class_source: z.optional(z.string()),
  op_class_confidence: z.optional(confidence),
  idle_w: z.optional(anyFigure),
});
