/** `outlook`: the years of a plan and its failures, as text or JSON. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { createMemo } from '../../src/evaluate/memo.ts';
import type { FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import { failuresOf } from '../../src/outlook/failures.ts';
import type { OutlookRun } from '../../src/outlook/run.ts';
import type { YearsAnswer } from '../../src/outlook/years-answer.ts';
import { yearsOf } from '../../src/outlook/years.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { outlookText } from './outlook-text.ts';

export interface OutlookReport {
  readonly years: YearsAnswer;
  readonly failures: FailuresAnswer;
}

export const outlookReport = async (scenario: Scenario): Promise<OutlookReport> => {
  const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
  const ground = { catalogue: defaultCatalogue, calibration, memo: createMemo() };
  return {
    years: whole(yearsOf(ground, scenario), { years: [], orders: [], ends: [], lifetime: null, goLive: [] }),
    failures: whole(failuresOf(ground, scenario), { deployments: [] }),
  };
};

/** What is printed of a plan. */
export const outlook = async (scenario: Scenario, form: 'json' | 'text'): Promise<string> => {
  const report = await outlookReport(scenario);
  return form === 'json' ? `${JSON.stringify(report, null, 2)}\n` : outlookText(report, scenario, defaultCatalogue);
};

const whole = <Answer>(run: OutlookRun<Answer>, none: Answer): Answer => {
  let answer = none;
  for (let step = run.next(); step !== null; step = run.next()) answer = step;
  return answer;
};
