/** Row on what is done with a plan through the day: instances by hour, quotas, losses, back-fill, and placement by price and carbon. */
import { failuresIn, ofAnswer, ratioIn, siteIn, sum, withSite, withWork, workloadIn } from '../estate-figures.ts';
import { fixedWork, readOf, work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan, WorkPlan } from '../scenario-for.ts';
import { answerOf, tensor } from '../world.ts';

const CHAT: WorkPlan = { ...work('chat', 25), shape: 'azure-2024-conv' };
/** Released when people are busiest, done when they are not. */
const NIGHT: WorkPlan = {
  ...work('batch', 100, {}, 'offline-batch/24h'),
  terms: { offline: { releaseHourUtc: 14, mayShiftInTime: true, mayShiftInPlace: false } },
};

const DAY: SystemPlan = {
  racks: [
    { systemId: 'hgx-h100-8', systems: 3 },
    { systemId: 'hgx-h100-8', site: 1 },
  ],
  sites: [{}, {}],
  modelId: 'llama-3.1-8b',
  work: [CHAT],
  serving: { weights: 'fp8', layout: tensor(1) },
};

const FILLED: SystemPlan = { ...DAY, work: [CHAT, NIGHT] };

/** Of what a lost site leaves, the smaller plan. */
const SMALLER: SystemPlan = { ...DAY, racks: [{ systemId: 'hgx-h100-8' }], sites: [{}] };

const QUOTA_SHARE = 0.7;
const QUOTA: SystemPlan = withWork(DAY, (one) => ({
  ...one,
  demand: { quotaSessionsPerSecond: QUOTA_SHARE * one.sessionsPerSecond },
}));

const GRIDS: SystemPlan = {
  racks: [
    { systemId: 'hgx-h200-8', systems: 6 },
    { systemId: 'hgx-h200-8', systems: 6, site: 1 },
  ],
  sites: [{ regionId: 'be-bru' }, { regionId: 'gb-lon' }],
  modelId: 'llama-3.3-70b',
  work: [
    {
      ...fixedWork(4_000, 300, 20),
      slaClassId: 'offline-batch/24h',
      terms: { offline: { releaseHourUtc: 17, mayShiftInTime: true, mayShiftInPlace: true } },
    },
  ],
  serving: { weights: 'fp8', kvFormat: 'fp8' },
  goals: { shiftTo: 'carbon' },
};
const soonest = (plan: SystemPlan): SystemPlan => ({ ...plan, goals: { shiftTo: 'soonest' } });

/** Dear in the evening, cheap at night; both grids at one mean price. */
const TARIFF = Array.from({ length: 24 }, (_, hour) => (hour >= 16 && hour < 21 ? 3 : hour < 6 ? 0.3 : 1));
const PRICED: SystemPlan = {
  ...withSite(withSite(GRIDS, 0, { tariffShape: TARIFF }), 1, { tariffShape: TARIFF }),
  goals: { shiftTo: 'cost' },
};

/** Work comes when the second grid asks for power back. */
const RESPONDING = withSite(soonest(GRIDS), 1, {
  powerCapWatts: 85_000,
  demandResponse: { share: 0.4, fromHourUtc: 17, hours: 3 },
});

