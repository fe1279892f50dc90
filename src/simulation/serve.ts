/** One serving engine, step by step, skipping in one go over the steps in which nothing begins or ends. */
import { Calendar } from './calendar.ts';
import type { Engine, StepTimes } from './question.ts';
import { decodeSteps, reservedShare } from './load.ts';
import type { Load, Served } from './load.ts';
import { scratchFloats } from './scratch.ts';

/**
 * Runs a load through an engine until its last completion. First come, first admitted; nothing is preempted. A request too
 * large for the KV capacity is admitted once it is alone.
 */
export const serve = (load: Load, engine: Engine, times: StepTimes): Served => {
  const { inputs, outputs, arrivals } = load;
  const { slots, kvTokens, tokensPerStep, budgetTokens, responseDelay } = engine;
  if (!(slots >= 1 && kvTokens > 0 && budgetTokens >= 1 && tokensPerStep > 0 && responseDelay >= 0))
    throw new Error(`engine: ${JSON.stringify(engine)}`);
  const whole = engine.policy === 'mixed-whole';
  const alone = engine.policy === 'prefill-first';
  const perSequence = alone ? 0 : (engine.budgetPerSequence ?? 1);
  const share = reservedShare(engine.reservesFinalLength);
  const count = inputs.length;
  const ttft = scratchFloats('ttft', count);
  const tpot = scratchFloats('tpot', count); // until completion: second of the first token
  let longest = 0;
  for (let i = 0; i < count; i++) longest = Math.max(longest, outputs[i] ?? 0);
  const calendar = new Calendar(count, decodeSteps(longest, tokensPerStep));

  let now = 0;
  let issued = load.known;
  let head = 0; // first request whose prompt is not prefilled yet
  let prefilled = 0; // tokens of that prompt already cached
  let admitted = 0;
  let held = 0; // KV tokens reserved
  let decoding = 0;
  let context = 0; // KV tokens of all decoding sequences
  let finished = 0;
  let steps = 0;

  while (finished < count) {
    const begun = head;
    let pieces = 0;
    let tokens = 0;
    let pairs = 0;
    let room = budgetTokens - perSequence * decoding;
    while (head < issued && (arrivals[head] ?? 0) <= now) {
      const size = inputs[head] ?? 0;
      const left = size - prefilled;
      const forced = whole && pieces === 0;
      if (!forced && (whole ? left > room : room < 1)) break;
      if (prefilled === 0) {
        const need = size + share * (outputs[head] ?? 0);
        if (admitted > 0 && (admitted >= slots || held + need > kvTokens)) break;
        admitted++;
        held += need;
      }
      const piece = Math.min(left, forced ? budgetTokens : room);
      pieces++;
      tokens += piece;
      pairs += piece * (prefilled + 0.5 * piece);
      room -= piece;
      if (piece < left) {
        prefilled += piece;
        break;
      }
      prefilled = 0;
      head++;
    }

    let advanced = 0;
    if (pieces > 0) {
      const riding = alone ? 0 : decoding;
      const mean = tokens / pieces;
      const past = Math.max(0, pairs / tokens - 0.5 * mean);
      const seconds = times.mixed(riding, riding > 0 ? context / decoding : 0, pieces, mean, past);
      now += seconds;
      steps++;
      if (riding > 0) advanced = 1;
    } else if (decoding > 0) {
      advanced = calendar.toNext();
      let seconds = times.decode(decoding, context / decoding + 0.5 * (advanced - 1) * tokensPerStep);
      const next = head < issued ? (arrivals[head] ?? 0) : Infinity;
      if (next > now && next < now + (advanced - 1) * seconds) {
        // A prompt arrives on the way: stop with the step during which it does.
        advanced = Math.ceil((next - now) / seconds);
        seconds = times.decode(decoding, context / decoding + 0.5 * (advanced - 1) * tokensPerStep);
      }
      now += advanced * seconds;
      steps += advanced;
    } else {
      now = Math.max(now, arrivals[head] ?? 0);
      continue;
    }

    if (advanced > 0) {
      context += advanced * tokensPerStep * decoding;
      let entry = calendar.advance(advanced);
      while (entry !== 0) {
        const request = entry - 1;
        entry = calendar.after(request);
        const size = inputs[request] ?? 0;
        const emitted = outputs[request] ?? 0;
        decoding--;
        context -= size + 1 + decodeSteps(emitted, tokensPerStep) * tokensPerStep;
        tpot[request] = (now - (tpot[request] ?? 0)) / (emitted - 1);
        admitted--;
        held -= size + share * emitted;
        finished++;
        if (issued < count) arrivals[issued++] = now + responseDelay;
      }
    }
    for (let request = begun; request < head; request++) {
      ttft[request] = now - (arrivals[request] ?? 0) + responseDelay;
      const size = inputs[request] ?? 0;
      const emitted = outputs[request] ?? 0;
      if (emitted > 1) {
        tpot[request] = now;
        decoding++;
        context += size + 1;
        calendar.add(request, decodeSteps(emitted, tokensPerStep));
      } else {
        tpot[request] = 0;
        admitted--;
        held -= size + share * emitted;
        finished++;
        if (issued < count) arrivals[issued++] = now + responseDelay;
      }
    }
    if (admitted === 0) held = 0; // what rounding left behind
  }
  return { ttft, tpot, end: now, steps };
};
