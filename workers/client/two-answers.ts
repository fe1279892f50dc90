/**
 * The two-step answer both planners give: at once on the layouts at hand, then, where a search is due, with the best ones.
 * A newer request ends it after the first step.
 */
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { Schedule } from '../../src/evaluate/schedule.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { newestWins, type Latest } from './latest.ts';
import { SupersededError, type LayoutMode, type Planner } from './planner.ts';
import { throttle } from './throttle.ts';

/** Answers one scenario; `rank` orders those that wait, lower first. Without a schedule offline work is filled in by the plan's own rule. */
export type Answerer = (
  scenario: Scenario,
  layouts: LayoutMode,
  rank: number,
  schedule?: Schedule,
) => Promise<Evaluation>;

/** Shortest time between two provisional answers: charts cannot be painted faster. */
const PROVISIONAL_EVERY_MS = 30;

const EVALUATE = 0;
const PREVIEW = 1;
const REFINE = 2;

interface Request {
  readonly scenario: Scenario;
  readonly onProvisional: ((evaluation: Evaluation) => void) | undefined;
}

interface Refinement {
  readonly scenario: Scenario;
  readonly schedule: Schedule;
}

/** The planner over an answerer; the caller adds `dispose`. */
export const planWith = (answer: Answerer): Omit<Planner, 'dispose'> => {
  const provisional = throttle<() => void>(PROVISIONAL_EVERY_MS, (deliver) => deliver());

  const evaluate: Latest<Request, Evaluation> = newestWins(async ({ scenario, onProvisional }, turn) => {
    const first = await answer(scenario, 'reuse', EVALUATE);
    provisional.cancel();
    if (!first.provisional) return first;
    if (onProvisional) provisional.push(() => onProvisional(first));
    if (turn.outdated()) throw new SupersededError();
    const searched = await answer(scenario, 'search', EVALUATE);
    provisional.cancel();
    return searched;
  });
  const preview: Latest<Scenario, Evaluation> = newestWins((scenario) => answer(scenario, 'reuse', PREVIEW));

  const refine: Latest<Refinement, Evaluation> = newestWins(({ scenario, schedule }) =>
    answer(scenario, 'search', REFINE, schedule),
  );

  return {
    evaluate: (scenario, signal, onProvisional) => evaluate({ scenario, onProvisional }, signal),
    refine: (scenario, schedule, signal) => refine({ scenario, schedule }, signal),
    preview: (scenario) => preview(scenario),
  };
};
