/** Arbitrary scenarios that use every field, for the property tests beside; consistent, so that every one must read back. */
import fc from 'fast-check';
import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { scenarioSchema, type RackGroup, type Scenario } from './schema.ts';
import { FORBIDDEN_KEYS, isAssumptionPath } from './assumption-path.ts';
import { referenceError } from './references.ts';

const SYSTEMS = ['gb200-nvl72', 'hgx-h200-8', 'rtx-pro-8'];

/** JSON has no −0. */
const real = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const nameText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.trim().slice(0, 120))
  .filter((text) => text.length > 0 && text.trim() === text);

const catalogueId = fc.stringMatching(/^[a-z0-9][a-z0-9./-]{0,20}$/).filter((id) => !FORBIDDEN_KEYS.has(id));

/** Keys that may be left out, as optional fields are. */
const optional = <T extends Record<string, unknown>>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });

const percentiles = fc.record({ p50Seconds: real(1e-3, 1), p95Seconds: real(1, 5), p99Seconds: real(5, 90) });
const multipliers = (length: number) => fc.array(real(0, 4), { minLength: length, maxLength: length });
const dayShape = multipliers(24);
const hour = fc.integer({ min: 0, max: 23 });
const size = fc.integer({ min: 1, max: 72 });

const block = fc.record({ count: fc.integer({ min: 1, max: 12 }), airWatts: real(0, 5e4), liquidWatts: real(0, 2e5) });

const siteFields = fc
  .tuple(
    fc.record({
      name: nameText,
      regionId: catalogueId,
      powerCapWatts: real(1, 1e9),
      positions: fc.array(block, { minLength: 1, maxLength: 3 }),
    }),
    optional({
      count: fc.integer({ min: 1, max: 10_000 }),
      stage: fc.constantFrom('existing', 'new-build'),
      ownership: fc.constantFrom('owned', 'colocation', 'cloud'),
      transmissionLossShare: real(0, 0.5),
      energyPriceUsdPerJoule: real(0, 1e-6),
      tariffShape: dayShape,
      contractGramsPerJoule: real(0, 1e-3),
      supply: fc.record({ source: fc.constantFrom('gas', 'solar-storage', 'wind'), watts: real(1, 1e9) }),
      demandResponse: fc.record({ share: real(0, 0.9), fromHourUtc: hour, hours: fc.integer({ min: 1, max: 24 }) }),
      pue: real(1, 3),
      floorLoadKgPerPosition: real(1, 5_000),
      roundTripSeconds: fc.dictionary(catalogueId, real(0, 1), { maxKeys: 3 }),
    }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }));

const vectorStore = fc
  .tuple(
    fc.record({ vectors: real(1, 1e12), dimensions: fc.integer({ min: 1, max: 65_536 }) }),
    optional({
      bytesPerComponent: fc.constantFrom(1, 2, 4),
      index: fc.constantFrom('hnsw', 'ivf-pq', 'flat'),
      queriesPerRequest: real(0.01, 100),
      replicas: fc.integer({ min: 1, max: 100 }),
    }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }));

const workloadFields = fc
  .tuple(
    fc.record({
      name: nameText,
      modelId: catalogueId,
      workflowId: catalogueId,
      slaClassId: catalogueId,
      demand: fc
        .tuple(
          fc.record({
            peakSessionsPerSecond: real(0, 1e6),
            shape: fc.oneof(catalogueId, fc.record({ weekday: dayShape, weekend: dayShape })),
          }),
          optional({
            utcOffsetHours: real(-12, 14),
            monthShape: multipliers(12),
            // Four parts of at most a quarter never come to more than all of it.
            elsewhere: fc.array(fc.record({ regionId: catalogueId, share: real(0, 0.25) }), { maxLength: 4 }),
            quotaSessionsPerSecond: real(0, 1e6),
            growthPerYear: real(-0.95, 50),
            dispersionPerMinute: real(1, 200),
          }),
        )
        .map(([required, rest]) => ({ ...required, ...rest })),
    }),
    optional({
      overrides: optional({
        turns: real(1, 100),
        firstInputTokens: real(1, 1e6),
        newInputTokensPerTurn: real(0, 1e5),
        outputTokens: real(1, 1e5),
        prefixHitShare: real(0, 1),
      }),
      vectorStore,
      offline: fc.record({
        releaseHourUtc: hour,
        mayShiftInTime: fc.boolean(),
        mayShiftInPlace: fc.boolean(),
      }),
    }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }));

const serving = optional({
  mode: fc.constantFrom('auto', 'aggregated', 'disaggregated', 'attention-ffn'),
  engine: fc.constantFrom('vllm', 'sglang', 'tensorrt-llm'),
  weights: fc.constantFrom('native', 'bf16', 'fp8', 'nvfp4', 'nvfp4-experts', 'int4-g128'),
  kvFormat: fc.constantFrom('auto', 'bf16', 'fp8'),
  layout: fc.oneof(fc.constant('auto'), fc.record({ tp: size, pp: size, attnDp: size, moeTp: size, ep: size })),
  maxBatch: fc.oneof(fc.constant('auto'), fc.integer({ min: 1, max: 100_000 })),
  prefillBudgetTokens: fc.integer({ min: 128, max: 1_048_576 }),
  prefixCaching: fc.boolean(),
  speculation: fc.oneof(
    fc.constant('none'),
    fc.record({
      method: fc.constantFrom('mtp', 'eagle', 'draft-model'),
      draftTokens: fc.integer({ min: 1, max: 16 }),
    }),
  ),
  prefillPerDecode: real(0.01, 100),
  attentionPerFfn: real(0.01, 100),
});

