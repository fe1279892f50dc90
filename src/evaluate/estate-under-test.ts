/** Estates made at random: two halls with grids, supplies and terms of their own, two pools, day and night work, seasons and quotas. */
import fc from 'fast-check';
import * as z from 'zod/mini';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { scenarioSchema, type Scenario } from '../scenario/schema.ts';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Fields that a site may leave out. */
const siteTerms = fc.record(
  {
    count: fc.constantFrom(1, 3, 40),
    ownership: fc.constantFrom('owned', 'colocation', 'cloud'),
    transmissionLossShare: fc.constantFrom(0, 0.06, 0.3),
    pue: between(1, 1.6),
    tariffShape: fc.array(between(0.2, 3), { minLength: 24, maxLength: 24 }),
    contractGramsPerJoule: between(0, 2e-4),
    supply: fc.record({ source: fc.constantFrom('gas', 'solar-storage', 'wind'), watts: between(500, 20_000) }),
    demandResponse: fc.record({
      share: between(0, 0.6),
      fromHourUtc: fc.nat(23),
      hours: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { requiredKeys: [] },
);

const rackTerms = fc.record({
  acquisition: fc.constantFrom('buy', 'lease', 'cloud', 'cloud-reserved', 'cloud-spot'),
  powerLimitShare: fc.constantFrom(1, 1, 0.7),
});

const workTerms = fc.record({
  workflowId: fc.constantFrom('chat', 'rag', 'batch'),
  load: fc.constantFrom(0.03, 0.3, 0.7, 1, 2),
  shape: fc.constantFrom('flat', 'azure-2024-conv', 'azure-2024-code'),
  season: fc.option(fc.array(between(0.3, 1), { minLength: 12, maxLength: 12 }), { nil: null }),
  abroad: fc.constantFrom(0, 0.4),
  quota: fc.option(between(0.3, 1.1), { nil: null }),
});

/** Sessions a second that come near what the racks of a pool carry. */
const FULL: Readonly<Record<'chat' | 'rag' | 'batch', number>> = { chat: 10, rag: 15, batch: 20 };

const drawn = fc.record({
  halls: fc.tuple(siteTerms, siteTerms),
  capWatts: fc.constantFrom(10_000, 17_000, 60_000),
  racks: fc.tuple(rackTerms, rackTerms, rackTerms),
  day: workTerms,
  other: workTerms,
  night: workTerms,
  routing: fc.constantFrom('even', 'nearest-first'),
  shiftTo: fc.constantFrom('soonest', 'cost', 'carbon'),
  reservedShare: fc.constantFrom(0, 0.2),
});

/** Eight H100 in one hall and eight H200 in the other serve the first pool; eight more H200 serve the other. */
export const arbitraryEstate: fc.Arbitrary<Scenario> = drawn.map(
  ({ halls, capWatts, racks, day, other, night, routing, shiftTo, reservedShare }) => {
    const work = ({ workflowId, load, shape, season, abroad, quota }: typeof day, copies: number) => {
      const peakSessionsPerSecond = load * copies * FULL[workflowId];
      return {
        modelId: 'llama-3.1-8b',
        workflowId,
        demandRegionId: 'de-fra',
        demand: {
          peakSessionsPerSecond,
          shape,
          elsewhere: abroad > 0 ? [{ regionId: 'us-va', share: abroad }] : [],
          ...(season ? { monthShape: season } : {}),
          ...(quota === null ? {} : { quotaSessionsPerSecond: quota * peakSessionsPerSecond }),
        },
      };
    };
    const serving = { layout: { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 } };
    const [first, second] = halls;
    const inSecond = second.count ?? 1;
    const both = (first.count ?? 1) + inSecond;
    const positions = [{ count: 4, airWatts: 40_000, liquidWatts: 0 }];
    return z.parse(scenarioSchema, {
      version: 1,
      catalogueVersion: defaultCatalogue.version,
      name: 'At random',
      shiftTo,
      sites: [
        { id: 's1', name: 'Hall', regionId: 'de-fra', powerCapWatts: capWatts, positions, ...first },
        { id: 's2', name: 'Other hall', regionId: 'us-ca', powerCapWatts: capWatts, positions, ...second },
      ],
      rackGroups: [
        { id: 'g1', siteId: 's1', systemId: 'hgx-h100-8', placements: [{ position: 0, count: 1 }], ...racks[0] },
        { id: 'g2', siteId: 's2', systemId: 'hgx-h200-8', placements: [{ position: 0, count: 1 }], ...racks[1] },
        { id: 'g3', siteId: 's2', systemId: 'hgx-h200-8', placements: [{ position: 1, count: 1 }], ...racks[2] },
      ],
      workloads: [
        { id: 'w1', name: 'Day', slaClassId: 'near-real-time', ...work(day, both) },
        { id: 'w2', name: 'Other', slaClassId: 'near-real-time', ...work(other, inSecond) },
        {
          id: 'w3',
          name: 'Night',
          slaClassId: 'offline-batch/24h',
          ...work({ ...night, workflowId: 'batch' }, both),
          offline: { releaseHourUtc: 18, mayShiftInTime: night.abroad > 0, mayShiftInPlace: night.quota !== null },
        },
      ],
      deployments: [
        {
          id: 'd1',
          name: 'Large',
          workloadIds: ['w1', 'w3'],
          rackGroupIds: ['g1', 'g2'],
          routing,
          reservedShare,
          serving,
        },
        { id: 'd2', name: 'Small', workloadIds: ['w2'], rackGroupIds: ['g3'], serving },
      ],
    });
  },
);
