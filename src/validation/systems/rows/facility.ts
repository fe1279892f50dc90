/** Row on the buildings: blocks, lead times, air and liquid, power of their own, and what is lost on the way to them. */
import { goLiveOf } from '../../../outlook/lead-times.ts';
import { addFacilityBlock } from '../../../scenario/edits/add-facility-block.ts';
import type { IssueCode } from '../../../issues/issue.ts';
import { placementRefusals } from '../../../scenario/placement.ts';
import type { Scenario } from '../../../scenario/schema.ts';
import { answerTo, ofAnswer, ratioIn, siteIn, withSite } from '../estate-figures.ts';
import { work } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import { scenarioFor, type SystemPlan } from '../scenario-for.ts';
import { answerOf, tensor, type World } from '../world.ts';

const OWN: SystemPlan = {
  racks: [{ systemId: 'hgx-h100-8' }],
  sites: [
    {
      regionId: 'us-va',
      ownership: 'owned',
      stage: 'new-build',
      powerCapWatts: 60_000,
      positions: [{ count: 2, airWatts: 15_000, liquidWatts: 0 }],
    },
  ],
  modelId: 'llama-3.1-8b',
  work: [work('chat', 2)],
  serving: { layout: tensor(1) },
};
const ON_GAS = withSite(OWN, 0, { supply: { source: 'gas', watts: 60_000 } });
const LOSS_SHARE = 0.08;

const goLive = (world: World, plan: SystemPlan) => goLiveOf(scenarioFor('row', plan), world.catalogue)[0];

/** Refusals of the kind when one system is to stand on a position. */
const refusals = (world: World, scenario: Scenario, systemId: string, position: number, code: IssueCode): number =>
  placementRefusals(world.catalogue, scenario, systemId, 's1', position, 1).filter((one) => one.code === code).length;

export const FACILITY_ROWS: readonly SystemRow[] = [
  {
    id: 'facility',
    section: 'Layers of an estate',
    system: 'Facility',
    plan: OWN,
    checks: [
      {
        id: 'blocks',
        figure: 'positions and power that a liquid and an air block add',
        unit: 'positions; W',
        of: (world, plan) => {
          const before = siteIn(answerOf(world, plan));
          return (['liquid', 'air'] as const).flatMap((blockId) => {
            const grown = addFacilityBlock(scenarioFor('row', plan), { siteId: 's1', blockId });
            const after = siteIn(answerTo(world, grown));
            return [after.positionsTotal - before.positionsTotal, after.powerCap - before.powerCap];
          });
        },
        kind: 'arithmetic',
        published: { values: [8, 1_400_000, 12, 400_000] },
        tolerance: 0,
        source: 'blocks of the planner: eight positions of 160 kW, twelve of 30 kW',
      },
      {
        id: 'liquid-block',
        figure:
          'refusals of a liquid rack on the air of the hall, and on the first position of a liquid block beside it',
        unit: 'issues',
        of: (world, plan) => {
          const hall = scenarioFor('row', plan);
          const grown = addFacilityBlock(hall, { siteId: 's1', blockId: 'liquid' });
          return [
            refusals(world, hall, 'gb200-nvl72', 1, 'position-liquid'),
            refusals(world, grown, 'gb200-nvl72', 2, 'position-liquid'),
          ];
        },
        kind: 'arithmetic',
        published: { values: [1, 0] },
        tolerance: 0,
        source: 'rule of the row: air or liquid',
      },
      {
        id: 'air-limit',
        figure:
          'refusals of an air-cooled node of 10 kW where the air takes 5 kW, whatever a loop takes, and where it takes 15 kW',
        unit: 'issues',
        of: (world, plan) =>
          [5_000, 15_000].map((airWatts) =>
            refusals(
              world,
              scenarioFor('row', withSite(plan, 0, { positions: [{ count: 2, airWatts, liquidWatts: 100_000 }] })),
              'hgx-h100-8',
              1,
              'position-air',
            ),
          ),
        kind: 'arithmetic',
        published: { values: [1, 0] },
        tolerance: 0,
        source: 'rule of the row: heat must leave by the way it is led',
      },
      {
        id: 'lead-times',
        figure:
          'months until a new building is live: the longest of building, transformer, switchgear, grid and servers',
        unit: 'months',
        of: (world, plan) => {
          const months = goLive(world, plan)?.months;
          return months ? [months.low, months.base, months.high] : { withheld: 'nothing is waited for' };
        },
        kind: 'arithmetic',
        published: { values: [24, 48, 84] },
        source: 'catalogue: transformers 24 to 40, grid connection 18 to 84, mean 48 (reported)',
      },
      {
        id: 'own-lead',
        figure: 'the same with turbines of its own in place of the grid',
        unit: 'months',
        of: (world) => goLive(world, ON_GAS)?.months.base ?? { withheld: 'nothing is waited for' },
        kind: 'arithmetic',
        published: { values: [60] },
        source: 'catalogue: gas turbines 36 to 84, mean 60 (reported)',
      },
      {
        id: 'own-price',
        figure: 'electricity bill on turbines of its own over energy times their price, and what the grid still gives',
        unit: '×; J',
        of: (world) => {
          const { energyCostPerMonth, energyPerMonth, gridEnergyPerMonth } = siteIn(answerOf(world, ON_GAS));
          return [
            energyCostPerMonth / (energyPerMonth * world.catalogue.power.ownSupply.gas.energyPrice.base),
            gridEnergyPerMonth,
          ];
        },
        kind: 'arithmetic',
        published: { values: [1, 0] },
        tolerance: 1e-6,
        source: 'rule of the row: grid or behind-the-meter generation',
      },
      {
        id: 'loss',
        figure: 'carbon with 8 % lost on the way over that without: 1/(1 − 0.08)',
        unit: '×',
        of: (world, plan) =>
          ratioIn(
            world,
            withSite(plan, 0, { transmissionLossShare: LOSS_SHARE }),
            plan,
            ({ totals }) => totals.carbonPerMonth,
          ),
        kind: 'arithmetic',
        published: { values: [1 / (1 - LOSS_SHARE)] },
        tolerance: 1e-9,
        source: 'rule of the row: transmission loss as a site factor',
      },
      {
        id: 'loss-bill',
        figure: 'bill with it over that without: the meter stands behind the loss',
        unit: '×',
        of: (world, plan) =>
          ratioIn(
            world,
            withSite(plan, 0, { transmissionLossShare: LOSS_SHARE }),
            plan,
            ({ totals }) => totals.energyCostPerMonth,
          ),
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 1e-9,
        source: 'rule of the row: transmission loss as a site factor',
      },
      {
        id: 'cap',
        figure: 'power in the busiest hour over a cap below what the racks are provisioned for',
        unit: 'share',
        of: (world, plan) =>
          ofAnswer(
            world,
            withSite(plan, 0, { powerCapWatts: 9_000 }),
            (answer) => siteIn(answer).peakMeterPower / 9_000,
          ),
        kind: 'arithmetic',
        published: { most: 1 },
        tolerance: 1e-9,
        source: 'rule of the row: power is a limit, and says so',
      },
    ],
  },
];
