/** A program of its own, built as the workers are: searches one frontier again and again and prints the times as JSON. */
import { loadTables } from '../../src/calibration/load-tables.ts';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { createFrontierCache, type FrontierCache } from '../../src/search/frontier-cache.ts';
import type { FrontierAnswer, FrontierQuestion } from '../../src/search/frontier-types.ts';
import { searchFrontier } from '../../src/search/frontier.ts';
import { parseSearchCall } from '../../workers/cli/search-call.ts';
import { namedBy, searchQuestionOf } from '../../workers/cli/search-question.ts';

const CALL = '--model deepseek-r1 --system gb200-nvl72 --isl 8192 --osl 1024 --tpot-p95';

/** Searches before counting, in which what they run is compiled; a worker has done so after its first. */
const WARM_UP = 8;
const RUNS = 25;

const questionWith = async (tpotMilliseconds: number): Promise<FrontierQuestion> => {
  const call = parseSearchCall([...CALL.split(' '), String(tpotMilliseconds)]);
  if (typeof call === 'string') throw new Error(call);
  const named = namedBy(call, defaultCatalogue);
  if (typeof named === 'string') throw new Error(named);
  const tables = await loadTables([named.accelerator.id]);
  const question = searchQuestionOf(call, named, { ...defaultCalibration, tables });
  if (typeof question === 'string') throw new Error(question);
  return question;
};

const timed = (question: FrontierQuestion, cache: FrontierCache): { milliseconds: number; answer: FrontierAnswer } => {
  const started = performance.now();
  const run = searchFrontier(question, cache);
  for (;;) {
    const step = run.next();
    if (step.done) return { milliseconds: performance.now() - started, answer: step.value };
  }
};

const [question, edited] = [await questionWith(20), await questionWith(25)];
const [fresh, again]: [number[], number[]] = [[], []];
let points = 0;
for (let run = 0; run < WARM_UP + RUNS; run += 1) {
  const cache = createFrontierCache();
  const first = timed(question, cache);
  const second = timed(edited, cache);
  points = first.answer.counts.points;
  if (run < WARM_UP) continue;
  fresh.push(first.milliseconds);
  again.push(second.milliseconds);
}
process.stdout.write(JSON.stringify({ fresh, again, points }));
