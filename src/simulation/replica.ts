/** One serving engine under the closed-loop benchmark protocol: the published means, from step times. */
import { requestLengths } from './lengths.ts';
import { closedLoad, reservedShare } from './load.ts';
import { simulatedPrompts, summarise } from './protocol.ts';
import type { ReplicaAnswer, ReplicaQuestion, StepTimes } from './question.ts';
import { serve } from './serve.ts';

/** Whether some users wait for a slot or for KV: waves are then not alike. */
const waitsForCapacity = (question: ReplicaQuestion): boolean => {
  const { users, slots, kvTokens, inputTokens, outputTokens } = question;
  const longest = inputTokens + reservedShare(question.reservesFinalLength) * outputTokens;
  return users > slots || users * longest > kvTokens;
};

/**
 * Simulates one replica. Same question, same answer. Throws on a question without users, prompts, slots or budget. Where
 * `waves` is absent, a short protocol and one that waits for capacity run in full, others with six waves.
 */
export const simulateReplica = (asked: ReplicaQuestion, times: StepTimes): ReplicaAnswer => {
  const whole = asked.waves === undefined && waitsForCapacity(asked);
  const question = whole ? { ...asked, waves: Infinity } : asked;
  const lengths = requestLengths(question, simulatedPrompts(question));
  const load = closedLoad(lengths, question.users, question.responseDelay);
  return summarise(question, load, serve(load, question, times));
};
