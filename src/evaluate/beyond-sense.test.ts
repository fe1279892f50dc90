/** What a document may hold although it makes no sense: answered in words, with the catalogue's own figure. */
import { describe, expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { messageOf } from '../issues/messages.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { scenarioOf } from './scenario-under-test.ts';

const plan = scenarioOf('beyond sense', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat-assistant',
  slaClassId: 'interactive-chat',
  peakSessionsPerSecond: 1,
});
const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);

describe('overrides out of range', () => {
  test.each([
    ['costs.itLifeYears.base', 0],
    ['costs.facilityLifeYears.base', -1],
    ['costs.waccPerYear.base', -0.01],
    ['costs.availabilityShare.base', 0],
    ['costs.availabilityShare.base', 1.01],
    ['costs.spotInterruptionShare.base', 1],
    ['costs.taxShare.base', -1],
    ['vectorSearch.memoryShare.base', 0],
    ['regions.us-va.pueAir.base', 0],
    ['systems.hgx-h100-8.capex.base', -1],
    ['wideArea.routeFactor.base', -1],
  ])('%s = %d is not used, and the plan says so', (path, value) => {
    const evaluation = answer({ ...plan, assumptions: { [path]: value } });
    const [issue, ...others] = evaluation.issues.filter(({ code }) => code === 'override-out-of-range');
    expect(others).toEqual([]);
    expect(issue?.path).toBe(`assumptions/${path}`);
    expect(issue && messageOf(issue).detail).toContain(`${path} must be `);
    expect(evaluation.totals).toEqual(answer(plan).totals);
  });
});

test('a rack group without systems draws nothing', () => {
  const [group] = plan.rackGroups;
  if (!group) throw new Error('no rack group');
  const evaluation = answer({ ...plan, rackGroups: [{ ...group, placements: [] }] });
  expect(evaluation.totals.peakMeterPower).toBe(0);
});
