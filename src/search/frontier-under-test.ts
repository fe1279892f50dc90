/** Frontier questions for tests: a model of the catalogue on one rack of it, small enough to be searched without pruning. */
import { deviceUnderTest, instanceUnderTest, modelUnderTest, tensor } from '../performance/instance-under-test.ts';
import { precisionOf } from '../performance/precision.ts';
import { tokensPerStep } from '../performance/speculation.ts';
import { PLAIN, type Speculation } from '../performance/techniques.ts';
import type { ClassTargets } from '../serving/open-load.ts';
import { AT_HAND, mixOf, type RequestClass } from '../serving/requests.ts';
import { quantity } from '../units/quantity.ts';
import type { FrontierAnswer, FrontierQuestion, TechniqueChoice } from './frontier-types.ts';
import { searchFrontier, type FrontierOptions } from './frontier.ts';
import { createFrontierCache, type FrontierCache } from './frontier-cache.ts';
import { kvLinkBetween } from './kv-links.ts';

/** Requests of one size, so that every percentile is the mean but for waiting. */
export const fixedRequests = (inputTokens: number, outputTokens: number): RequestClass => ({
  requestsPerSession: 1,
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  prefillSizes: [
    { tokens: 0.5 * inputTokens, weight: 0.5 },
    { tokens: 1.5 * inputTokens, weight: 0.5 },
  ],
  longestTokens: 2 * (inputTokens + outputTokens),
  outputQuantiles: { p50: outputTokens, p95: 2 * outputTokens, p99: 3 * outputTokens },
  dispersionPerMinute: 1,
});

export const limits = (p50: number): NonNullable<ClassTargets['ttft']> => ({
  p50: quantity<'s'>(p50),
  p95: quantity<'s'>(1.5 * p50),
  p99: quantity<'s'>(2 * p50),
});

export const drafting = (draftTokens: number): TechniqueChoice => {
  const speculation: Speculation = {
    method: 'eagle',
    draftTokens,
    tokensPerStep: tokensPerStep(0.7, draftTokens + 1),
    draft: null,
  };
  return {
    label: `EAGLE ${draftTokens}`,
    techniques: { ...PLAIN, speculation },
    tokensPerStepApart: tokensPerStep(0.6, draftTokens + 1),
  };
};

export interface Asked {
  readonly modelId: string;
  readonly systemId: string;
  readonly accelerators: number;
  readonly input?: number;
  readonly output?: number;
  readonly ttft?: number;
  readonly tpot?: number;
  readonly changes?: Partial<FrontierQuestion['choices']>;
}

export const questionUnderTest = (asked: Asked): FrontierQuestion => {
  const { modelId, systemId, accelerators, input = 2_000, output = 300, ttft = 1, tpot = 0.03, changes = {} } = asked;
  const model = modelUnderTest(modelId);
  const device = deviceUnderTest(systemId);
  const { engine, calibration } = instanceUnderTest(modelId, systemId, tensor(1));
  const requests = fixedRequests(input, output);
  const mix = mixOf([{ requests, weight: 1 }]);
  const link = kvLinkBetween(device, device, true, device.domain, 1e-5);
  if (!mix || !link) throw new Error('no mix or no link');
  return {
    model,
    mix,
    targets: [{ requests, ttft: limits(ttft), tpot: limits(tpot), e2e: null, roundTrip: AT_HAND }],
    racks: [
      {
        rackId: 'rack',
        label: systemId,
        device,
        accelerators,
        usdPerAcceleratorHour: 2,
        wattsPerAccelerator: 1_000,
        pue: 1.2,
      },
    ],
    links: [{ prefillRackId: 'rack', decodeRackId: 'rack', link }],
    engine,
    calibration,
    choices: {
      precisions: [
        { label: 'native', precision: precisionOf(model, 'native', 'auto', engine.id) },
        { label: 'fp8', precision: precisionOf(model, 'fp8', 'fp8', engine.id) },
      ],
      techniques: [{ label: 'plain', techniques: PLAIN, tokensPerStepApart: 1 }, drafting(2)],
      modes: ['aggregated', 'disaggregated'],
      layouts: 'auto',
      ratios: 'auto',
      prefillBudgetTokens: 8_192,
      maxBatch: 'auto',
      ...changes,
    },
  };
};

/** Runs a search to its end. */
export const searched = (
  question: FrontierQuestion,
  options: FrontierOptions = {},
  cache: FrontierCache = createFrontierCache(),
): FrontierAnswer => {
  const run = searchFrontier(question, cache, options);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
};
