/** Rows on CPU racks, edge racks, several racks as one, cooling and power. */
import type { Workflow } from '../../../catalogue/figures.ts';
import { linksOfSystem, systemLinkPower } from '../../../economics/link-power.ts';
import { placementRefusals } from '../../../scenario/placement.ts';
import { requestClassOf } from '../../../serving/requests.ts';
import { cpuSystemsFor, toolDemandOf, toolUseOf } from '../../../serving/tool-demand.ts';
import { fixedWork, ratioOf, readOf, slaRequests, work } from '../pool-figures.ts';
import { AGENTS } from '../agents.ts';
import type { SystemRow } from '../row.ts';
import { scenarioFor, type SystemPlan } from '../scenario-for.ts';
import { acceleratorOf, answerOf, systemOf, type World } from '../world.ts';

/** CPU racks when every call keeps a core busy for its whole wait: the upper end, since nobody publishes the CPU time of a call. */
const racksOfCpus = (world: World, plan: SystemPlan): number => {
  const { requestsPerSession } = requestClassOf(workflowOf(world), {}, null, true);
  const use = toolUseOf(workflowOf(world), requestsPerSession);
  if (!use) throw new Error('coding agents call tools');
  const requestsPerSecond = answerOf(world, plan).workloads[0]?.peakRequestsPerSecond ?? 0;
  const { running } = toolDemandOf([{ use, requestsPerSecond }]);
  return cpuSystemsFor(running, systemOf(world, 'vera-etl256'), 1) ?? 0;
};

const workflowOf = ({ catalogue }: World): Workflow => {
  const workflow = catalogue.workflows['coding-agent'];
  if (!workflow) throw new Error('not in the catalogue: coding-agent');
  return workflow;
};

const LIQUID_ON_AIR: SystemPlan = {
  racks: [{ systemId: 'gb300-nvl72' }],
  modelId: 'deepseek-r1',
  work: [fixedWork(1_024, 1_024, 1)],
  serving: { engine: 'tensorrt-llm', weights: 'nvfp4' },
  liquidWatts: 0,
};

export const SITE_ROWS: readonly SystemRow[] = [
  {
    id: 'vera-etl256',
    section: 'Racks and fabrics',
    system: 'Vera ETL256',
    plan: { ...AGENTS, racks: [...AGENTS.racks, { systemId: 'vera-etl256', role: 'cpu-tools' }] },
    checks: [
      {
        id: 'cores',
        figure: 'cores of the rack, 256 CPUs of 88',
        unit: 'cores',
        of: (world) => systemOf(world, 'vera-etl256').cpuCores ?? 0,
        kind: 'arithmetic',
        published: { values: [256 * 88] },
        source: 'NVIDIA (reported)',
        tolerance: 0,
      },
      {
        id: 'ratio',
        figure: 'CPU racks for one GB200 rack full of coding agents if every call keeps a core busy for its whole wait',
        unit: 'racks',
        of: (world, plan) => {
          const racks = racksOfCpus(world, plan);
          return readOf(world, plan, ({ headroom }) => (headroom === null ? null : racks * (1 + headroom)));
        },
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
  {
    id: 'kneron',
    section: 'Racks and fabrics',
    system: 'Kneron KNEO edge rack',
    plan: { racks: [{ systemId: 'kneron-rack' }], modelId: 'qwen3-1.7b', work: [work('chat', 0.01)] },
    checks: [
      {
        id: 'power',
        figure: 'nameplate of a node',
        unit: 'W',
        of: (world) => systemOf(world, 'kneron-rack').powerNameplate ?? { withheld: 'no power is published' },
        kind: 'reproduced',
        published: { least: 0, most: 300 },
        source: 'trade article: below 300 W a node',
        tolerance: 0,
      },
      {
        id: 'output',
        figure: 'output of a small model',
        unit: 'tok/s',
        of: (world, plan) => readOf(world, plan, ({ slaTokensPerSecond }) => slaTokensPerSecond),
        kind: 'none published',
        published: null,
        source: '',
      },
    ],
  },
  {
    id: 'nodes-72',
    section: 'Racks and fabrics',
    system: '72 nodes / 288 accelerators',
    plan: {
      racks: [{ systemId: 'gb300-nvl72', systems: 4 }],
      modelId: 'deepseek-r1',
      work: [fixedWork(1_000, 3_751, 20)],
      serving: { engine: 'tensorrt-llm', weights: 'nvfp4' },
    },
    checks: [
      {
        id: 'racks',
        figure: 'GPUs and trays of four NVL72 racks',
        unit: 'GPUs; nodes',
        of: (world, plan) => [
          answerOf(world, plan).totals.accelerators,
          4 * (systemOf(world, 'gb300-nvl72').computeTrays ?? 0),
        ],
        kind: 'arithmetic',
        published: { values: [288, 72] },
        source: 'MLPerf v6.0 system description',
        tolerance: 0,
      },
      {
        id: 'spread',
        figure: 'output of the four inside the targets over four times that of one',
        unit: '×',
        of: (world, plan) => {
          const one: SystemPlan = { ...plan, racks: [{ systemId: 'gb300-nvl72' }] };
          const ratio = ratioOf(world, plan, one, slaRequests);
          return typeof ratio === 'number' ? ratio / 4 : ratio;
        },
        kind: 'direction',
        published: { least: 0.99 },
        source: 'replicas of one rack each share the load; pooling never loses',
      },
    ],
  },
  {
    id: 'cooling-power',
    section: 'Racks and fabrics',
    system: 'Cooling and power',
    plan: LIQUID_ON_AIR,
    checks: [
      {
        id: 'liquid-on-air',
        figure: 'refusals when a liquid rack stands on a row without a loop',
        unit: 'issues',
        of: (world, plan) =>
          placementRefusals(
            world.catalogue,
            scenarioFor('row', { ...plan, racks: [] }),
            'gb300-nvl72',
            's1',
            0,
            1,
          ).filter(({ code }) => code === 'position-liquid').length,
        kind: 'arithmetic',
        published: { values: [1] },
        tolerance: 0,
        source: 'rule of the row: refuse liquid racks on air-only rows',
      },
      {
        id: 'feed',
        figure: 'provisioned power over what the feed gives, at a position with a loop',
        unit: 'share',
        of: (world, plan) => {
          const { racks } = answerOf(world, { ...plan, liquidWatts: 160_000 });
          const [rack] = racks;
          return rack ? rack.provisioned / rack.limit : { withheld: 'no rack stands' };
        },
        kind: 'arithmetic',
        published: { most: 1 },
        source: 'rule of the row: rack kW must not exceed the feed',
        tolerance: 0,
      },
      {
        id: 'optics',
        figure: 'links of one GPU of the domain: pluggable optics over co-packaged ones',
        unit: '×',
        of: (world) => {
          const links = linksOfSystem(acceleratorOf(world, 'gb300-nvl72'), systemOf(world, 'gb300-nvl72'));
          const watts = (scaleUp: 'optic-pluggable' | 'optic-cpo'): number | null =>
            systemLinkPower(world.catalogue.networks, { ...links, scaleOut: null }, { scaleUp, scaleOut: scaleUp })
              .watts;
          const [pluggable, beside] = [watts('optic-pluggable'), watts('optic-cpo')];
          return pluggable !== null && beside !== null
            ? pluggable / beside
            : { withheld: 'energy per bit not published' };
        },
        kind: 'direction',
        published: { least: 1 },
        source: 'energy per bit of both media (reported)',
      },
    ],
  },
];
