/** A workload's answer: percentiles at its pool's busiest hour, what is served hour by hour, offline progress. Money and energy are added later. */
import type { Trust } from '../calibration/trust.ts';
import type { FilledJob } from '../serving/back-fill.ts';
import { HOURS } from '../serving/demand.ts';
import { toolDemandOf } from '../serving/tool-demand.ts';
import { quantity, type RequestsPerSecond, type Seconds } from '../units/quantity.ts';
import type { HourFlow } from './class-flows.ts';
import type { Verdict, WorkloadAnswer } from './evaluation.ts';
import type { OfflineAnswer, ToolAnswer } from './demand-answer.ts';
import { requestsOfMonth } from './month-requests.ts';
import type { DayLoad } from './day-load.ts';
import { daysOf, loadsAt, loadsFelt, verdictAt, worstOf, type PoolAnswer } from './pool-answer.ts';
import { latencyAtShares, ttftAtShares } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import { foundShareOf } from './reuse-answer.ts';
import { vectorStoreAnswerOf } from './vector-stores.ts';

const HOUR_SECONDS = 3_600;
const LEVELS = ['p50', 'p95', 'p99'] as const;

type Latencies = Pick<WorkloadAnswer, 'ttft' | 'tpot' | 'e2e'>;

/** Whether every limit of a workload holds; what has no limit holds. */
const withinTargets = ({ targets }: PoolWorkload, { ttft, tpot, e2e }: Latencies): boolean =>
  (
    [
      [targets.ttft, ttft],
      [targets.tpot, tpot],
      [targets.e2e, e2e],
    ] as const
  ).every(
    ([limit, value]) =>
      !limit || (value !== null && LEVELS.every((level) => value[level] <= limit[level] * (1 + 1e-9))),
  );

/** Tokens of a request found in a cache at the pool's busiest hour: of what an unlimited one finds, the share its tiers still hold. Eq. K4 */
export const cachedTokensOf = ({ requests }: PoolWorkload, answer: PoolAnswer): number =>
  requests.cachedTokens * foundAtPeak(answer);

/** Of what an unlimited cache would find, the share found at the pool's busiest hour. */
export const foundAtPeak = (answer: PoolAnswer): number =>
  foundShareOf(answer, loadsAt(answer.weekday, answer.peakHourUtc));

/** `answer` is null where its pool has none. */
export const workloadAnswerOf = (
  workload: PoolWorkload,
  answer: PoolAnswer | null,
  trust: Trust | null,
): WorkloadAnswer => {
  const { requests, week, calendar, targets, urgency, priority } = workload;
  const { id } = workload.workload;
  const peakHour = answer?.peakHourUtc ?? week.weekday.indexOf(Math.max(...week.weekday));
  const job = answer?.weekday.jobs.get(id) ?? null;
  const flow = flowOf(workload, answer);
  const latency =
    answer && urgency !== 'offline'
      ? latencyAtShares(answer, workload, loadsFelt(answer, answer.weekday, id, peakHour))
      : null;
  const verdictByHour = answer ? verdictsByHour(workload, answer, answer.weekday) : [];
  const verdict = answer ? verdictOf(workload, answer) : 'withheld';
  const shown = latency !== null && verdict !== 'overloaded' ? latency : null;
  const latencies: Latencies = { ttft: shown?.ttft ?? null, tpot: shown?.tpot ?? null, e2e: shown?.e2e ?? null };
  const done = flow.served.map((rate, hour) => rate + (flow.late[hour] ?? 0));
  return {
    workloadId: id,
    name: workload.workload.name,
    deploymentId: answer?.input.deployment.id ?? null,
    modelId: workload.workload.modelId,
    urgency,
    priority,
    targets,
    tier: trust?.tier ?? 'withheld',
    trust,
    verdict,
    slaMet:
      answer === null
        ? null
        : urgency === 'offline'
          ? job !== null && (verdict === 'stable' || verdict === 'idle') && job.finishedAfterHours !== null
          : verdict === 'idle' || (verdict === 'stable' && withinTargets(workload, latencies)),
    peakHourUtc: peakHour,
    peakRequestsPerSecond: quantity<'req/s'>(Math.max(...week.weekday)),
    inputTokens: requests.inputTokens,
    cachedTokens: answer ? cachedTokensOf(workload, answer) : requests.cachedTokens,
    outputTokens: requests.outputTokens,
    ...latencies,
    ...ttftByHour(workload, answer),
    verdictByHour,
    askedByHour: rates(flow.asked),
    servedByHour: rates(flow.served),
    lateByHour: rates(flow.late),
    shedByHour: rates(flow.shed),
    requestsPerMonth: requestsOfMonth(workload, answer),
    peakRequestsPerSecondByMonth: rates(calendar.map(({ asked }) => Math.max(...asked.weekday))),
    outputTokensPerSecondByHour: done.map((rate) => quantity<'tok/s'>(rate * requests.outputTokens)),
    inputTokensPerSecondByHour: done.map((rate) => quantity<'tok/s'>(rate * requests.inputTokens)),
    offline: urgency === 'offline' && answer && job ? offlineAnswerOf(workload, answer, job) : null,
    tools: toolAnswerOf(workload, answer),
    vectorStore: answer && vectorStoreAnswerOf(workload.workload, answer.input.storeRacks, Math.max(...week.weekday)),
    costPerMtok: null,
    energyPerOutputToken: null,
    carbonPerMtokOutput: null,
  };
};

