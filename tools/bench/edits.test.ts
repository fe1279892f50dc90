/** The timed edits leave valid documents and do what they are named for. */
import { expect, it } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { mixedEdits, searchEdits } from './edits.ts';
import { largeScenario } from './large-scenario.ts';

it('makes 150 different valid scenarios by mixed edits', () => {
  const edits = mixedEdits(largeScenario(defaultCatalogue), defaultCatalogue, 150);
  expect(new Set(edits.map((scenario) => JSON.stringify(scenario))).size).toBe(150);
  for (const scenario of edits) expect(readScenario(scenario).ok).toBe(true);
});

it('changes a model or an SLA class with every search edit', () => {
  const start = largeScenario(defaultCatalogue);
  const edits = searchEdits(start, 24);
  let before = start;
  for (const scenario of edits) {
    expect(scenario.workloads.filter((workload, index) => workload !== before.workloads[index])).toHaveLength(1);
    expect(readScenario(scenario).ok).toBe(true);
    before = scenario;
  }
});
