/** Rows on KV beside the accelerators: storage racks, and tiers as a technique. */
import { kvBytesPerSequence } from '../../../performance/kv-cache.ts';
import { prefillOnly } from '../../../serving/disaggregated-curve.ts';
import { kvLadderOf, type KvTier } from '../../../serving/kv-tiers.ts';
import { hitShare, ratioOf, saturation, serving, slaRequests, ttftP50 } from '../pool-figures.ts';
import { AGENTS, withStore } from '../agents.ts';
import type { SystemRow } from '../row.ts';
import { acceleratorOf, answerOf, deviceIn, instanceIn, systemOf, type World, wideExperts } from '../world.ts';

const WITH_CMX = withStore(AGENTS, 'cmx-icms', 8);

/** CMX as the tier of eight accelerators of a GB200 rack. */
const cmxTier = (world: World): KvTier => {
  const device = deviceIn(world, 'gb200-nvl72');
  const { tiers } = kvLadderOf({
    system: systemOf(world, 'gb200-nvl72'),
    accelerator: acceleratorOf(world, 'gb200-nvl72'),
    scaleOut: device.scaleOut,
    accelerators: 8,
    acceleratorsPerSequence: 8,
    use: { host: false, localNvme: false, racks: true },
    stores: [{ id: 'cmx', system: systemOf(world, 'cmx-icms'), systems: 8, share: 1 }],
    memoryTiers: world.catalogue.memoryTiers,
  });
  const [tier] = tiers;
  if (!tier) throw new Error('the store has no figures');
  return tier;
};

/** Seconds to fetch the KV of so many tokens of Kimi-K2.5 from CMX, over those to compute it again. */
const fetchOverCompute = (world: World, tokens: number): number => {
  const { latency, readBandwidth } = cmxTier(world);
  const instance = instanceIn(world, 'kimi-k2.5', 'gb200-nvl72', wideExperts(8), { kvFormat: 'fp8' });
  const bytes = kvBytesPerSequence(instance.model, tokens, instance.precision.kvBytes);
  const computed = prefillOnly(instance, { inputTokens: tokens, cachedTokens: 0 }, 8_192).seconds;
  return (latency + bytes / readBandwidth) / computed;
};

export const STORE_ROWS: readonly SystemRow[] = [
  {
    id: 'cmx-stx',
    section: 'Racks and fabrics',
    system: 'CMX / STX',
    plan: WITH_CMX,
    checks: [
      {
        id: 'fetch',
        figure: 'seconds to fetch 4 GB: latency + bytes ÷ min(tier, network cards)',
        unit: 's',
        of: (world) => {
          const { latency, readBandwidth } = cmxTier(world);
          return latency + 4e9 / readBandwidth;
        },
        kind: 'arithmetic',
        published: { values: [2e-4 + 4e9 / Math.min(8 * 400e9, 0.71 * 8 * 50e9)] },
        source: 'formula of the row; eight boxes of 400 GB/s, eight cards at 71 % of 50 GB/s (Mooncake, measured)',
      },
      {
        id: 'break-even',
        figure: 'fetching the KV of 4K and 100K tokens over computing it again',
        unit: '×',
        of: (world) => [4_096, 100_000].map((tokens) => fetchOverCompute(world, tokens)),
        kind: 'direction',
        published: { most: 1 },
        source: 'formula of the row',
      },
      {
        id: 'hits',
        figure: 'hits of an unlimited cache that are found, with the rack over without',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, hitShare),
        kind: 'direction',
        published: { least: 1 },
        source: 'Mooncake: a pooled store raises the hit rate (measured)',
      },
      {
        id: 'first-token',
        figure: 'median time to first token, with the rack over without',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, ttftP50),
        kind: 'direction',
        published: { most: 1 },
        source: 'Mooncake: higher hit rate, earlier first token (measured)',
      },
      {
        id: 'throughput',
        figure: 'requests inside the targets, with the rack over without',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, slaRequests),
        kind: 'claim',
        published: { values: [5] },
        source: 'NVIDIA: 5 × tokens/s against traditional storage (claim)',
        reason: 'the claim is against slower storage with other sessions, ours against none with these',
      },
      {
        id: 'throughput-rises',
        figure: 'the same: more hits carry more requests',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, slaRequests),
        kind: 'direction',
        published: { least: 1 },
        source: 'Mooncake: higher hit rate, higher throughput (measured)',
      },
      {
        id: 'stx',
        figure: 'STX rack, whose capacity nobody published, as that store: hits over none',
        unit: '×',
        of: (world) => {
          const stx = answerOf(world, withStore(AGENTS, 'stx-storage', 1));
          const missing = stx.deployments[0]?.groups[0]?.reuse?.missing ?? [];
          return missing.length > 0
            ? { withheld: `${missing.join(', ')} not published` }
            : ratioOf(world, withStore(AGENTS, 'stx-storage', 1), AGENTS, hitShare);
        },
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
  {
    id: 'kv-tiers',
    section: 'Techniques',
    system: 'KV tiers',
    plan: withStore(
      serving(AGENTS, { kvTiers: { host: true, localNvme: false, racks: true, wait: 'auto' } }),
      'cxl-pool',
      4,
    ),
    checks: [
      {
        id: 'hits',
        figure: 'hits of an unlimited cache found with host memory and a pool over HBM alone',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, hitShare),
        kind: 'direction',
        published: { least: 1 },
        source: 'more room is never found less in',
      },
      {
        id: 'throughput',
        figure: 'requests at saturation with a pooled store over HBM alone, agents on GB200',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, saturation),
        kind: 'reproduced',
        published: { values: [3.8] },
        source: 'Mooncake, Kimi-K2.5 NVFP4 on 12 GB200, hits 1.7 to 92.2 % (measured by its makers)',
        tolerance: 0.25,
        reason: 'its trace finds 1.7 % without the store, ours keeps in HBM what its sequences leave free',
      },
      {
        id: 'first-token',
        figure: 'time to first token with them over HBM alone, p50',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, AGENTS, ttftP50),
        kind: 'direction',
        published: { most: 1 },
        source: 'Mooncake: first token 46 × sooner (measured by its makers)',
      },
      {
        id: 'drop',
        figure: 'requests at saturation when KV is dropped while a tool runs over what is best',
        unit: '×',
        of: (world, plan) =>
          ratioOf(
            world,
            serving(plan, { kvTiers: { host: true, localNvme: false, racks: true, wait: 'drop' } }),
            plan,
            saturation,
          ),
        kind: 'direction',
        published: { most: 1 },
        source: 'hold, demote or drop is a policy of the plan',
      },
    ],
  },
];
