/** The questions that go beyond one evaluation, by name: what each answers, and how its run begins. A new question has its line here. */
import type { CrossoverAnswer } from '../../src/outlook/crossover-answer.ts';
import { crossoverOf } from '../../src/outlook/crossover.ts';
import type { FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import { failuresOf } from '../../src/outlook/failures.ts';
import { estateIn, type OutlookGround } from '../../src/outlook/growth.ts';
import { inOneStep, type OutlookRun } from '../../src/outlook/run.ts';
import type { UncertaintyAnswer } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { beginUncertainty } from '../../src/outlook/uncertainty/uncertainty.ts';
import type { YearsAnswer } from '../../src/outlook/years-answer.ts';
import { yearsOf } from '../../src/outlook/years.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export interface OutlookAnswers {
  readonly years: YearsAnswer;
  readonly failures: FailuresAnswer;
  readonly crossover: CrossoverAnswer;
  readonly uncertainty: UncertaintyAnswer;
}

export type OutlookName = keyof OutlookAnswers;

export type OutlookBegin<Answer> = (
  ground: OutlookGround,
  scenario: Scenario,
) => OutlookRun<Answer> | Promise<OutlookRun<Answer>>;

export const OUTLOOK_QUESTIONS: { readonly [Name in OutlookName]: OutlookBegin<OutlookAnswers[Name]> } = {
  years: (ground, scenario) => yearsOf(ground, scenario),
  failures: (ground, scenario) => failuresOf(ground, scenario),
  crossover: async (ground, scenario) => {
    // Only this question asks for the price list.
    const { defaultApiPrices } = await import('../../src/catalogue/default-api-prices.ts');
    return inOneStep(() => crossoverOf(estateIn(ground, scenario), defaultApiPrices));
  },
  uncertainty: (ground, scenario) => beginUncertainty(estateIn(ground, scenario)),
};
