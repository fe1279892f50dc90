/** A workload's answer: percentiles at its pool's busiest hour, tokens by hour, offline progress. Money and energy are added later. */
import type { Trust } from '../calibration/trust.ts';
import type { FilledJob } from '../serving/back-fill.ts';
import { quantity, type Seconds } from '../units/quantity.ts';
import { toolDemandOf } from '../serving/tool-demand.ts';
import type { OfflineAnswer, ToolAnswer, Verdict, WorkloadAnswer } from './evaluation.ts';
import { verdictAt, type PoolAnswer } from './pool-answer.ts';
import { latencyAtShare, tailAtShare } from './pool-capacity.ts';
import type { PoolWorkload } from './pool.ts';
import { foundShareOf } from './reuse-answer.ts';

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
export const foundAtPeak = (answer: PoolAnswer): number => foundShareOf(answer, totalShare(answer, answer.peakHourUtc));

/** `answer` is null where its pool has none. */
export const workloadAnswerOf = (
  workload: PoolWorkload,
  answer: PoolAnswer | null,
  trust: Trust | null,
): WorkloadAnswer => {
  const { requests, week, targets, urgency } = workload;
  const peakHour = answer?.peakHourUtc ?? week.weekday.indexOf(Math.max(...week.weekday));
  const job = answer?.weekday.jobs.get(workload.workload.id) ?? null;
  const latency =
    answer && urgency !== 'offline' ? latencyAtShare(answer, workload, totalShare(answer, peakHour)) : null;
  const verdict = verdictOf(workload, answer, job);
  const shown = latency !== null && verdict !== 'overloaded' ? latency : null;
  const latencies: Latencies = { ttft: shown?.ttft ?? null, tpot: shown?.tpot ?? null, e2e: shown?.e2e ?? null };
  return {
    workloadId: workload.workload.id,
    name: workload.workload.name,
    deploymentId: answer?.input.deployment.id ?? null,
    modelId: workload.workload.modelId,
    urgency,
    targets,
    tier: trust?.tier ?? 'withheld',
    trust,
    verdict,
    slaMet:
      answer === null
        ? null
        : urgency === 'offline'
          ? (job?.finishedAfterHours ?? null) !== null
          : verdict === 'idle' || (verdict === 'stable' && withinTargets(workload, latencies)),
    peakHourUtc: peakHour,
    peakRequestsPerSecond: quantity<'req/s'>(Math.max(...week.weekday)),
    inputTokens: requests.inputTokens,
    cachedTokens: answer ? cachedTokensOf(workload, answer) : requests.cachedTokens,
    outputTokens: requests.outputTokens,
    ...latencies,
    ttftP99ByHour: ttftByHour(workload, answer),
    outputTokensPerSecondByHour: servedByHour(workload, answer, job).map((rate) =>
      quantity<'tok/s'>(rate * requests.outputTokens),
    ),
    inputTokensPerSecondByHour: servedByHour(workload, answer, job).map((rate) =>
      quantity<'tok/s'>(rate * requests.inputTokens),
    ),
    offline: urgency === 'offline' && job ? offlineAnswerOf(workload, job) : null,
    tools: toolAnswerOf(workload, answer),
    costPerMtok: null,
    energyPerOutputToken: null,
    carbonPerMtokOutput: null,
  };
};

/** Tools under way at the workload's own peak. Eq. K5 */
const toolAnswerOf = ({ tools, week }: PoolWorkload, answer: PoolAnswer | null): ToolAnswer | null => {
  if (!tools) return null;
  const { callsPerSecond, running, cores } = toolDemandOf([
    { use: tools, requestsPerSecond: Math.max(...week.weekday) },
  ]);
  return { callsPerSecond, callsUnderWay: running, coresBusy: cores, coresGiven: answer?.input.toolCores ?? null };
};

/** Offline work fills steps as well: interactive requests feel it, within their targets. */
const totalShare = (answer: PoolAnswer, hour: number): number =>
  (answer.weekday.interactive[hour] ?? 0) + (answer.weekday.offline[hour] ?? 0);

const verdictOf = ({ urgency, week }: PoolWorkload, answer: PoolAnswer | null, job: FilledJob | null): Verdict => {
  if (!answer) return 'withheld';
  if (urgency !== 'offline') {
    // The worst hour in which this workload has requests.
    const verdicts = week.weekday.map((rate, hour) =>
      rate > 0 ? verdictAt(answer, answer.weekday.interactive[hour] ?? 0) : 'idle',
    );
    return (['overloaded', 'backlogged', 'stable'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'idle';
  }
  if (!job || job.cumulativeByHourAfterRelease.length === 0) return 'idle';
  if (job.finishedAfterHours !== null) return 'stable';
  // A day's work that a day cannot hold piles up; one that only misses its deadline is late.
  return job.fitsInDay ? 'backlogged' : 'overloaded';
};

const ttftByHour = (workload: PoolWorkload, answer: PoolAnswer | null): (Seconds | null)[] =>
  workload.week.weekday.map((rate, hour) => {
    if (!answer || rate <= 0 || workload.urgency === 'offline') return null;
    const tail = tailAtShare(answer, workload, totalShare(answer, hour));
    return tail === null ? null : quantity<'s'>(tail.ttft);
  });

/** Requests per second served in each hour: what arrives, up to saturation; offline work when it is filled in. */
export const servedByHour = (
  { week, workload }: PoolWorkload,
  answer: PoolAnswer | null,
  job: FilledJob | null,
  day: 'weekday' | 'weekend' = 'weekday',
): number[] => {
  if (!answer) return week[day].map(() => 0);
  const capacity = answer.slaCapacity > 0 ? answer.slaCapacity : answer.saturation;
  const weight = answer.weights.get(workload.id) ?? 1;
  if (job) return job.shareByHour.map((share) => (share * capacity) / weight);
  return week[day].map((rate, hour) => {
    const load = (answer[day].interactive[hour] ?? 0) * capacity;
    return load > answer.saturation ? (rate * answer.saturation) / load : rate;
  });
};

const offlineAnswerOf = ({ week, requests, workload }: PoolWorkload, job: FilledJob): OfflineAnswer => ({
  outputTokensPerDay: week.weekday.reduce((sum, rate) => sum + rate, 0) * HOUR_SECONDS * requests.outputTokens,
  doneShare: job.doneShare,
  finishedAfter: job.finishedAfterHours === null ? null : quantity<'s'>(job.finishedAfterHours * HOUR_SECONDS),
  releaseHourUtc: workload.offline.releaseHourUtc,
  cumulativeShareByHourAfterRelease: job.cumulativeByHourAfterRelease,
});