export const ORCHESTRATION_ROWS: readonly SystemRow[] = [
  {
    id: 'orchestration',
    section: 'Layers of an estate',
    system: 'Orchestration layer',
    plan: DAY,
    checks: [
      {
        id: 'replicas',
        figure: 'instances needed in the busiest hour over those in the quietest',
        unit: '×',
        of: (world, plan) =>
          readOf(world, plan, ({ instancesNeededByHour: needed }) => Math.max(...needed) / Math.min(...needed)),
        kind: 'direction',
        published: { least: 1 },
        source: 'rule of the row: replicas by hour',
      },
      {
        id: 'start-up',
        figure: 'instance-hours spent on starting, over every rise from hour to hour times the delay of an instance',
        unit: '×',
        of: (world, plan) => {
          const { replicas, startUp } = failuresIn(world, plan);
          const needed = answerOf(world, plan).deployments[0]?.instancesNeededByHour ?? [];
          if (!replicas || !startUp) return { withheld: 'no rate at which weights are read' };
          const rises = needed.map((count, hour) => Math.max(0, (needed[(hour + 1) % 24] ?? 0) - count));
          return (3_600 * replicas.hoursStarting) / (sum(rises) * startUp.total);
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-9,
        source: 'rule of the row: started in the hour before it is needed',
      },
      {
        id: 'quota',
        figure: 'requests turned away over those above the quota, hour by hour, all racks with room',
        unit: '×',
        of: (world) => {
          const { askedByHour, shedByHour } = workloadIn(answerOf(world, QUOTA));
          const quota = QUOTA_SHARE * Math.max(...askedByHour);
          const above = askedByHour.map((rate) => Math.max(0, rate - quota));
          const worst = shedByHour.map((rate, hour) => Math.abs(rate - (above[hour] ?? 0)));
          return (sum(shedByHour) + sum(worst)) / sum(above);
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-9,
        source: 'rule of the row: a quota sheds exactly what exceeds it',
      },
      {
        id: 'domains',
        figure:
          'share of capacity lost with an instance, a node, a position and a site: 1 of 32, 1 of 4 nodes, 3 of 4, 3 of 4',
        unit: 'share',
        of: (world, plan) => failuresIn(world, plan).losses.map(({ capacityShare }) => capacityShare),
        kind: 'arithmetic',
        published: { values: [1 / 32, 1 / 4, 3 / 4, 3 / 4] },
        source: 'rule of the row: failure domains',
      },
      {
        id: 'site-lost',
        figure: 'what is left of the peak when the larger site is lost, over what the smaller plan serves of it',
        unit: '×',
        of: (world, plan) => {
          const loss = failuresIn(world, plan).losses.find(({ domain }) => domain === 'site');
          const smaller = readOf(world, SMALLER, ({ headroom }) => headroom);
          if (typeof smaller !== 'number') return smaller;
          return typeof loss?.headroom === 'number'
            ? (1 + loss.headroom) / (1 + smaller)
            : { withheld: 'nothing is left' };
        },
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-6,
        source: 'rule of the row: loss of a site is the answer of the plan without it',
      },
      {
        id: 'back-fill',
        figure: 'load of the emptiest hour with a night shift, above that without',
        unit: 'share of SLA capacity',
        of: (world, plan) => {
          const loads = (one: SystemPlan): number[] => {
            const pool = answerOf(world, one).deployments[0];
            return (pool?.interactiveShareByHour ?? []).map(
              (share, hour) => share + (pool?.offlineShareByHour[hour] ?? 0),
            );
          };
          return Math.min(...loads(FILLED)) - Math.min(...loads(plan));
        },
        kind: 'direction',
        published: { least: 0 },
        source: 'rule of the row: back-fill',
      },
      {
        id: 'carbon-aware',
        figure: 'carbon of batch work over two grids, placed by carbon over as soon as it comes',
        unit: '×',
        of: (world) => ratioIn(world, GRIDS, soonest(GRIDS), ({ totals }) => totals.carbonPerMonth),
        kind: 'direction',
        published: { most: 1 },
        source: 'rule of the row: carbon-aware placement',
      },
      {
        id: 'carbon-saved',
        figure: 'carbon saved by it, of all the racks draw, resting ones too',
        unit: 'share',
        of: (world) => {
          const ratio = ratioIn(world, GRIDS, soonest(GRIDS), ({ totals }) => totals.carbonPerMonth);
          return typeof ratio === 'number' ? 1 - ratio : ratio;
        },
        kind: 'claim',
        published: { least: 0.12, most: 0.24 },
        source: 'same-day shifting, published range (reported)',
        reason: 'racks at rest draw on, and hours of a mean day differ less than those of real days',
      },
      {
        id: 'carbon-done',
        figure: 'share of that work done by its deadline, placed by carbon and as it comes',
        unit: 'share',
        of: (world) => [GRIDS, soonest(GRIDS)].map((one) => workloadIn(answerOf(world, one)).offline?.doneShare ?? 0),
        kind: 'arithmetic',
        published: { values: [1, 1] },
        tolerance: 1e-9,
        source: 'rule of the row: shifting never breaks a deadline',
      },
      {
        id: 'energy-aware',
        figure: 'electricity bill under a tariff of the hour, placed by price over as soon as it comes',
        unit: '×',
        of: (world) => ratioIn(world, PRICED, soonest(PRICED), ({ totals }) => totals.energyCostPerMonth),
        kind: 'direction',
        published: { most: 1 },
        source: 'rule of the row: energy-aware placement',
      },
      {
        id: 'cap-given-back',
        figure: 'most that a site draws of what it may, giving 40 % back for the three hours in which work comes',
        unit: 'share',
        of: (world) =>
          ofAnswer(world, RESPONDING, (answer) => {
            const { meterPowerByHour, powerCapByHour } = siteIn(answer, 1);
            return Math.max(...meterPowerByHour.map((watts, hour) => watts / (powerCapByHour[hour] ?? NaN)));
          }),
        kind: 'arithmetic',
        published: { most: 1 },
        tolerance: 1e-9,
        source: 'rule of the row: work waits where power does not carry it',
      },
    ],
  },
];
