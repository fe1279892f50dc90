/**
 * How much a rack gives at a speed for one user: the frontier search over every layout, format and mode, read at equal tokens per second
 * per user. Nobody waits in it: the figure of a closed loop, as published curves have it.
 */
import type { Calibration, EngineName, EngineTerms } from '../../calibration/calibration.ts';
import type { Tier } from '../../calibration/tier.ts';
import type { Catalogue, Model, System } from '../../catalogue/figures.ts';
import { trustOf } from '../../performance/basis.ts';
import { deviceOf, type Device } from '../../performance/device.ts';
import { instanceOf } from '../../performance/instance.ts';
import { precisionOf, type KvFormat, type WeightChoice } from '../../performance/precision.ts';
import { layoutWords } from '../../performance/layout.ts';
import { tokensPerStep } from '../../performance/speculation.ts';
import { PLAIN } from '../../performance/techniques.ts';
import { configurationAt } from '../../search/frontier-columns.ts';
import { createFrontierCache, type FrontierCache } from '../../search/frontier-cache.ts';
import type { FrontierAnswer, FrontierMode, FrontierQuestion, TechniqueChoice } from '../../search/frontier-types.ts';
import { searchFrontier } from '../../search/frontier.ts';
import { kvLinkBetween } from '../../search/kv-links.ts';
import type { RequestMix } from '../../serving/requests.ts';

export interface RackQuestion {
  readonly systemId: string;
  /** Accelerators that may be used together. */
  readonly accelerators: number;
  readonly modelId: string;
  readonly engine: EngineName;
  readonly weights: readonly WeightChoice[];
  readonly kvFormat?: 'auto' | KvFormat;
  readonly modes: readonly FrontierMode[];
  /** Tokens drafted per step by the model's own layers; 0 is none. */
  readonly drafts?: readonly number[];
  readonly mix: RequestMix;
}

/** Fixed lengths, nothing cached: 8,192 tokens in, 1,024 out, and so on. */
export const fixedLengths = (inputTokens: number, outputTokens: number): RequestMix => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  dispersionPerMinute: 1,
  prefillVariability: 0,
});

export interface RackFrontier {
  /** Most output tokens per second and accelerator among the points at least so fast for one user; null where nothing is. */
  at(tokensPerSecondPerUser: number): FrontierReading | null;
  /** Tokens per second for one user at the fast end. */
  readonly fastest: number;
}

export interface FrontierReading {
  readonly perAccelerator: number;
  readonly words: string;
  readonly tier: Tier;
}

/** What the catalogue has to have for a claim to be computed. Throws where it has not: claims are written for the shipped catalogue. */
export const partsOf = (
  catalogue: Catalogue,
  modelId: string,
  systemId: string,
): { readonly model: Model; readonly system: System; readonly device: Device } => {
  const model = catalogue.models[modelId];
  const system = catalogue.systems[systemId];
  const accelerator = system?.acceleratorId ? catalogue.accelerators[system.acceleratorId] : undefined;
  const device = system && accelerator ? deviceOf(accelerator, system) : null;
  if (!model || !system || !device) throw new Error(`claims: ${modelId} on ${systemId} is not in the catalogue`);
  return { model, system, device };
};

/** Eq. X1 */
export const rackFrontier = (
  question: RackQuestion,
  catalogue: Catalogue,
  calibration: Calibration,
  cache: FrontierCache = createFrontierCache(),
): RackFrontier => {
  const { model, device } = partsOf(catalogue, question.modelId, question.systemId);
  const engine = calibration.engines[question.engine];
  const asked: FrontierQuestion = {
    model,
    mix: question.mix,
    targets: [],
    racks: [
      {
        rackId: question.systemId,
        label: question.systemId,
        device,
        accelerators: question.accelerators,
        usdPerAcceleratorHour: null,
        wattsPerAccelerator: null,
        pue: 1,
      },
    ],
    links: linksOf(question, device, calibration),
    engine,
    calibration,
    choices: {
      precisions: question.weights.map((weights) => {
        const precision = precisionOf(model, weights, question.kvFormat ?? 'auto', question.engine);
        return { label: precision.label, precision };
      }),
      techniques: (question.drafts ?? [0]).map((drafts) => draftingWith(drafts, engine)),
      modes: question.modes,
      layouts: 'auto',
      ratios: 'auto',
      prefillBudgetTokens: 8_192,
      maxBatch: 'auto',
    },
  };
  return readerOf(answerTo(asked, cache), asked);
};

const draftingWith = (draftTokens: number, engine: EngineTerms): TechniqueChoice => {
  if (draftTokens === 0) return { label: 'no speculation', techniques: PLAIN, tokensPerStepApart: 1 };
  const speculation = {
    method: 'mtp' as const,
    draftTokens,
    tokensPerStep: tokensPerStep(engine.acceptance, draftTokens + 1),
    draft: null,
  };
  return {
    label: `MTP ${draftTokens}`,
    techniques: { ...PLAIN, speculation },
    tokensPerStepApart: tokensPerStep(engine.acceptanceDisaggregated, draftTokens + 1),
  };
};

const linksOf = (
  { systemId, modes }: RackQuestion,
  device: Device,
  calibration: Calibration,
): FrontierQuestion['links'] => {
  const link = modes.includes('disaggregated')
    ? kvLinkBetween(device, device, true, device.domain, calibration.links.networkSeconds)
    : null;
  return link ? [{ prefillRackId: systemId, decodeRackId: systemId, link }] : [];
};

const answerTo = (question: FrontierQuestion, cache: FrontierCache): FrontierAnswer => {
  const search = searchFrontier(question, cache);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
};

const readerOf = (answer: FrontierAnswer, question: FrontierQuestion): RackFrontier => {
  const { columns, fronts } = answer;
  const front = [...fronts.perAccelerator].map((index) => ({
    index,
    perUser: columns.tokensPerSecondPerUser[index] ?? 0,
    perAccelerator: columns.tokensPerSecondPerAccelerator[index] ?? 0,
  }));
  return {
    fastest: Math.max(0, ...front.map(({ perUser }) => perUser)),
    at: (wanted) => {
      // From slow to fast for one user, so from much to little for the hardware.
      const point = front.find(({ perUser }) => perUser >= wanted);
      if (!point) return null;
      const configuration = configurationAt(answer, columns.configuration[point.index] ?? 0);
      const format = question.choices.precisions[configuration.precision];
      const technique = question.choices.techniques[configuration.technique];
      const [rack] = question.racks;
      if (!format || !technique || !rack) throw new Error('claims: a point without its configuration');
      const { model, engine, calibration } = question;
      const instance = instanceOf(
        model,
        rack.device,
        configuration.layout,
        format.precision,
        engine,
        calibration,
        technique.techniques,
      );
      const { prefillLayout, ratio, layout } = configuration;
      return {
        perAccelerator: point.perAccelerator,
        tier: trustOf(instance).tier,
        words: [
          prefillLayout && ratio
            ? `${ratio.prefills} prefill (${layoutWords(prefillLayout)}) to ${ratio.decodes} decode (${layoutWords(layout)})`
            : layoutWords(layout),
          format.label,
          ...(technique.techniques.speculation ? [technique.label] : []),
        ].join(', '),
      };
    },
  };
};
