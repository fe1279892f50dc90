/**
 * Units of the catalogue's figures, by path: how a value in base units is written, and the unit a person types it in.
 * The unit strings are those of the provenance table; a test compares them figure by figure.
 */
import type { Band } from '../../../src/catalogue/figures.ts';
import {
  EN_DASH,
  inScale,
  number,
  per,
  percent,
  scaleFor,
  type Dimension,
  type Parts,
  type Scale,
} from '../../../src/units/format.ts';
import { significant } from '../../../src/units/significant.ts';

/** Base unit by the last name of a path. */
const UNIT_OF_KEY: Readonly<Record<string, string>> = {
  memoryCapacity: 'B',
  memoryBandwidth: 'B/s',
  densePeak: 'FLOP/s',
  scaleUpPerDirection: 'B/s',
  scaleUpPairPerDirection: 'B/s',
  scaleOutPerDirection: 'B/s',
  hostLinkPerDirection: 'B/s',
  scaleUpDomain: 'accelerators',
  boardPower: 'J/s',
  idlePower: 'J/s',
  capex: 'USD',
  accelerators: 'accelerators',
  computeTrays: 'trays',
  switchTrays: 'trays',
  memoryTotal: 'B',
  hostDram: 'B',
  localNvme: 'B',
  cpuCores: 'cores',
  scaleOutTotalPerDirection: 'B/s',
  powerTypical: 'J/s',
  powerNameplate: 'J/s',
  powerProvisioned: 'J/s',
  powerIdle: 'J/s',
  liquidShare: 'share',
  heightU: 'U',
  weightKg: 'kg',
  unitsPer40kwRack: 'units',
  rentalPerAcceleratorHour: 'USD/h',
  leadTimeWeeks: 'weeks',
  carbonIntensity: 'gCO2e/J',
  energyPrice: 'USD/J',
  pueAir: 'ratio',
  pueLiquid: 'ratio',
  waterOnSite: 'L/J',
  waterOffSite: 'L/J',
  constructionPerWatt: 'USD/(J/s)',
  turns: 'units',
  firstInputTokens: 'tok',
  newInputTokensPerTurn: 'tok',
  outputTokens: 'tok',
  sharedPrefixTokens: 'tok',
  contextMaxTokens: 'tok',
  gapBetweenTurnsSeconds: 's',
  humanGapSeconds: 's',
  humanGapShare: 'share',
  prefixHitShare: 'share',
  dispersionPerMinute: 'ratio',
  totalParameters: 'parameters',
  activeParameters: 'parameters',
  waccPerYear: 'share/year',
  itLifeYears: 'years',
  facilityLifeYears: 'years',
  residualShare: 'share',
  installationShare: 'share',
  maintenancePerYear: 'share/year',
  facilityOpexUsdPerKwYear: 'USD/kW/year',
  licenceUsdPerAcceleratorYear: 'USD/accelerator/year',
  staffUsdPerAcceleratorYear: 'USD/accelerator/year',
  constructionUsdPerWatt: 'USD/(J/s)',
  coloUsdPerKwMonth: 'USD/kW/month',
  networkShareOfCapex: 'share',
  storageShareOfCapex: 'share',
  egressUsdPerGb: 'USD/GB',
  bytesPerStreamedToken: 'B',
  availabilityShare: 'share',
  taxShare: 'share',
  leasedHardwareShare: 'share',
  reservedShareOfOnDemand: 'share',
  spotShareOfOnDemand: 'share',
  spotInterruptionShare: 'share',
  leadTimeMonths: 'months',
  rentPerAcceleratorHour: 'USD/h',
  demandRatio: 'share',
  accessSeconds: 's',
  routeFactor: 'ratio',
  graphLinks: 'ratio',
  graphCandidates: 'ratio',
  evaluationsPerCandidate: 'ratio',
  componentsPerCodeByte: 'ratio',
  listsPerRootVector: 'ratio',
  listsRead: 'ratio',
  lookupSeconds: 's',
  bytesPerCoreSecond: 'B/s',
  memoryLatency: 's',
  coreBusyShare: 'share',
  memoryShare: 'share',
  pueSwing: 'share',
  clockExponent: 'ratio',
  voltageFloorClockShare: 'share',
  idleWatts: 'J/s',
  constantShare: 'share',
  nodeOverheadPerAccelerator: 'J/s',
  overheadLoadShare: 'share',
  embodiedKgPerAccelerator: 'kgCO2e',
  capacity: 'B',
  readBandwidth: 'B/s',
  latency: 's',
  perAcceleratorPerDirection: 'B/s',
  portRate: 'B/s',
  hopLatency: 's',
  wattsPerPort: 'J/s',
};

