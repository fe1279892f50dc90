/** Asking for studies: the direct planner gives the very answer of the search, newer questions end older ones, and aborting is heard. */
import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { calibrationFor } from '../../src/evaluate/calibration-for.ts';
import { frontierQuestionOf } from '../../src/evaluate/frontier-question.ts';
import { scenarioOf } from '../../src/evaluate/scenario-under-test.ts';
import type { FrontierChunk } from '../../src/search/frontier-types.ts';
import { searched } from '../../src/search/frontier-under-test.ts';
import { buffersOf, nestedBuffersOf } from '../entries/study-buffers.ts';
import type { FrontierRequest, FrontierStudy } from '../entries/study-frontier.ts';
import { createDirectStudyPlanner } from './direct-study-planner.ts';
import { SupersededError, WorkerLostError } from './planner.ts';
import { planStudies } from './study-plan.ts';

const scenario = scenarioOf('study', {
  systemId: 'hgx-h100-8',
  modelId: 'gpt-oss-120b',
  workflowId: 'chat',
  slaClassId: 'real-time',
  peakSessionsPerSecond: 1,
});
const request: FrontierRequest = { scenario, deploymentId: 'd1', ask: {} };

describe('the direct planner', () => {
  it('answers what the search answers, and streams every point', async () => {
    const planner = createDirectStudyPlanner(defaultCatalogue, defaultCalibration);
    const chunks: FrontierChunk[] = [];
    const study = await planner.frontier(request, { onChunk: (chunk) => chunks.push(chunk) });
    const calibration = await calibrationFor(scenario, defaultCatalogue, defaultCalibration);
    const { question } = frontierQuestionOf(scenario, 'd1', {}, defaultCatalogue, calibration);
    expect(study.answer).toEqual(question && searched(question));
    expect(study.terms?.racks).toEqual(question?.racks);
    const streamed = chunks.reduce((sum, { columns }) => sum + columns.inFlight.length, 0);
    expect(streamed).toBe(study.answer?.counts.points);
    const again = await planner.frontier(request);
    expect(again.answer?.counts.tablesMade).toBe(0);
    expect(again.answer?.columns).toEqual(study.answer?.columns);
    planner.dispose();
  });

  it('says why there is nothing to search', async () => {
    const planner = createDirectStudyPlanner(defaultCatalogue, defaultCalibration);
    const empty = { ...scenario, deployments: scenario.deployments.map((one) => ({ ...one, rackGroupIds: [] })) };
    const study = await planner.frontier({ ...request, scenario: empty });
    expect(study.answer).toBeNull();
    expect(study.issues.map(({ code }) => code)).toContain('deployment-empty');
    planner.dispose();
  });

  it('ends the older of two, and one that is aborted', async () => {
    const planner = createDirectStudyPlanner(defaultCatalogue, defaultCalibration);
    const older = planner.frontier(request);
    const newer = planner.frontier({ ...request, ask: { modes: ['aggregated'] } });
    await expect(older).rejects.toBeInstanceOf(SupersededError);
    expect(new Set((await newer).answer?.configurations.mode)).toEqual(new Set([0]));
    const stop = new AbortController();
    const aborted = planner.frontier({ ...request, ask: { draftTokens: [0] } }, { signal: stop.signal });
    stop.abort(new Error('not needed'));
    await expect(aborted).rejects.toThrow('not needed');
    planner.dispose();
  });
});

describe('asking', () => {
  /** A runner whose studies end when told to. */
  const manual = () => {
    const running: { end: (study: FrontierStudy | null) => void; onChunk: (chunk: FrontierChunk) => void }[] = [];
    let cancels = 0;
    const planner = planStudies({
      frontier: (_, onChunk) => new Promise((end) => running.push({ end, onChunk })),
      cancel: () => {
        cancels += 1;
      },
      dispose: () => {},
    });
    return { planner, running, cancels: () => cancels };
  };
  const study: FrontierStudy = { answer: null, terms: null, issues: [], computedInMs: 1 };

  it('tells the one under way to stop, and drops what it still says', async () => {
    const { planner, running, cancels } = manual();
    const heard: FrontierChunk[] = [];
    const first = planner.frontier(request, { onChunk: (chunk) => heard.push(chunk) });
    const before = cancels();
    const second = planner.frontier(request);
    expect(cancels()).toBe(before + 1);
    running[0]?.onChunk({ done: 0.5, columns: {} as FrontierChunk['columns'] });
    running[0]?.end(null);
    await expect(first).rejects.toBeInstanceOf(SupersededError);
    expect(heard).toEqual([]);
    running[1]?.end(study);
    await expect(second).resolves.toBe(study);
  });

  it('rejects what waits when it is disposed of', async () => {
    const { planner } = manual();
    const first = planner.frontier(request);
    planner.dispose();
    await expect(first).rejects.toBeInstanceOf(WorkerLostError);
  });
});

it('hands over every column once', () => {
  const shared = new Float64Array(4);
  const columns = { a: shared, b: shared.subarray(1), c: new Uint8Array(2), d: 'no column' };
  expect(buffersOf(columns)).toHaveLength(2);
  expect(nestedBuffersOf({ columns, more: { e: new Uint32Array(1) }, none: null })).toHaveLength(3);
});
