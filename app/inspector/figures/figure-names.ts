/** Figures in words: `accelerators.gb300.boardPower` is "GB300, board power". And the list of those a plan may replace. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import { unitOfFigure } from './figure-units.ts';
import { baseOf, figureAt } from './figure-values.ts';

/** Words of a name where splitting it does not say enough. */
const WORDS: Readonly<Record<string, string>> = {
  waccPerYear: 'cost of capital a year',
  itLifeYears: 'life of systems',
  facilityLifeYears: 'life of the building',
  residualShare: 'residual value',
  installationShare: 'installation and spares',
  maintenancePerYear: 'maintenance a year',
  facilityOpexUsdPerKwYear: 'site operation',
  licenceUsdPerAcceleratorYear: 'licences',
  staffUsdPerAcceleratorYear: 'staff',
  constructionUsdPerWatt: 'construction',
  constructionPerWatt: 'construction',
  coloUsdPerKwMonth: 'colocation',
  networkShareOfCapex: 'network, of the price',
  storageShareOfCapex: 'storage, of the price',
  egressUsdPerGb: 'traffic out',
  bytesPerStreamedToken: 'bytes of a streamed token',
  availabilityShare: 'availability',
  taxShare: 'taxes, of every other cost',
  leasedHardwareShare: 'hardware, of a hosted lease',
  reservedShareOfOnDemand: 'a year reserved, of the rate on demand',
  spotShareOfOnDemand: 'spot, of the rate on demand',
  spotInterruptionShare: 'hours a spot accelerator is taken away',
  leadTimeMonths: 'lead time',
  rentPerAcceleratorHour: 'rent of an accelerator',
  demandRatio: 'demand, actual to forecast',
  accessSeconds: 'access of the users, both ways',
  routeFactor: 'cable to great circle',
  ownSupply: 'made on the site',
  pueSwing: 'swing of the PUE',
  clockExponent: 'power over clock, exponent',
  voltageFloorClockShare: 'clock at which the voltage ends',
  graphLinks: 'links of a vector in the graph',
  graphCandidates: 'candidates a query keeps',
  lookupSeconds: 'look-up of a code byte',
  bytesPerCoreSecond: 'memory bandwidth of a busy core',
  coreBusyShare: 'cores in use at most',
  memoryShare: 'memory in use at most',
  capex: 'price of one',
  rentalPerAcceleratorHour: 'rent of an accelerator',
  powerTypical: 'power, operating',
  powerNameplate: 'power, nameplate',
  powerProvisioned: 'power, provisioned',
  powerIdle: 'power, idle',
  idleWatts: 'power, idle',
  weightKg: 'weight',
  heightU: 'height',
  pueAir: 'PUE, air',
  pueLiquid: 'PUE, liquid',
  energyPrice: 'electricity',
  carbonIntensity: 'carbon of the grid',
  waterOnSite: 'water on site',
  waterOffSite: 'water of the grid',
  unitsPer40kwRack: 'units in a 40 kW rack',
  leadTimeWeeks: 'lead time',
  scaleUpPerDirection: 'scale-up, per direction',
  scaleUpPairPerDirection: 'scale-up of a pair, per direction',
  scaleOutPerDirection: 'scale-out, per direction',
  scaleOutTotalPerDirection: 'scale-out in all, per direction',
  hostLinkPerDirection: 'host link, per direction',
  scaleUpDomain: 'scale-up domain',
  hostDram: 'host memory',
  localNvme: 'drives in the servers',
  cpuCores: 'CPU cores',
  memoryTotal: 'memory in all',
  densePeak: 'dense peak',
  dispersionPerMinute: 'burstiness',
  prefixHitShare: 'prefix hits, of the input',
  gapBetweenTurnsSeconds: 'pause between turns',
  humanGapSeconds: 'pause of the person',
  humanGapShare: "pauses that are a person's",
  newInputTokensPerTurn: 'new input a turn',
  firstInputTokens: 'first input',
  embodiedKgPerAccelerator: 'embodied carbon',
};

const FORMATS: ReadonlySet<string> = new Set(['bf16', 'fp8', 'fp6', 'fp4', 'int8', 'int4']);

/** `boardPower` is "board power"; known names have words of their own. */
export const nameWords = (name: string): string => {
  const known = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (known !== undefined) return known;
  if (FORMATS.has(name)) return name.toUpperCase();
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
};

interface Named {
  readonly name: string;
}

const GROUPS: Readonly<Record<string, Readonly<Record<string, Named>>>> = {
  accelerators: defaultCatalogue.accelerators,
  systems: defaultCatalogue.systems,
  models: defaultCatalogue.models,
  regions: defaultCatalogue.regions,
  workflows: defaultCatalogue.workflows,
  memoryTiers: defaultCatalogue.memoryTiers,
  networks: defaultCatalogue.networks,
};

/** Name of the figure at a path, with the name of the thing it belongs to; the path itself where the catalogue has no such thing. */
export const figureName = (path: string): string => {
  const [group = '', ...rest] = path.replace(/\.(base|median)$/, '').split('.');
  const items = GROUPS[group];
  if (!items) return sentence(rest.map(nameWords).join(', ')) || path;
  const after = path.slice(group.length + 1);
  const id = Object.keys(items)
    .filter((key) => after.startsWith(`${key}.`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (id === undefined) return path;
  const names = after.slice(id.length + 1).replace(/\.(base|median)$/, '');
  return `${items[id]?.name ?? id}, ${names.split('.').map(nameWords).join(' ')}`;
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export interface FigureChoice {
  readonly path: string;
  readonly name: string;
}

/** Every figure of the catalogue a plan may replace: its number is one of a known unit, and the model reads it. */
export const figureChoices = (): readonly FigureChoice[] => {
  const choices: FigureChoice[] = [];
  const add = (path: string): void => {
    const value = figureAt(defaultCatalogue, path);
    if (unitOfFigure(path) !== null && baseOf(value) !== null) choices.push({ path, name: figureName(path) });
  };
  for (const group of ['costs', 'power', 'forecast', 'wideArea', 'vectorSearch'] as const)
    for (const key of leaves(defaultCatalogue[group])) add(`${group}.${key}`);
  for (const [group, items] of Object.entries(GROUPS)) {
    if (group === 'models') continue;
    for (const [id, item] of Object.entries(items)) for (const key of leaves(item)) add(`${group}.${id}.${key}`);
  }
  for (const id of Object.keys(defaultCatalogue.models)) add(`models.${id}.contextMaxTokens`);
  return choices;
};

/** Choices whose name or path has every word of the query; all of them where it is empty. */
export const matchingFigures = (choices: readonly FigureChoice[], query: string): readonly FigureChoice[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ name, path }) => {
    const text = `${name} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

/** Paths of the numbers of an item, bands and distributions as one. */
const leaves = (item: object): string[] =>
  Object.entries(item).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'number') return [key];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return 'base' in value || 'median' in value ? [key] : leaves(value).map((rest) => `${key}.${rest}`);
  });
