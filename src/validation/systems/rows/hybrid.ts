/** Row on edge and cloud in one plan: boxes in shops first, the cloud with what overflows. */
import { tokensByGroup } from '../../../evaluate/estate.ts';
import { estateFor, ofAnswer, siteIn, sum, withSite, withWork, workloadIn } from '../estate-figures.ts';
import { readOf, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { answerOf } from '../world.ts';

const SHOPS = 200;
/** Of a shop, by local hour. */
const OPEN = [0, 0, 0, 0, 0, 0, 0, 0.1, 0.3, 0.5, 0.6, 0.8, 1, 0.9, 0.6, 0.6, 0.7, 0.9, 0.9, 0.5, 0.1, 0, 0, 0];

const EDGE: SystemPlan = {
  racks: [{ systemId: 'jetson-orin-nx-box' }, { systemId: 'l4-8', site: 1, acquisition: 'cloud' }],
  sites: [
    { regionId: 'de-fra', count: SHOPS, ownership: 'owned', roundTripSeconds: { 'de-fra': 0.002 } },
    { regionId: 'ie-dub', ownership: 'cloud' },
  ],
  modelId: 'qwen3-4b',
  work: [
    {
      ...work('chat', 60, { turns: 1, firstInputTokens: 600, outputTokens: 150 }, 'own'),
      demand: { shape: { weekday: OPEN, weekend: OPEN }, utcOffsetHours: 1 },
      terms: { demandRegionId: 'de-fra' },
    },
  ],
  limits: { ttftSeconds: 3, tpotSeconds: 0.15 },
  serving: { weights: 'int4-g128' },
  pool: { routing: 'nearest-first' },
};

const FARTHER_SECONDS = 0.05;

export const HYBRID_ROWS: readonly SystemRow[] = [
  {
    id: 'hybrid',
    section: 'Layers of an estate',
    system: 'Hybrid topologies',
    plan: EDGE,
    checks: [
      {
        id: 'overflow-hours',
        figure: 'hours in which the cloud carries work while the shops have room for it',
        unit: 'hours',
        of: (world, plan) =>
          readOf(world, plan, ({ units }) => {
            const [shops, cloud] = units;
            const flowing = (cloud?.interactiveShareByHour ?? []).map((share) => share > 1e-9);
            return flowing.filter((flows, hour) => flows && (shops?.interactiveShareByHour[hour] ?? 0) < 1 - 1e-9)
              .length;
          }),
        kind: 'arithmetic',
        published: { values: [0] },
        tolerance: 0,
        source: 'rule of the row: overflow to the cloud, the nearest first',
      },
      {
        id: 'overflows',
        figure: 'share of the busiest hour that the cloud carries',
        unit: 'share',
        of: (world, plan) =>
          readOf(world, plan, ({ units, peakHourUtc }) => {
            const loads = units.map(
              ({ slaCapacity, interactiveShareByHour }) => slaCapacity * (interactiveShareByHour[peakHourUtc] ?? 0),
            );
            return (loads[1] ?? 0) / sum(loads);
          }),
        kind: 'direction',
        published: { least: 0, most: 0.5 },
        source: 'the shops carry most of it',
      },
      {
        id: 'even',
        figure: 'load of the cloud over a day, all racks alike over the nearest first',
        unit: '×',
        of: (world, plan) => {
          const cloud = (one: SystemPlan): number =>
            sum(answerOf(world, one).deployments[0]?.units[1]?.interactiveShareByHour ?? []);
          return cloud({ ...plan, pool: { routing: 'even' } }) / cloud(plan);
        },
        kind: 'direction',
        published: { least: 1 },
        source: 'rule of the row: small models at the edge',
      },
      {
        id: 'round-trip',
        figure: 'delay of the first token when every place is 50 ms farther from its users',
        unit: 's',
        of: (world, plan) => {
          const far = (seconds: number): SystemPlan =>
            withSite(withSite(plan, 0, { roundTripSeconds: { 'de-fra': 0.002 + seconds } }), 1, {
              roundTripSeconds: { 'de-fra': 0.03 + seconds },
            });
          const ttft = (one: SystemPlan): number => workloadIn(answerOf(world, one)).ttft?.p50 ?? NaN;
          // Where targets are judged with the way, what is carried may change: at a load that both carry in the shops.
          const calm = (one: SystemPlan): SystemPlan => withWork(one, (load) => ({ ...load, sessionsPerSecond: 20 }));
          return ttft(calm(far(FARTHER_SECONDS))) - ttft(calm(far(0)));
        },
        kind: 'arithmetic',
        published: { values: [FARTHER_SECONDS] },
        source: 'rule of the row: RTT is in the first token',
      },
      {
        id: 'egress',
        figure: 'network charges over the tokens each place makes times bytes a token times the list price',
        unit: '×',
        of: (world, plan) => {
          const { costs } = world.catalogue;
          const tokens = sum([...tokensByGroup(estateFor(world, plan).bundles).values()]);
          const year = (tokens * costs.bytesPerStreamedToken.base * costs.egressUsdPerGb.base) / 1e9;
          return ofAnswer(world, plan, ({ totals }) => (12 * (totals.costPartsPerMonth?.network ?? NaN)) / year);
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'rule of the row: egress is priced',
      },
      {
        id: 'egress-place',
        figure: 'tokens that the cloud sends out, over its part of the work of the year',
        unit: '×',
        of: (world, plan) => {
          const tokens = tokensByGroup(estateFor(world, plan).bundles);
          const units = answerOf(world, plan).deployments[0]?.units ?? [];
          const [shops, cloud] = units.map(
            ({ slaCapacity, interactiveShareByHour }) => slaCapacity * sum(interactiveShareByHour),
          );
          return (tokens.get('g2') ?? NaN) / (tokens.get('g1') ?? NaN) / ((cloud ?? NaN) / (shops ?? NaN));
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'weekends are like weekdays here: a day stands for the year',
      },
      {
        id: 'copies',
        figure: 'energy of the estate over 200 shops and one hall',
        unit: '×',
        of: (world, plan) =>
          ofAnswer(world, plan, (answer) => {
            const [shop, cloud] = [siteIn(answer), siteIn(answer, 1)];
            return answer.totals.energyPerMonth / (SHOPS * shop.energyPerMonth + cloud.energyPerMonth);
          }),
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-9,
        source: 'rule of the row: edge and cloud sites in one plan',
      },
      {
        id: 'residency',
        figure: 'units that serve work which must not leave the shops',
        unit: 'units',
        of: (world, plan) =>
          readOf(
            world,
            withWork(plan, (one) => ({
              ...one,
              sessionsPerSecond: 20,
              terms: { ...one.terms, allowedSiteIds: ['s1'] },
            })),
            ({ units }) => units.length,
          ),
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 0,
        source: 'rule of the row: what must stay at the edge stays there',
      },
    ],
  },
];
