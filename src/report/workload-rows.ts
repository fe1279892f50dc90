/** The rows of one workload: demand, percentiles against their limits, offline progress, cost, energy, carbon. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Evaluation, WorkloadAnswer } from '../evaluate/evaluation.ts';
import { addMonths, addPercentiles, orVerdict, peakOf, rowsOf, type AddRow, type TableRow } from './row.ts';

const WORDS = { asked: 'asked', served: 'inside targets', late: 'late', shed: 'shed' } as const;

/** Parts of what is asked below this are rounding. */
const ROUNDING = 1e-9;

const hoursWith = (part: readonly number[], asked: readonly number[]): number =>
  part.filter((rate, hour) => rate > (asked[hour] ?? 0) * ROUNDING).length;

/** Nothing where nothing is looked up. */
const addVectorStore = (add: AddRow, store: WorkloadAnswer['vectorStore']): void => {
  if (!store) return;
  add('vector store: index', store.indexBytes, 'B');
  add('vector store: copies per site', store.replicas, '', null);
  add('vector store: look-ups at peak', store.queriesPerSecond, 'req/s');
  add('vector store: servers per copy', store.parts ?? 'no CPU racks');
  add('vector store: core time per look-up', store.coreSecondsPerQuery ?? 'no CPU racks', 's');
  add('vector store: latency of a look-up', store.latency ?? 'no CPU racks', 's');
  add('vector store: memory needed', store.memoryNeeded, 'B');
  add('vector store: memory given', store.memoryGiven ?? 'no CPU racks', 'B');
  add('vector store: cores needed', store.coresNeeded ?? 'no CPU racks');
  add('vector store: cores given', store.coresGiven ?? 'no CPU racks');
  add('vector store: part of the racks', store.rackShare ?? 'no CPU racks', 'share');
};

/** All figures of one workload, in the order of the page. */
export const workloadRows = (workload: WorkloadAnswer, evaluation: Evaluation, catalogue: Catalogue): TableRow[] =>
  rowsOf('workload', workload.name, workload.tier, (add) => {
    const pool = evaluation.deployments.find((item) => item.deploymentId === workload.deploymentId);
    const late = workload.urgency === 'offline' ? null : workload.verdict;
    const { targets } = workload;
    add('model', catalogue.models[workload.modelId]?.name ?? workload.modelId, '', null);
    add('pool', pool?.name ?? 'none', '', null);
    add('urgency', workload.urgency, '', null);
    add('verdict', workload.verdict);
    add('SLA met', workload.slaMet === null ? 'no answer' : workload.slaMet ? 'yes' : 'no');
    add('peak hour UTC', workload.peakHourUtc, 'h', null);
    add('requests at peak', workload.peakRequestsPerSecond, 'req/s', null);
    addMonths(add, 'requests at peak', workload.peakRequestsPerSecondByMonth, 'req/s', null);
    for (const part of ['asked', 'served', 'late', 'shed'] as const) {
      add(
        `requests per month: ${WORDS[part]}`,
        workload.requestsPerMonth[part],
        'req',
        part === 'asked' ? null : undefined,
      );
    }
    add('hours with late requests', hoursWith(workload.lateByHour, workload.askedByHour));
    add('hours with shed requests', hoursWith(workload.shedByHour, workload.askedByHour));
    add('input tokens per request', workload.inputTokens, 'tok', null);
    add('cached input tokens per request', workload.cachedTokens, 'tok');
    add('output tokens per request', workload.outputTokens, 'tok', null);
    addPercentiles(add, 'TTFT', workload.ttft, late);
    addPercentiles(add, 'TTFT limit', targets.ttft, null, null);
    addPercentiles(add, 'TPOT', workload.tpot, late);
    addPercentiles(add, 'TPOT limit', targets.tpot, null, null);
    addPercentiles(add, 'end to end', workload.e2e, late);
    addPercentiles(add, 'end to end limit', targets.e2e, null, null);
    add('deadline', targets.deadline, 's', null);
    add('output at peak', peakOf(workload.outputTokensPerSecondByHour), 'tok/s');
    add('input at peak', peakOf(workload.inputTokensPerSecondByHour), 'tok/s');
    add('offline output per day', workload.offline?.outputTokensPerDay ?? null, 'tok');
    add('offline share done', workload.offline?.doneShare ?? null, 'share');
    add(
      'offline finished after',
      workload.offline ? (workload.offline.finishedAfter ?? 'not within its deadline') : null,
      's',
    );
    addVectorStore(add, workload.vectorStore);
    for (const part of ['input', 'cached', 'output'] as const) {
      add(`cost per Mtok ${part}`, workload.costPerMtok?.[part] ?? 'no price', 'USD/Mtok');
    }
    add('energy per output token', orVerdict(workload.energyPerOutputToken, workload.verdict), 'J/tok');
    add('carbon per Mtok output', orVerdict(workload.carbonPerMtokOutput, workload.verdict), 'gCO2e/Mtok');
  });
