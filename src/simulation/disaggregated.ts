/** Prefill and decode on separate workers under the closed-loop protocol: prefill queue, KV transfer, decode slots. */
import { Calendar } from './calendar.ts';
import { closedLoad, decodeSteps, reservedShare } from './load.ts';
import type { Load, Served } from './load.ts';
import { requestLengths } from './lengths.ts';
import { PrefillPool } from './prefill-pool.ts';
import { simulatedPrompts, summarise } from './protocol.ts';
import type { DisaggregatedQuestion, ReplicaAnswer } from './question.ts';
import { scale } from '../units/quantity.ts';
import { thinned } from './thinned.ts';
import { scratchFloats, scratchIntegers } from './scratch.ts';

/**
 * Runs a load through both pools. The decode workers are one pool on a common clock, each with an equal part of the sequences:
 * with least-loaded routing they differ by one sequence at most, and a step lasts milliseconds of requests that last seconds.
 * The first token comes from the decode worker, with the first step after its admission.
 */
const serveDisaggregated = (load: Load, question: DisaggregatedQuestion): Served => {
  const { inputs, outputs, arrivals } = load;
  const { decodeWorkers, tokensPerStep, responseDelay } = question;
  const slots = decodeWorkers * question.slotsPerWorker;
  const kvTokens = decodeWorkers * question.kvTokensPerWorker;
  const share = reservedShare(question.reservesFinalLength);
  const count = inputs.length;
  const prefill = new PrefillPool(load, question);
  const ttft = scratchFloats('ttft', count);
  const tpot = scratchFloats('tpot', count); // until completion: second of the first token
  let longest = 0;
  for (let i = 0; i < count; i++) longest = Math.max(longest, outputs[i] ?? 0);
  const calendar = new Calendar(count, 1 + decodeSteps(longest, tokensPerStep));
  const fresh = scratchIntegers('fresh', count); // admitted since the last step, still without first token

  let now = 0;
  let issued = load.known;
  let decoding = 0;
  let held = 0;
  let context = 0;
  let finished = 0;
  let steps = 0;

  while (finished < count) {
    prefill.advance(now, issued);
    let entered = 0;
    let blocked = false;
    while (prefill.ready > 0) {
      const request = prefill.first();
      const size = inputs[request] ?? 0;
      const need = size + share * (outputs[request] ?? 0);
      blocked = decoding > 0 && (decoding >= slots || held + need > kvTokens);
      if (blocked) break;
      prefill.take();
      held += need;
      context += size + 1;
      decoding++;
      fresh[entered++] = request;
      calendar.add(request, 1 + decodeSteps(outputs[request] ?? 0, tokensPerStep));
    }
    if (decoding === 0) {
      now = prefill.next(issued, Infinity);
      continue;
    }

    const each = decoding / Math.min(decoding, decodeWorkers);
    let advanced = calendar.toNext();
    let seconds = question.decode(each, context / decoding + 0.5 * (advanced - 1) * tokensPerStep);
    const completion = now + advanced * seconds;
    const next = blocked ? Infinity : prefill.next(issued, completion + responseDelay);
    if (next < completion - seconds) {
      advanced = Math.ceil((next - now) / seconds);
      seconds = question.decode(each, context / decoding + 0.5 * (advanced - 1) * tokensPerStep);
    }
    const first = now + seconds; // new sequences have their first token with the first of the steps
    now += advanced * seconds;
    steps += advanced;
    context += advanced * tokensPerStep * decoding;

    for (let i = 0; i < entered; i++) {
      const request = fresh[i] ?? 0;
      tpot[request] = first;
      ttft[request] = first - (arrivals[request] ?? 0) + responseDelay;
    }
    let entry = calendar.advance(advanced);
    while (entry !== 0) {
      const request = entry - 1;
      entry = calendar.after(request);
      const size = inputs[request] ?? 0;
      const emitted = outputs[request] ?? 0;
      decoding--;
      held -= size + share * emitted;
      context -= size + 1 + (1 + decodeSteps(emitted, tokensPerStep)) * tokensPerStep;
      tpot[request] = emitted > 1 ? (now - (tpot[request] ?? 0)) / (emitted - 1) : 0;
      finished++;
      if (issued < count) arrivals[issued++] = now + responseDelay;
    }
    if (decoding === 0) held = context = 0; // what rounding left behind
  }
  return { ttft, tpot, end: now, steps };
};

/**
 * Simulates one disaggregated deployment. Same question, same answer. Throws on a question without users, prompts or workers.
 * Thousands of users that wait for decode slots are simulated by a sample of them.
 */
export const simulateDisaggregated = (asked: DisaggregatedQuestion): ReplicaAnswer => {
  const { decodeWorkers, slotsPerWorker, kvTokensPerWorker, tokensPerStep, responseDelay } = asked;
  if (!(decodeWorkers >= 1 && slotsPerWorker >= 1 && kvTokensPerWorker > 0 && tokensPerStep > 0 && responseDelay >= 0))
    throw new Error(`decode pool: ${JSON.stringify(asked)}`);
  const question = thinned(asked);
  const lengths = requestLengths(question, simulatedPrompts(question));
  const load = closedLoad(lengths, question.users, question.responseDelay);
  const sampled = asked.users / question.users;
  const answer = summarise(question, load, serveDisaggregated(load, question));
  return {
    ...answer,
    outputTokensPerSecond: scale(answer.outputTokensPerSecond, sampled),
    requestsPerSecond: scale(answer.requestsPerSecond, sampled),
    meanInFlightDecoding: answer.meanInFlightDecoding * sampled,
  };
};
