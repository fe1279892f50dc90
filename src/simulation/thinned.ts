/** A fair sample of a very large disaggregated deployment: every g-th user against a g-th of the workers, at the same step times. */
import type { DisaggregatedQuestion } from './question.ts';

/** A sample that queues for slots keeps at least this many users: TTFT then repeats within 1.5 %. */
const FEWEST_WAITING = 512;
/** One that does not keeps more of them, as the wait for prefill lives on chance, which fewer users have more of. */
const FEWEST_UNHINDERED = 2_048;

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Whether sequences wait for decode slots or KV: their wait then hides the grain of prefill, which a sample coarsens. */
const waitsForDecode = (question: DisaggregatedQuestion): boolean => {
  const longest = question.inputTokens + question.outputTokens;
  const perWorker = Math.min(question.slotsPerWorker, question.kvTokensPerWorker / longest);
  return question.users > question.decodeWorkers * perWorker;
};

/**
 * The question of a sample that answers for the whole: a user stands for g users, prefilled together and decoding side by
 * side. Decode pool and prefill capacity shrink by g; the batch of a single prompt becomes one of g/d prompts on each of d
 * prefill workers. A small deployment is its own sample, and so is one whose waves are given. Users that wait for slots do so
 * in waves that are not alike, so their whole protocol is run.
 */
export const thinned = (question: DisaggregatedQuestion): DisaggregatedQuestion => {
  const waiting = waitsForDecode(question);
  const fewest = waiting ? FEWEST_WAITING : FEWEST_UNHINDERED;
  let group = 1;
  while (question.users >= 2 * group * fewest) group *= 2;
  if (question.waves !== undefined) return question;
  const waves = waiting ? { waves: Infinity } : {};
  if (group === 1) return { ...question, ...waves };
  const merged = greatestCommonDivisor(question.prefillWorkers, group);
  const together = group / merged;
  const users = Math.round(question.users / group);
  const slots = (question.decodeWorkers * question.slotsPerWorker * users) / question.users;
  const { prefill, decode, decodeWorkers, prefillBatchTokens } = question;
  return {
    ...question,
    ...waves,
    users,
    prompts: Math.round((question.prompts * users) / question.users),
    prefillWorkers: question.prefillWorkers / merged,
    prefillBatchTokens: Math.max(1, prefillBatchTokens / together),
    prefill: (prompts, promptTokens) => {
      const all = prompts * together;
      const batch = Math.min(all, Math.max(1, Math.floor(prefillBatchTokens / promptTokens)));
      return (all / batch) * prefill(batch, promptTokens);
    },
    decodeWorkers: 1,
    slotsPerWorker: Math.max(1, Math.round(slots)),
    kvTokensPerWorker: (question.kvTokensPerWorker * decodeWorkers * users) / question.users,
    decode: (sequences, context) => {
      const all = sequences * group;
      return decode(all / Math.min(all, decodeWorkers), context);
    },
  };
};
