/** The uncertain figures of a plan: bands of the fit for what it deploys, forecasts of its demand, and catalogue figures it uses [T2]. */
import type { PowerCalibration } from '../../calibration/power.ts';
import { bandsBelow, type BandPlace, type FigureKeys } from '../../catalogue/base-values.ts';
import { nameWords } from '../../catalogue/figure-words.ts';
import type { Estate } from '../../evaluate/estate.ts';
import type { PoolBundle } from '../../evaluate/pool-bundle.ts';
import type { RackGroup, Scenario, Site } from '../../scenario/schema.ts';
import type { Driver, DriverKind, FixedFigure } from './driver.ts';

export interface UncertainFigures {
  readonly drivers: readonly Driver[];
  readonly fixed: readonly FixedFigure[];
}

/**
 * In an order that depends on the plan alone. A band without width is no driver; one whose base the user replaced is fixed, and so is one
 * with an edge that the user put on the wrong side of its base.
 */
export const uncertainFiguresOf = (estate: Estate, power: PowerCalibration): UncertainFigures => {
  const { scenario } = estate;
  const stated = (path: string): number | undefined => scenario.assumptions[`${path}.base`];
  const figures = figurePlaces(estate);
  const isFixed = ({ keys, band }: BandPlace): boolean => stated(keys.join('.')) !== undefined || !inOrder(band);
  const overridden = figures.filter(isFixed).map(({ keys, band }): FixedFigure => {
    const path = keys.join('.');
    return { id: path, name: nameOf(estate, keys), path, value: stated(path) ?? band.base, by: 'assumption' };
  });
  const free = figures.filter((place) => place.band.low < place.band.high && !isFixed(place));
  const { demand, fixed } = demandOf(estate, stated(DEMAND));
  return {
    drivers: [
      ...estate.bundles.flatMap((bundle) => modelDrivers(bundle, power)),
      ...demand,
      ...free.map((place) => figureDriver(estate, place)),
    ],
    fixed: [...overridden, ...fixed, ...statedByScenario(scenario)],
  };
};

const inOrder = ({ low, base, high }: BandPlace['band']): boolean => low <= base && base <= high;

/** Time per token and to the first token, and power: how far left-out rows were off. Eq. T2 */
const modelDrivers = ({ deploymentId, deployment }: PoolBundle, power: PowerCalibration): Driver[] => {
  const { trust, name, tier } = deployment;
  if (!trust) return [];
  const band = (
    of: 'tpot' | 'ttft' | 'power',
    words: string,
    { low, high }: { low: number; high: number },
  ): Driver => ({
    id: `deployments.${deploymentId}.${of}`,
    name: `${name}: ${words}`,
    kind: 'model',
    target: { of, deploymentId },
    path: null,
    confidence: of === 'power' ? 'calibrated' : tier,
    law: 'split-log-normal',
    // A band that lies to one side of 1 still has its median where the planner predicts.
    low: Math.min(1, low),
    base: 1,
    high: Math.max(1, high),
  });
  return [
    band('tpot', 'time per token, measured ÷ predicted', trust.tpot),
    band('ttft', 'time to first token, measured ÷ predicted', trust.ttft),
    band('power', 'power, measured ÷ predicted', power.bands.power),
  ];
};

const DEMAND = 'forecast.demandRatio';

const demandOf = (
  { scenario, catalogue, bundles }: Estate,
  stated: number | undefined,
): { demand: Driver[]; fixed: FixedFigure[] } => {
  const { low, high } = catalogue.forecast.demandRatio;
  const name = 'Demand, actual ÷ forecast';
  // The forecast is the plan itself: whoever states how it will turn out takes the spread away.
  // An edge of nothing has no logarithm to spread by.
  if (stated !== undefined || low <= 0)
    return { demand: [], fixed: [{ id: DEMAND, name, path: DEMAND, value: stated ?? 1, by: 'assumption' }] };
  const served = new Set(bundles.flatMap(({ pool }) => pool?.input.workloads.map(({ workload }) => workload.id) ?? []));
  const asked = scenario.workloads.filter(({ id, demand }) => served.has(id) && demand.peakSessionsPerSecond > 0);
  const spread = low < 1 || high > 1;
  return {
    fixed: [],
    demand: (spread ? asked : []).map((workload) => ({
      id: `workloads.${workload.id}.demand`,
      name: `${workload.name}: demand, actual ÷ forecast`,
      kind: 'demand',
      target: { of: 'demand', workloadId: workload.id },
      path: DEMAND,
      confidence: 'estimate',
      law: 'split-log-normal',
      low: Math.min(1, low),
      base: 1,
      high: Math.max(1, high),
    })),
  };
};

