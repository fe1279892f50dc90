/** Whatever the schema accepts is answered: no exception, no NaN, no infinity, every issue whole and in words. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { missingFacts } from '../issues/facts.ts';
import { messageOf } from '../issues/messages.ts';
import { arbitraryScenario } from '../scenario/arbitrary-scenario.test.ts';
import type { Scenario } from '../scenario/schema.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';

/** Paths of numbers that are not finite. */
const notFinite = (value: unknown, path: string): string[] => {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${path} undefined`] : [];
  return Object.entries(value).flatMap(([key, entry]) => notFinite(entry, `${path}/${key}`));
};

const expectWhole = (evaluation: Evaluation): void => {
  const { issues, ...rest } = evaluation;
  expect(notFinite(rest, '')).toEqual([]);
  for (const issue of issues) {
    expect(missingFacts(issue), issue.code).toEqual([]);
    expect(notFinite(issue.facts, issue.code)).toEqual([]);
    const { title, detail } = messageOf(issue);
    expect(`${title} ${detail}`).not.toMatch(/not stated|undefined|NaN/);
    expect(title.length).toBeGreaterThan(3);
  }
};

const answer = (scenario: Scenario): Evaluation => evaluate(scenario, defaultCatalogue, defaultCalibration);

test('ids that the catalogue does not have', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      expectWhole(answer(scenario));
    }),
    { seed: 83, numRuns: 40 },
  );
});

const oneOf = <T>(list: readonly T[], index: number, fallback: T): T => list[index % list.length] ?? fallback;

/** One session in thirty years is none. */
const rateOf = (sessionsPerSecond: number): number => (sessionsPerSecond < 1e-9 ? 0 : sessionsPerSecond);

const MODELS = [
  'llama-3.1-8b',
  'qwen3-4b',
  'gpt-oss-20b',
  'nemotron-nano-9b-v2',
  'bge-m3',
  'deepseek-v2-lite',
  'gemma-3-4b',
];
const OVERRIDES: readonly Readonly<Record<string, number>>[] = [
  {},
  { 'accelerators.h200-sxm.memoryBandwidth': 1e12, 'systems.hgx-h200-8.capex.base': 0 },
  { 'costs.availabilityShare.base': 0.5, 'models.qwen3-4b.contextMaxTokens': 10 },
  { 'accelerators.h200-sxm.memoryCapacity': 1e9 },
];

/** The same scenarios pointed at things that exist: regions, small models, workflows, classes. */
const known = (scenario: Scenario, pick: number): Scenario => {
  const own = scenario.slaClasses.map(({ id }) => id);
  const classes = [...Object.keys(defaultCatalogue.slaClasses), ...own, ...own, ...own];
  return {
    ...scenario,
    assumptions: oneOf(OVERRIDES, pick, {}),
    sites: scenario.sites.map((site, i) => ({
      ...site,
      regionId: oneOf(Object.keys(defaultCatalogue.regions), pick + i, 'us-va'),
    })),
    workloads: scenario.workloads.map((workload, i) => ({
      ...workload,
      // Mostly one model, so that pools of several workloads are served.
      modelId: oneOf(MODELS, pick % 5 === 0 ? pick + i : pick, 'llama-3.1-8b'),
      workflowId: oneOf(Object.keys(defaultCatalogue.workflows), pick + 3 * i, 'chat'),
      slaClassId: oneOf(classes, pick + 7 * i, 'near-real-time'),
      demand: {
        ...workload.demand,
        peakSessionsPerSecond: rateOf(workload.demand.peakSessionsPerSecond * 10 ** -(pick % 7)),
        shape:
          typeof workload.demand.shape === 'string'
            ? oneOf(Object.keys(defaultCatalogue.diurnalShapes), pick + i, 'flat')
            : workload.demand.shape,
      },
    })),
    rackGroups: scenario.rackGroups.map((group, i) => ({
      ...group,
      role: (pick + i) % 4 === 0 ? group.role : ('auto' as const),
      systemId: oneOf(
        ['hgx-h200-8', 'rtx-pro-8', 'jetson-edge', 'cpu-2s', 'kneron-rack', 'l4-8'],
        pick + i,
        'hgx-h200-8',
      ),
    })),
    deployments: scenario.deployments.map((deployment, i) => {
      const { serving } = deployment;
      const plain = { ...serving, mode: 'auto' as const, speculation: 'none' as const, layout: 'auto' as const };
      // Mostly one pool takes all there is, so that it has work and racks.
      const whole = pick % 3 !== 0 && i === 0;
      return {
        ...deployment,
        serving: (pick + i) % 4 === 0 ? serving : plain,
        workloadIds: whole ? scenario.workloads.map(({ id }) => id) : pick % 3 === 0 ? deployment.workloadIds : [],
        rackGroupIds: whole ? scenario.rackGroups.map(({ id }) => id) : pick % 3 === 0 ? deployment.rackGroupIds : [],
      };
    }),
  };
};

const populated = arbitraryScenario.filter(
  ({ rackGroups, workloads, deployments }) => rackGroups.length > 0 && workloads.length > 0 && deployments.length > 0,
);

test('ids that it has', () => {
  let answered = 0;
  fc.assert(
    fc.property(populated, fc.nat(10_000), (scenario, pick) => {
      const evaluation = answer(known(scenario, pick));
      answered += evaluation.deployments.filter(({ groups }) => groups.length > 0).length;
      expectWhole(evaluation);
    }),
    { seed: 89, numRuns: 200 },
  );
  // Enough of them reach the model: a generator of refusals proves nothing.
  expect(answered).toBeGreaterThan(50);
}, 30_000);
