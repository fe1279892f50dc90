/** The frontier search of a worker: one at a time, in slices between which it hears that it is no longer wanted. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { frontierQuestionOf, type FrontierAsk } from '../../src/evaluate/frontier-question.ts';
import type { Issue } from '../../src/issues/issue.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { createFrontierCache } from '../../src/search/frontier-cache.ts';
import type { FrontierAnswer, FrontierChunk, FrontierQuestion } from '../../src/search/frontier-types.ts';
import { searchFrontier } from '../../src/search/frontier.ts';

export interface FrontierRequest {
  readonly scenario: Scenario;
  readonly deploymentId: string;
  readonly ask: FrontierAsk;
}

/** What the search was about, in words and figures a view needs; without calibration and model. */
export type FrontierTerms = Pick<FrontierQuestion, 'mix' | 'targets' | 'racks' | 'choices'>;

export interface FrontierStudy {
  /** Null where there is nothing to search; the issues say why. */
  readonly answer: FrontierAnswer | null;
  readonly terms: FrontierTerms | null;
  readonly issues: readonly Issue[];
  readonly computedInMs: number;
}

export interface FrontierApi {
  init(catalogue: Catalogue, calibration: Calibration): void;
  /**
   * Null when it was cancelled. `onChunk` hears the points as they come. Rejects when a table of measured operators cannot be loaded:
   * without it the answer would be another one.
   */
  frontier(request: FrontierRequest, onChunk: (chunk: FrontierChunk) => void): Promise<FrontierStudy | null>;
  /** Ends the search under way and those that were asked for before this call. */
  cancel(): void;
}

/** Milliseconds of work between two looks at the messages. */
const SLICE_MS = 12;

export const frontierApi = (): FrontierApi => {
  let figures: { readonly catalogue: Catalogue; readonly calibration: Calibration } | null = null;
  let latest = 0;
  const cache = createFrontierCache();
  const run = async (
    request: FrontierRequest,
    onChunk: (chunk: FrontierChunk) => void,
    wanted: () => boolean,
  ): Promise<FrontierStudy | null> => {
    if (!figures) throw new Error('frontier before init');
    const { scenario, deploymentId, ask } = request;
    const calibration = await calibrationFor(scenario, figures.catalogue, figures.calibration);
    const started = performance.now();
    const { question, issues } = frontierQuestionOf(scenario, deploymentId, ask, figures.catalogue, calibration);
    if (!question) return { answer: null, terms: null, issues, computedInMs: performance.now() - started };
    const search = searchFrontier(question, cache);
    let looked = started;
    while (wanted()) {
      const step = search.next();
      if (step.done) {
        const { mix, targets, racks, choices } = question;
        const terms = { mix, targets, racks, choices };
        return { answer: step.value, terms, issues, computedInMs: performance.now() - started };
      }
      onChunk(step.value);
      if (performance.now() - looked < SLICE_MS) continue;
      await messagesHeard();
      looked = performance.now();
    }
    return null;
  };
  return {
    init: (catalogue, calibration) => {
      figures = { catalogue, calibration };
    },
    frontier: (request, onChunk) => {
      latest += 1;
      const own = latest;
      return run(request, onChunk, () => own === latest);
    },
    cancel: () => {
      latest += 1;
    },
  };
};

/** Resolves after the messages that wait; timers would wait four milliseconds each time. */
const messagesHeard = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