/** Base unit of the figure at a path; null where it is none we know. Ids may hold any word, so the last known name wins. */
export const unitOfFigure = (path: string): string | null => {
  const key = path.split('.').findLast((segment) => Object.hasOwn(UNIT_OF_KEY, segment));
  return (key === undefined ? null : UNIT_OF_KEY[key]) ?? null;
};

const DIMENSION: Readonly<Record<string, Dimension>> = {
  'J/s': 'power',
  B: 'bytes',
  'B/s': 'bandwidth',
  USD: 'dollars',
  s: 'duration',
};

const JOULES_PER_KWH = 3.6e6;

/** Units with one scale of their own: divisor from base units, and what stands after the number. */
const FIXED: Readonly<Record<string, Scale>> = {
  'FLOP/s': { divisor: 1e12, unit: 'TFLOP/s' },
  share: { divisor: 0.01, unit: '%' },
  'share/year': { divisor: 0.01, unit: '%/year' },
  'gCO2e/J': { divisor: 1 / JOULES_PER_KWH, unit: 'gCO2e/kWh' },
  'L/J': { divisor: 1 / JOULES_PER_KWH, unit: 'L/kWh' },
  'USD/J': { divisor: 1 / JOULES_PER_KWH, unit: 'USD/kWh' },
  'USD/(J/s)': { divisor: 1, unit: 'USD/W' },
  'USD/h': { divisor: 1, unit: 'USD/h' },
  'USD/kW/year': { divisor: 1, unit: 'USD/kW/year' },
  'USD/kW/month': { divisor: 1, unit: 'USD/kW/month' },
  'USD/accelerator/year': { divisor: 1, unit: 'USD/accelerator/year' },
  'USD/GB': { divisor: 1, unit: 'USD/GB' },
  parameters: { divisor: 1e9, unit: 'bn parameters' },
  ratio: { divisor: 1, unit: '' },
};

/** A value in base units as it is shown: 132,000 J/s is `132 kW`. */
export const shownFigure = (unit: string, value: number): Parts => {
  const dimension = DIMENSION[unit];
  if (dimension) return inScale(dimension, value);
  const { divisor, unit: word } = FIXED[unit] ?? { divisor: 1, unit };
  if (word.startsWith('USD/')) return per(inScale('dollars', value / divisor), word.slice('USD/'.length));
  return unit === 'share' ? percent(value) : number(value / divisor, word);
};

/** The unit a person types a figure of this size in. Prices of systems are typed in thousands. */
export const typedScale = (unit: string, size: number): Scale => {
  const dimension = DIMENSION[unit];
  if (!dimension) return FIXED[unit] ?? { divisor: 1, unit };
  const scale = scaleFor(dimension, size);
  return dimension === 'dollars' ? { divisor: scale.divisor, unit: `${scale.unit} USD`.trim() } : scale;
};

/** `3.1–4` beside a base of `$3.4 M`, in the unit of the base; null where low and high are one. */
export const bandText = (unit: string, { low, base, high }: Band): string | null => {
  if (low === high) return null;
  const dimension = DIMENSION[unit];
  const { divisor } = dimension ? scaleFor(dimension, base) : (FIXED[unit] ?? { divisor: 1 });
  return `${significant(low / divisor)}${EN_DASH}${significant(high / divisor)}`;
};
