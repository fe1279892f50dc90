/**
 * Accelerators, systems, memory tiers and networks: validated items -> figures in base units.
 */
import type * as z from 'zod/mini';
import type {
  Accelerator,
  ComputeFormat,
  CoolingClass,
  MemoryTier,
  Network,
  System,
} from '../../src/catalogue/figures.ts';
import type { acceleratorItem, memoryTierItem, networkItem, systemItem } from '../../src/catalogue/schema.ts';
import { takeBand, takeNumber, takeText, weakest } from './ledger.ts';
import type { Figure, Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';

type AcceleratorItem = z.infer<typeof acceleratorItem>;
type SystemItem = z.infer<typeof systemItem>;

const formats = [
  ['bf16', 'densePeakBf16'],
  ['fp8', 'densePeakFp8'],
  ['fp6', 'densePeakFp6'],
  ['int8', 'densePeakInt8'],
  ['fp4', 'densePeakFp4'],
  ['int4', 'densePeakInt4'],
] as const satisfies readonly (readonly [ComputeFormat, keyof AcceleratorItem['figures']])[];

/** `measuredIdle` is the idle power read on hardware, where the power file has one; it wins over the data sheet's. */
export function acceleratorFigures(
  ledger: Ledger,
  item: AcceleratorItem,
  measuredIdle: Figure | undefined,
): Plain<Accelerator> {
  const path = `accelerators.${item.id}`;
  const f = item.figures;
  const number = (key: string, figure: Figure | undefined): number | null =>
    takeNumber(ledger, `${path}.${key}`, figure);
  const memory = f.memoryUsable ?? f.memoryCapacity;
  const peaks: Partial<Record<ComputeFormat, number>> = {};
  for (const [format, key] of formats) {
    const peak = number(`densePeak.${format}`, f[key]);
    if (peak !== null) peaks[format] = peak;
  }
  return {
    id: item.id,
    name: item.name,
    vendor: item.vendor,
    kind: item.kind,
    status: item.status === 'emerging' ? 'ramping' : item.status,
    memoryType: takeText(ledger, `${path}.memoryType`, f.memoryType),
    memoryCapacity: number('memoryCapacity', withNominal(memory, f.memoryCapacity)),
    memoryBandwidth: number('memoryBandwidth', f.memoryBandwidth),
    densePeak: peaks,
    scaleUpPerDirection: number('scaleUpPerDirection', f.scaleUpPerDirection),
    scaleUpPairPerDirection: number('scaleUpPairPerDirection', f.scaleUpPairPerDirection),
    scaleUpDomain: number('scaleUpDomain', f.scaleUpDomain),
    scaleUpTopology: topologyOf(ledger, path, item),
    scaleOutPerDirection: number('scaleOutPerDirection', f.scaleOutPerDirection),
    hostLinkPerDirection: number('hostLinkPerDirection', f.hostLinkPerDirection),
    ...(f.cpuLinkPerDirection === undefined ? {} : { hostLinkKind: 'chip-to-chip' as const }),
    boardPower: number('boardPower', f.boardPower),
    idlePower: number('idlePower', withOther(measuredIdle, f.idlePower)),
    capex: number('capex', f.capex),
    confidence: {
      memory: weakest(memory),
      bandwidth: weakest(f.memoryBandwidth),
      compute: weakest(...formats.map(([, key]) => f[key])),
      power: weakest(f.boardPower),
    },
  };
}

function topologyOf(ledger: Ledger, path: string, item: AcceleratorItem): Accelerator['scaleUpTopology'] {
  takeText(ledger, `${path}.scaleUpTopology`, item.figures.scaleUpClass);
  return item.figures.scaleUpClass.value;
}

/** The printed capacity stays visible beside the one the driver reports. */
function withNominal(used: Figure | undefined, nominal: Figure | undefined): Figure | undefined {
  if (used === undefined || nominal === undefined || used === nominal) return used;
  const printed = { ...nominal, note: ['as printed by the vendor', nominal.note].filter(Boolean).join('; ') };
  return {
    ...used,
    alternatives: [...(used.alternatives ?? []), printed, ...(nominal.alternatives ?? [])].map(alternativeOf),
  };
}

function withOther(first: Figure | undefined, second: Figure | undefined): Figure | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return { ...first, alternatives: [...(first.alternatives ?? []), alternativeOf(second)] };
}

const alternativeOf = ({ value, source, confidence, note, asOf }: Omit<Figure, 'unit'>): Omit<Figure, 'unit'> => ({
  value,
  source,
  confidence,
  note,
  asOf,
});