/** Bands of the catalogue that this plan's money, energy, carbon and water are worked out from. */
const figurePlaces = ({ scenario, catalogue }: Estate): BandPlace[] => {
  const systems = used(scenario.rackGroups.map(({ systemId }) => systemId));
  const regions = used(scenario.sites.map(({ regionId }) => regionId));
  const accelerators = used(systems.flatMap((id) => catalogue.systems[id]?.acceleratorId ?? []));
  const embodied = used(
    accelerators.map((id) => (Object.hasOwn(catalogue.power.embodiedKgPerAccelerator, id) ? id : 'default')),
  );
  const costs = Object.keys(catalogue.costs).filter((key) => !NOT_MONEY_OF_A_YEAR.has(key));
  const places: readonly FigureKeys[] = [
    ...systems.map((id) => ['systems', id]),
    ...accelerators.map((id) => ['costs', 'rentPerAcceleratorHour', id]),
    ...costs.map((key) => ['costs', key]),
    ...regions.map((id) => ['regions', id]),
    ...embodied.map((id) => ['power', 'embodiedKgPerAccelerator', id]),
    ...used(scenario.sites.flatMap(({ supply }) => supply?.source ?? [])).map((id) => ['power', 'ownSupply', id]),
  ];
  return places.flatMap((keys) => bandsBelow(catalogue, keys));
};

/**
 * Rents come by accelerator, lead times decide when and not what; availability decides how many are bought, not what they cost. A licence is
 * bought or not: its band, from none to the list price, is a choice of the user and no chance.
 */
const NOT_MONEY_OF_A_YEAR: ReadonlySet<string> = new Set([
  'rentPerAcceleratorHour',
  'leadTimeMonths',
  'availabilityShare',
  'licenceUsdPerAcceleratorYear',
]);

const used = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();

const figureDriver = (estate: Estate, { keys, band }: BandPlace): Driver => ({
  id: keys.join('.'),
  name: nameOf(estate, keys),
  kind: kindOf(keys),
  target: { of: 'figure', keys },
  path: keys.join('.'),
  confidence: keys[0] === 'systems' ? (estate.catalogue.systems[keys[1] ?? '']?.confidence.price ?? null) : null,
  law: 'triangular',
  low: band.low,
  base: band.base,
  high: band.high,
});

const PRICES: ReadonlySet<string> = new Set(['rentPerAcceleratorHour', 'egressUsdPerGb', 'coloUsdPerKwMonth']);

const kindOf = (keys: FigureKeys): DriverKind => {
  const [part, id = ''] = keys;
  const field = keys.at(-1);
  if (part === 'systems' || PRICES.has(id)) return 'price';
  if (part === 'costs') return 'finance';
  return id === 'embodiedKgPerAccelerator' || field === 'carbonIntensity' ? 'carbon' : 'site';
};

/** Words of the keys, with the name of the thing they belong to. */
const nameOf = ({ catalogue }: Estate, keys: FigureKeys): string => {
  const [part, id = '', ...rest] = keys;
  const item = part === 'systems' ? catalogue.systems[id] : part === 'regions' ? catalogue.regions[id] : undefined;
  const accelerator = catalogue.accelerators[rest[0] ?? ''];
  if (item) return `${item.name}: ${rest.map(nameWords).join(' ')}`;
  if (accelerator) return [`${accelerator.name}: ${nameWords(id)}`, ...rest.slice(1).map(nameWords)].join(', ');
  return sentence([id, ...rest].map(nameWords).join(', '));
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Prices of racks, PUE and tariffs that the scenario states itself. */
const statedByScenario = ({ rackGroups, sites }: Scenario): FixedFigure[] => [
  ...rackGroups.flatMap(({ id, priceUsd }: RackGroup): FixedFigure[] =>
    priceUsd === undefined
      ? []
      : [{ id: `rackGroups.${id}.priceUsd`, name: `${id}: price`, path: null, value: priceUsd, by: 'scenario' }],
  ),
  ...sites.flatMap(({ id, name, pue, energyPriceUsdPerJoule, contractGramsPerJoule }: Site): FixedFigure[] =>
    (
      [
        ['pue', 'PUE', pue],
        ['energyPriceUsdPerJoule', 'price of energy', energyPriceUsdPerJoule],
        ['contractGramsPerJoule', 'carbon by contract', contractGramsPerJoule],
      ] as const
    ).flatMap(([field, words, value]): FixedFigure[] =>
      value === undefined
        ? []
        : [{ id: `sites.${id}.${field}`, name: `${name}: ${words}`, path: null, value, by: 'scenario' }],
    ),
  ),
];
