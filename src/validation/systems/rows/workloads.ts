/** Rows on workflows, service classes and MLPerf. */
import type { Workflow } from '../../../catalogue/figures.ts';
import { meanOf, quantileOf } from '../../../maths/log-normal.ts';
import { requestClassOf } from '../../../serving/requests.ts';
import { fixedWork, readOf, work } from '../pool-figures.ts';
import { predictedRun, runCheck } from '../published-run.ts';
import type { SystemRow } from '../row.ts';
import { answerOf, modelOf, type World } from '../world.ts';

/** Tokens at the end of a session of so many turns. */
const contextAfter = ({ firstInputTokens, newInputTokensPerTurn, outputTokens }: Workflow, turns: number): number =>
  meanOf(firstInputTokens) +
  (turns - 1) * ((newInputTokensPerTurn ? meanOf(newInputTokensPerTurn) : 0) + meanOf(outputTokens));

const workflowOf = ({ catalogue }: World, id: string): Workflow => {
  const workflow = catalogue.workflows[id];
  if (!workflow) throw new Error(`not in the catalogue: ${id}`);
  return workflow;
};

/** Share of all input tokens that an earlier turn of the session held already, when every turn repeats the session so far. */
const repeatedShare = (world: World, id: string): number => {
  const workflow = workflowOf(world, id);
  const { requestsPerSession, inputTokens } = requestClassOf(
    workflow,
    {},
    modelOf(world, 'kimi-k2.5').contextMaxTokens,
    true,
  );
  const fresh =
    meanOf(workflow.firstInputTokens) +
    (requestsPerSession - 1) * (workflow.newInputTokensPerTurn ? meanOf(workflow.newInputTokensPerTurn) : 0);
  return 1 - fresh / (requestsPerSession * inputTokens);
};

const WORKFLOWS = ['chat', 'coding-agent', 'web-use', 'computer-use', 'rag', 'batch'] as const;

export const WORKLOAD_ROWS: readonly SystemRow[] = [
  {
    id: 'workflows',
    section: 'Metrics and workloads',
    system: 'Agent workflows',
    plan: {
      racks: [{ systemId: 'gb200-nvl72' }],
      modelId: 'kimi-k2.5',
      work: WORKFLOWS.map((workflowId) =>
        work(
          workflowId,
          workflowId === 'coding-agent' ? 0.02 : 0.2,
          {},
          workflowId === 'batch' ? 'offline-batch/24h' : 'near-real-time',
        ),
      ),
    },
    checks: [
      {
        id: 'answered',
        figure: 'of six workflows in one pool, those with an answer',
        unit: 'workflows',
        of: (world, plan) => {
          const { workloads } = answerOf(world, plan);
          return workloads.filter(({ verdict }) => verdict !== 'withheld').length;
        },
        kind: 'arithmetic',
        published: { values: [WORKFLOWS.length] },
        source: 'definition of the row',
        tolerance: 0,
      },
      {
        id: 'interactions',
        figure: 'turns of a session of computer use',
        unit: 'turns',
        of: (world) => meanOf(workflowOf(world, 'computer-use').turns),
        kind: 'reproduced',
        published: { least: 20, most: 30 },
        source: 'reported in paper summaries: 20 to 30 interactions with the environment',
      },
      {
        id: 'coding-context',
        figure: 'context at the end of a long coding session, 95th percentile of its turns',
        unit: 'tok',
        of: (world) => {
          const workflow = workflowOf(world, 'coding-agent');
          return contextAfter(workflow, quantileOf(workflow.turns, 0.95));
        },
        kind: 'reproduced',
        published: { least: 300_000, most: 1_000_000 },
        source: 'reported in paper summaries: 300K to 1M tokens',
      },
      {
        id: 'repeated',
        figure: 'share of the input of a coding session that it held before, 1 − fresh ÷ input over all turns',
        unit: 'share',
        of: (world) => repeatedShare(world, 'coding-agent'),
        kind: 'reproduced',
        published: { values: [0.963] },
        source: 'measured traces of coding agents, unlimited cache',
        tolerance: 0.05,
      },
    ],
  },
  {
    id: 'sla-classes',
    section: 'Metrics and workloads',
    system: 'SLA classes',
    plan: {
      racks: [{ systemId: 'hgx-h100-8' }],
      modelId: 'llama-3.1-8b',
      work: [
        { ...work('voice', 2, {}, 'real-time/voice'), shape: 'azure-2024-conv' },
        { ...work('chat', 8), shape: 'azure-2024-conv' },
        work('batch', 4, {}, 'offline-batch/24h'),
      ],
    },
    checks: [
      {
        id: 'offline-done',
        figure: 'share of the offline work done by its deadline',
        unit: 'share',
        of: (world, plan) => answerOf(world, plan).workloads[2]?.offline?.doneShare ?? 0,
        kind: 'arithmetic',
        published: { values: [1] },
        source: 'back-fill = capacity − interactive demand per hour',
        tolerance: 1e-9,
      },
      {
        id: 'room',
        figure: 'most that interactive and offline work take of an hour',
        unit: 'share of SLA capacity',
        of: (world, plan) =>
          readOf(world, plan, ({ interactiveShareByHour, offlineShareByHour }) =>
            Math.max(...interactiveShareByHour.map((share, hour) => share + (offlineShareByHour[hour] ?? 0))),
          ),
        kind: 'arithmetic',
        published: { least: 0, most: 1 },
        source: 'back-fill = capacity − interactive demand per hour',
        tolerance: 1e-9,
      },
    ],
  },
  {
    id: 'mlperf',
    section: 'Metrics and workloads',
    system: 'MLPerf v6.0',
    plan: {
      racks: [{ systemId: 'dgx-b300-8' }],
      modelId: 'deepseek-r1',
      work: [{ ...fixedWork(1_000, 3_751, 5), slaClassId: 'own' }],
      limits: { ttftSeconds: 2, tpotSeconds: 0.08 },
      serving: { engine: 'tensorrt-llm', weights: 'nvfp4', prefixCaching: false },
    },
    checks: [
      runCheck('r1-b300-offline', 'DeepSeek-R1 FP4 on eight B300, offline', {
        source: 'MLPerf v6.0, NVIDIA (measured)',
        reason: 'the entry does not say whether drafts were used; without them no layout of ours gives more',
      }),
      runCheck('r1-b300-server', 'the same under the limits of Server', { source: 'MLPerf v6.0, NVIDIA (measured)' }),
      {
        id: 'server-share',
        figure: 'Server over Offline',
        unit: 'share',
        of: (world) => {
          const [server, offline] = [predictedRun(world, 'r1-b300-server'), predictedRun(world, 'r1-b300-offline')];
          return typeof server === 'number' && typeof offline === 'number'
            ? server / offline
            : { withheld: 'one of the runs has no answer' };
        },
        kind: 'reproduced',
        published: { least: 0.51, most: 0.87 },
        source: 'MLPerf v6.0, submitters of eight B300 (measured)',
      },
    ],
  },
];