export function systemFigures(ledger: Ledger, item: SystemItem): Plain<System> {
  const path = `systems.${item.id}`;
  const f = item.figures;
  const number = (key: string, figure: Figure | undefined): number | null =>
    takeNumber(ledger, `${path}.${key}`, figure);
  const high = (key: string, figure: Figure | undefined): number | null =>
    takeNumber(ledger, `${path}.${key}`, figure, 'high');
  // Parts without DRAM keep their weights in SRAM, which is then their main memory.
  const memory =
    f.memoryTotal === undefined || f.memoryTotal.value === 0 ? (f.sramTotal ?? f.memoryTotal) : f.memoryTotal;
  return {
    id: item.id,
    name: item.name,
    vendor: item.vendor,
    kind: item.kind,
    status: item.status === 'emerging' ? 'ramping' : item.status,
    acceleratorId: item.acceleratorId,
    accelerators: number('accelerators', f.accelerators) ?? item.acceleratorsCosted,
    scaleUpDomain: number('scaleUpDomain', f.scaleUpDomain),
    computeTrays: number('computeTrays', f.computeTrays),
    switchTrays: number('switchTrays', f.switchTrays),
    memoryTotal: number('memoryTotal', memory),
    hostDram: number('hostDram', f.hostDram),
    localNvme: number('localNvme', f.localNvme),
    cpuCores: number('cpuCores', f.cpuCores),
    store:
      item.kind === 'storage'
        ? {
            readBandwidth: number('store.readBandwidth', f.storeReadBandwidth),
            latency: number('store.latency', f.storeLatency),
          }
        : null,
    scaleOutTotalPerDirection: number('scaleOutTotalPerDirection', f.scaleOutTotalPerDirection),
    powerTypical: high('powerTypical', f.powerTypical),
    powerNameplate: high('powerNameplate', f.powerNameplate),
    powerProvisioned: high('powerProvisioned', f.powerPeak ?? f.powerNameplate),
    powerIdle: number('powerIdle', f.powerIdle),
    cooling: coolingClass(
      takeText(ledger, `${path}.cooling`, f.cooling),
      takeNumber(ledger, `${path}.liquidShare`, f.liquidShare),
    ),
    liquidShare: number('liquidShare', f.liquidShare),
    heightU: number('heightU', f.heightU),
    weightKg: number('weightKg', f.weight),
    unitsPer40kwRack: number('unitsPer40kwRack', f.unitsPer40kwRack),
    capex: takeBand(ledger, `${path}.capex`, f.capex),
    rentalPerAcceleratorHour: takeBand(ledger, `${path}.rentalPerAcceleratorHour`, f.rentalPerAcceleratorHour),
    cloudOnly: item.cloudOnly,
    leadTimeWeeks: number('leadTimeWeeks', f.leadTime),
    confidence: {
      power: weakest(f.powerTypical, f.powerNameplate, f.powerPeak),
      price: weakest(f.capex),
      weight: weakest(f.weight),
    },
  };
}

/** The share decides; where it is not published, only a text that is one plain word does. */
function coolingClass(text: string | null, share: number | null): CoolingClass {
  if (share === null) return text === 'air' || text === 'liquid' ? text : 'unknown';
  if (share === 0) return 'air';
  if (share === 1 || (share >= 0.9 && text !== null && text.includes('liquid'))) return 'liquid';
  return 'hybrid';
}

export function memoryTierFigures(ledger: Ledger, item: z.infer<typeof memoryTierItem>): Plain<MemoryTier> {
  const path = `memoryTiers.${item.id}`;
  const f = item.figures;
  return {
    id: item.id,
    name: item.name,
    level: item.level,
    capacity: takeNumber(ledger, `${path}.capacity`, f.capacity),
    readBandwidth: takeNumber(ledger, `${path}.readBandwidth`, f.readBandwidth),
    latency: takeNumber(ledger, `${path}.latency`, f.latency),
  };
}

export function networkFigures(ledger: Ledger, item: z.infer<typeof networkItem>): Plain<Network> {
  const path = `networks.${item.id}`;
  const f = item.figures;
  return {
    id: item.id,
    name: item.name,
    kind: item.kind,
    perAcceleratorPerDirection: takeNumber(ledger, `${path}.perAcceleratorPerDirection`, f.perAcceleratorPerDirection),
    portRate: takeNumber(ledger, `${path}.portRate`, f.portRate),
    hopLatency: takeNumber(ledger, `${path}.hopLatency`, f.hopLatency),
    wattsPerPort: takeNumber(ledger, `${path}.wattsPerPort`, f.wattsPerPort),
  };
}
