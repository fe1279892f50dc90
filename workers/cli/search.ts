/** `search`: the frontier of a model on a system, with what serves most inside the limits and why the rest fell out. */
import { loadTables } from '../../src/calibration/load-tables.ts';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { createFrontierCache } from '../../src/search/frontier-cache.ts';
import { frontierRows, wordsOf } from '../../src/search/frontier-rows.ts';
import type { FrontierAnswer, FrontierQuestion } from '../../src/search/frontier-types.ts';
import { searchFrontier } from '../../src/search/frontier.ts';
import type { ExitCode, Platform } from './run.ts';
import type { SearchCall } from './search-call.ts';
import { namedBy, searchQuestionOf } from './search-question.ts';
import { searchText } from './search-text.ts';

/** Runs one call that has been parsed. */
export const search = async (call: SearchCall, platform: Platform): Promise<ExitCode> => {
  const refuse = (reason: string): ExitCode => {
    platform.err(`${reason}\n`);
    return 1;
  };
  const named = namedBy(call, defaultCatalogue);
  if (typeof named === 'string') return refuse(named);
  const tables = await loadTables([named.accelerator.id, ...(named.ffn ? [named.ffn.accelerator.id] : [])]);
  const calibration = { ...defaultCalibration, tables: { ...defaultCalibration.tables, ...tables } };
  const question = searchQuestionOf(call, named, calibration);
  if (typeof question === 'string') return refuse(question);
  const started = performance.now();
  const answer = answerOf(question);
  const report = searchReport(call, question, answer, performance.now() - started);
  platform.out(call.json ? `${JSON.stringify(report, null, 2)}\n` : searchText(report));
  return 0;
};

const answerOf = (question: FrontierQuestion): FrontierAnswer => {
  const run = searchFrontier(question, createFrontierCache());
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
};

export type SearchReport = ReturnType<typeof searchReport>;

const searchReport = (call: SearchCall, question: FrontierQuestion, answer: FrontierAnswer, elapsedMs: number) => {
  const { model, racks, choices, engine } = question;
  const [rack, ffnRack] = racks;
  const { fronts, best, rejected, counts } = answer;
  return {
    model: model.name,
    system: rack?.label ?? '',
    accelerators: rack?.accelerators ?? 0,
    ffn:
      ffnRack && call.ffn
        ? { system: ffnRack.label, accelerators: ffnRack.accelerators, estimates: call.ffn.estimates }
        : null,
    engine: engine.name,
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    limits: { ttftP95Seconds: call.ttftP95, tpotP95Seconds: call.tpotP95 },
    /** Computed from datasheets and fitted constants: no point of it is a measurement. */
    basis: 'estimated',
    frontier: frontierRows(answer, choices, fronts.perAccelerator),
    best: best.map(({ configuration, ...figures }) => ({ ...wordsOf(configuration, choices), ...figures })),
    rejected,
    counts,
    elapsedMs: Math.round(elapsedMs),
  };
};