const rates = (values: readonly number[]): RequestsPerSecond[] => values.map((rate) => quantity<'req/s'>(rate));

/** Without a pool nothing is served, and nothing is said to be lost. */
const flowOf = ({ week, workload }: PoolWorkload, answer: PoolAnswer | null): HourFlow =>
  answer?.weekday.flows.get(workload.id) ?? {
    asked: week.weekday,
    served: HOURS.map(() => 0),
    late: HOURS.map(() => 0),
    shed: HOURS.map(() => 0),
  };

/** Tools under way at the workload's own peak. Eq. K5 */
const toolAnswerOf = ({ tools, week }: PoolWorkload, answer: PoolAnswer | null): ToolAnswer | null => {
  if (!tools) return null;
  const { callsPerSecond, running, cores } = toolDemandOf([
    { use: tools, requestsPerSecond: Math.max(...week.weekday) },
  ]);
  return { callsPerSecond, callsUnderWay: running, coresBusy: cores, coresGiven: answer?.input.toolCores ?? null };
};

/** Interactive work by the load up to its class; offline work in the hours that it is done in. Eq. Q2 */
const verdictsByHour = ({ workload, urgency }: PoolWorkload, answer: PoolAnswer, day: DayLoad): Verdict[] => {
  const asked = day.flows.get(workload.id)?.asked ?? [];
  if (urgency !== 'offline')
    return HOURS.map((hour) =>
      (asked[hour] ?? 0) > 0 ? verdictAt(answer, day, hour, day.upTo.get(workload.id)?.[hour] ?? 0) : 'idle',
    );
  const job = day.jobs.get(workload.id);
  return HOURS.map((hour) => {
    const [inTime, late] = [job?.shareByHour[hour] ?? 0, job?.lateByHour[hour] ?? 0];
    if (inTime + late <= 0) return 'idle';
    return job?.fitsInDay === false ? 'overloaded' : late > 0 ? 'backlogged' : 'stable';
  });
};

const verdictOfJob = (job: FilledJob | undefined): Verdict => {
  if (!job || job.cumulativeByHourAfterRelease.length === 0) return 'idle';
  if (job.finishedAfterHours !== null) return 'stable';
  // A day's work that a day cannot hold piles up; one that only misses its deadline is late.
  return job.fitsInDay ? 'backlogged' : 'overloaded';
};

/** The worst of all days of the year that differ. Eq. Q2 */
const verdictOf = (workload: PoolWorkload, answer: PoolAnswer): Verdict =>
  worstOf(
    daysOf(answer).map((day) =>
      workload.urgency === 'offline'
        ? verdictOfJob(day.jobs.get(workload.workload.id))
        : worstOf(verdictsByHour(workload, answer, day)),
    ),
  );

type TtftByHour = Pick<WorkloadAnswer, 'ttftP50ByHour' | 'ttftP95ByHour' | 'ttftP99ByHour'>;

const ttftByHour = (workload: PoolWorkload, answer: PoolAnswer | null): TtftByHour => {
  const byHour = workload.week.weekday.map((_, hour) => {
    if (!answer || workload.urgency === 'offline') return null;
    const { id } = workload.workload;
    if ((answer.weekday.flows.get(id)?.asked[hour] ?? 0) <= 0) return null;
    return ttftAtShares(answer, workload, loadsFelt(answer, answer.weekday, id, hour), [0.5, 0.95, 0.99]);
  });
  const level = (index: number): (Seconds | null)[] =>
    byHour.map((levels) => (levels ? quantity<'s'>(levels[index] ?? 0) : null));
  return { ttftP50ByHour: level(0), ttftP95ByHour: level(1), ttftP99ByHour: level(2) };
};

/** A weekday of the month that the pool's hours are of. */
const offlineAnswerOf = (
  { calendar, requests, workload }: PoolWorkload,
  { busiestMonth }: PoolAnswer,
  job: FilledJob,
): OfflineAnswer => ({
  outputTokensPerDay:
    (calendar[busiestMonth]?.admitted.weekday ?? []).reduce((sum, rate) => sum + rate, 0) *
    HOUR_SECONDS *
    requests.outputTokens,
  doneShare: job.doneShare,
  lateShare: job.lateShare,
  shedShare: Math.max(0, 1 - job.doneShare - job.lateShare),
  finishedAfter: job.finishedAfterHours === null ? null : quantity<'s'>(job.finishedAfterHours * HOUR_SECONDS),
  releaseHourUtc: workload.offline.releaseHourUtc,
  cumulativeShareByHourAfterRelease: job.cumulativeByHourAfterRelease,
});
