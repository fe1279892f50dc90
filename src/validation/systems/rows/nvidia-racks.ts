/** Rows on GB300 NVL72, Vera Rubin NVL72 and Kyber. */
import { costPerMtok, fixedWork, ratioOf, serving, slaPerAccelerator } from '../pool-figures.ts';
import type { SystemRow } from '../row.ts';
import type { SystemPlan } from '../scenario-for.ts';
import { acceleratorOf, answerOf, deviceIn, systemOf, type World, wideExperts } from '../world.ts';

const R1_ON = (systemId: string): SystemPlan => ({
  racks: [{ systemId }],
  modelId: 'deepseek-r1',
  work: [fixedWork(8_192, 1_024, 5)],
  serving: { engine: 'tensorrt-llm', weights: 'nvfp4' },
});

/** The plan with its demand raised to what the targets allow. */
const filled = (world: World, plan: SystemPlan): SystemPlan => {
  const [pool] = answerOf(world, plan).deployments;
  const factor = 0.999 * (1 + (pool?.headroom ?? 0));
  return {
    ...plan,
    work: plan.work.map((one) => ({ ...one, sessionsPerSecond: one.sessionsPerSecond * factor })),
  };
};

export const NVIDIA_RACK_ROWS: readonly SystemRow[] = [
  {
    id: 'gb300-nvl72',
    section: 'Racks and fabrics',
    system: 'GB300 NVL72',
    plan: R1_ON('gb300-nvl72'),
    checks: [
      {
        id: 'part',
        figure: 'memory, bandwidth and power of one GPU',
        unit: 'GiB; TB/s; W',
        of: (world) => {
          const { memoryCapacity, memoryBandwidth, boardPower } = acceleratorOf(world, 'gb300-nvl72');
          return [(memoryCapacity ?? 0) / 2 ** 30, (memoryBandwidth ?? 0) / 1e12, boardPower ?? 0];
        },
        kind: 'reproduced',
        published: { values: [278, 8, 1_400] },
        source: 'aiconfigurator, system file',
        tolerance: 0.05,
      },
      {
        id: 'over-gb200',
        figure: 'output inside the targets over GB200 NVL72, per GPU',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, R1_ON('gb200-nvl72'), slaPerAccelerator),
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
  {
    id: 'vr-nvl72',
    section: 'Racks and fabrics',
    system: 'Vera Rubin NVL72',
    plan: R1_ON('vr-nvl72'),
    checks: [
      {
        id: 'rack',
        figure: 'dense FP4, HBM, NVLink both ways',
        unit: 'EFLOP/s; TB; TB/s',
        of: (world) => {
          const { densePeak, scaleUpPerDirection } = acceleratorOf(world, 'vr-nvl72');
          const { memoryTotal, accelerators } = systemOf(world, 'vr-nvl72');
          return [
            (accelerators * (densePeak.fp4 ?? 0)) / 1e18,
            (memoryTotal ?? 0) / 1e12,
            (2 * accelerators * (scaleUpPerDirection ?? 0)) / 1e12,
          ];
        },
        kind: 'arithmetic',
        published: { values: [2.52, 20.7, 260] },
        source: 'NVIDIA (datasheet); 72 × 35 PF',
      },
      {
        id: 'power',
        figure: 'operating and nameplate power of the rack',
        unit: 'kW',
        of: (world) => {
          const { powerTypical, powerNameplate } = systemOf(world, 'vr-nvl72');
          return [(powerTypical ?? 0) / 1e3, (powerNameplate ?? 0) / 1e3];
        },
        kind: 'reproduced',
        published: { least: 190, most: 230 },
        source: 'reported',
      },
      {
        id: 'throughput',
        figure: 'output inside the targets over GB200 NVL72, DeepSeek-R1 FP4 8K/1K, per GPU',
        unit: '×',
        of: (world, plan) => ratioOf(world, plan, R1_ON('gb200-nvl72'), slaPerAccelerator),
        kind: 'claim',
        published: { values: [5] },
        source: 'NVIDIA: 5 × the inference throughput of Blackwell (claim)',
        reason: 'dense FP4 is 2.3 to 3.5 × and bandwidth 2.75 ×; launches, gaps and hand-overs do not shrink with them',
      },
      {
        id: 'cost',
        figure: 'cost of a token on GB200 NVL72 over that here, both filled to their targets',
        unit: '×',
        of: (world, plan) => ratioOf(world, filled(world, R1_ON('gb200-nvl72')), filled(world, plan), costPerMtok),
        kind: 'claim',
        published: { values: [10] },
        source: 'NVIDIA: 10 × lower token cost (claim)',
        reason: 'the rack costs about twice as much, which the gain in throughput has to pay first',
      },
    ],
  },
  {
    id: 'kyber',
    section: 'Racks and fabrics',
    system: 'Kyber',
    plan: serving(R1_ON('kyber-nvl144'), { layout: wideExperts(72) }),
    checks: [
      {
        id: 'link',
        figure: 'scale-up of one GPU, one direction',
        unit: 'Tbit/s',
        of: (world) => ((acceleratorOf(world, 'kyber-nvl144').scaleUpPerDirection ?? 0) * 8) / 1e12,
        kind: 'arithmetic',
        published: { values: [14.4] },
        source: 'reported; read as one direction, as 260 TB/s ÷ 72 is 3.6 TB/s both ways',
      },
      {
        id: 'domain',
        figure: 'GPUs of one domain: Kyber, NVL576 of eight racks',
        unit: 'GPUs',
        of: (world) => ['kyber-nvl144', 'rubin-ultra-nvl576'].map((id) => deviceIn(world, id).domain),
        kind: 'arithmetic',
        published: { values: [144, 8 * 72] },
        source: 'reported',
        tolerance: 0,
      },
      {
        id: 'roadmap',
        figure: 'NVL1152: GPUs of eight Kyber racks, of which no part is published',
        unit: 'GPUs',
        of: (world) => systemOf(world, 'feynman-nvl1152').accelerators,
        kind: 'arithmetic',
        published: { values: [8 * 144] },
        source: 'roadmap (reported)',
        tolerance: 0,
      },
    ],
  },
];