const pool = fc.record({
  name: nameText,
  serving: fc.option(serving, { nil: undefined }),
  sharing: optional({ routing: fc.constantFrom('even', 'nearest-first'), reservedShare: real(0, 1) }),
});

const ownSla = fc
  .tuple(
    fc.record({ name: nameText, urgency: fc.constantFrom('real-time', 'near-real-time', 'offline') }),
    optional({ ttft: percentiles, tpot: percentiles, e2e: percentiles, deadlineSeconds: real(1, 1e6) }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }));

const head = fc
  .tuple(
    fc.record({ catalogueVersion: fc.string({ maxLength: 40 }), name: nameText }),
    optional({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      horizonYears: real(1, 15),
      utilisationCap: real(0.1, 1),
      shiftTo: fc.constantFrom('soonest', 'cost', 'carbon'),
      spare: fc.constantFrom('none', 'instance', 'system', 'site'),
      assumptions: fc.dictionary(
        fc.stringMatching(/^systems\.[a-z0-9-]{1,12}\.[a-z]{1,8}$/).filter(isAssumptionPath),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        { maxKeys: 4 },
      ),
    }),
  )
  .map(([required, rest]) => ({ ...required, ...rest }));

interface Draw {
  readonly site: number;
  readonly position: number;
  readonly pool: number;
  readonly count: number;
  readonly system: number;
}

const draws = fc.array(
  fc.record({
    site: fc.nat(2),
    position: fc.nat(30),
    pool: fc.nat(3),
    count: fc.integer({ min: 1, max: 4 }),
    system: fc.nat(2),
  }),
  { maxLength: 12 },
);

/** One group per draw whose position exists and is free; pools take groups and workloads by their numbers. */
export const arbitraryScenario: fc.Arbitrary<Scenario> = fc
  .record({
    head,
    sites: fc.array(siteFields, { maxLength: 3 }),
    workloads: fc.array(workloadFields, { maxLength: 4 }),
    slaClasses: fc.array(ownSla, { maxLength: 2 }),
    pools: fc.array(pool, { maxLength: 4 }),
    draws,
    terms: optional({
      role: fc.constantFrom('auto', 'prefill', 'decode', 'attention', 'ffn', 'kv-store', 'cpu-tools'),
      acquisition: fc.constantFrom('buy', 'lease', 'cloud', 'cloud-reserved', 'cloud-spot'),
      powerLimitShare: real(0.3, 1),
      priceUsd: real(0, 1e7),
    }),
    residency: fc.boolean(),
  })
  .map((drawn) => {
    const groups = groupsOf(drawn.sites, drawn.draws, drawn.terms);
    return z.parse(scenarioSchema, {
      version: 1,
      ...drawn.head,
      sites: drawn.sites.map((site, index) => ({ id: `s${index + 1}`, ...site })),
      rackGroups: groups.map(({ group }) => group),
      workloads: drawn.workloads.map((workload, index) => ({
        id: `w${index + 1}`,
        ...workload,
        ...(drawn.residency ? { allowedSiteIds: drawn.sites.map((_, at) => `s${at + 1}`) } : {}),
      })),
      slaClasses: drawn.slaClasses.map((item, index) => ({ id: `c${index + 1}`, ...item })),
      deployments: drawn.pools.map(({ name, sharing, serving: given }, index) => ({
        id: `d${index + 1}`,
        name,
        ...sharing,
        ...(given === undefined ? {} : { serving: given }),
        workloadIds: drawn.workloads.flatMap((_, at) => (at % drawn.pools.length === index ? [`w${at + 1}`] : [])),
        rackGroupIds: groups.filter((item) => item.pool === index).map((item) => item.group.id),
      })),
    });
  });

const groupsOf = (
  sites: readonly { readonly positions: readonly { readonly count: number }[] }[],
  drawn: readonly Draw[],
  terms: object,
): { readonly group: Pick<RackGroup, 'id'>; readonly pool: number }[] => {
  const taken = new Set<string>();
  const standing = drawn.filter(({ site, position }) => {
    const total = sites[site]?.positions.reduce((sum, item) => sum + item.count, 0) ?? 0;
    const free = position < total && !taken.has(`${site}/${position}`);
    if (free) taken.add(`${site}/${position}`);
    return free;
  });
  return standing.map((draw, index) => ({
    pool: draw.pool,
    group: {
      id: `g${index + 1}`,
      siteId: `s${draw.site + 1}`,
      systemId: SYSTEMS[draw.system],
      ...terms,
      placements: [{ position: draw.position, count: draw.count }],
    },
  }));
};

test('arbitrary scenarios are consistent', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      expect(referenceError(scenario)).toBeNull();
    }),
    { numRuns: 50 },
  );
});
