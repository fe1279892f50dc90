/** The search of a model on one system for requests of fixed lengths, as benchmarks send them. */
import type { Calibration } from '../../src/calibration/calibration.ts';
import type { Accelerator, Catalogue, Model, Percentiles, System } from '../../src/catalogue/figures.ts';
import type { StagingMemory } from '../../src/performance/split-step-sram.ts';
import { estimatesOf } from '../../src/performance/split-step-estimates.ts';
import { deviceOf } from '../../src/performance/device.ts';
import { precisionOf, type WeightRecipe } from '../../src/performance/precision.ts';
import { precisionReason } from '../../src/performance/precision-reasons.ts';
import { speculationOf } from '../../src/performance/speculation.ts';
import { PLAIN } from '../../src/performance/techniques.ts';
import { stagingOf } from '../../src/search/attention-ffn-sides.ts';
import { kvLinkBetween } from '../../src/search/kv-links.ts';
import type {
  FrontierMode,
  FrontierQuestion,
  PrecisionChoice,
  RackChoice,
  TechniqueChoice,
} from '../../src/search/frontier-types.ts';
import { AT_HAND, mixOf, type RequestClass } from '../../src/serving/requests.ts';
import { quantity } from '../../src/units/quantity.ts';
import type { SearchCall } from './search-call.ts';

interface NamedRack {
  readonly system: System;
  readonly accelerator: Accelerator;
}

interface Named extends NamedRack {
  readonly model: Model;
  /** Racks that run the FFNs, with the memory behind their bridges where they are SRAM parts. */
  readonly ffn: (NamedRack & { readonly staging: StagingMemory | null }) | null;
}

/** What the call names, looked up; or what there is none of. */
export const namedBy = (
  { modelId, systemId, ffn }: Pick<SearchCall, 'modelId' | 'systemId' | 'ffn'>,
  catalogue: Catalogue,
): Named | string => {
  const { models, memoryTiers } = catalogue;
  const model = Object.hasOwn(models, modelId) ? models[modelId] : undefined;
  if (!model) return `No model ${modelId} in the catalogue. ${near(modelId, Object.keys(models))}`;
  if (model.task !== 'generate') return `${model.name} does not generate text.`;
  const rack = rackOf(systemId, catalogue);
  if (typeof rack === 'string') return rack;
  const beside = ffn && rackOf(ffn.systemId, catalogue);
  if (typeof beside === 'string') return beside;
  return { model, ...rack, ffn: beside && { ...beside, staging: stagingOf(memoryTiers) } };
};

const rackOf = (systemId: string, { systems, accelerators }: Catalogue): NamedRack | string => {
  const system = Object.hasOwn(systems, systemId) ? systems[systemId] : undefined;
  if (!system) return `No system ${systemId} in the catalogue. ${near(systemId, Object.keys(systems))}`;
  const accelerator = system.acceleratorId === null ? undefined : accelerators[system.acceleratorId];
  if (!accelerator || system.accelerators === 0) return `${system.name} has no accelerators.`;
  return { system, accelerator };
};

/** Ids that begin like the one asked for, the most alike first. */
const near = (asked: string, known: readonly string[]): string => {
  const shared = (id: string): number => {
    let length = 0;
    while (length < asked.length && id[length] === asked[length]) length += 1;
    return length;
  };
  const alike = known.toSorted((a, b) => shared(b) - shared(a) || a.localeCompare(b)).slice(0, 8);
  return `There are: ${alike.join(', ')}.`;
};

/** Rates of the catalogue; requests arrive independently of each other. A reason in words where figures are missing. */
export const searchQuestionOf = (
  call: SearchCall,
  named: Named,
  calibration: Calibration,
): FrontierQuestion | string => {
  const { model, accelerator } = named;
  const rack = rackChoiceOf(named, call.accelerators);
  const ffnRack = named.ffn && call.ffn && ffnChoiceOf(named.ffn, call.ffn.accelerators);
  if (typeof rack === 'string') return rack;
  if (typeof ffnRack === 'string') return ffnRack;
  const { rackId, device } = rack;
  const requests = fixedRequests(call.inputTokens, call.outputTokens);
  const mix = mixOf([{ requests, weight: 1 }]);
  if (!mix) return 'no requests';
  const limited = call.ttftP95 !== null || call.tpotP95 !== null;
  const [ttft, tpot] = [upTo95(call.ttftP95), upTo95(call.tpotP95)];
  const link = kvLinkBetween(device, device, true, device.domain, calibration.links.networkSeconds);
  const modes: readonly FrontierMode[] = [
    'aggregated',
    'disaggregated',
    ...(ffnRack ? (['attention-ffn'] as const) : []),
  ];
  return {
    model,
    mix,
    targets: limited ? [{ requests, ttft, tpot, e2e: null, roundTrip: AT_HAND }] : [],
    racks: ffnRack ? [rack, ffnRack] : [rack],
    links: link ? [{ prefillRackId: rackId, decodeRackId: rackId, link }] : [],
    ...(ffnRack ? { ffnPairs: [{ attentionRackId: rackId, ffnRackId: ffnRack.rackId }] } : {}),
    engine: calibration.engines[call.engine],
    calibration,
    choices: {
      precisions: precisionsFor(call, model, [
        [rackId, accelerator],
        ...(ffnRack && named.ffn ? [[ffnRack.rackId, named.ffn.accelerator] as const] : []),
      ]),
      techniques: techniquesFor(call, model, calibration),
      modes: call.mode ? [call.mode] : modes,
      layouts: 'auto',
      ratios: 'auto',
      prefillBudgetTokens: 8_192,
      maxBatch: 'auto',
      ...(call.ffn ? { splitEstimates: estimatesOf(call.ffn.estimates) } : {}),
    },
  };
};

const rackChoiceOf = ({ system, accelerator }: NamedRack, accelerators: number | null): RackChoice | string => {
  const device = deviceOf(accelerator, system);
  if (!device) return `${system.name}: compute rate, memory bandwidth or memory capacity is not published.`;
  const perSystem = system.powerTypical ?? system.powerNameplate;
  return {
    rackId: system.id,
    label: system.name,
    device,
    accelerators: accelerators ?? system.accelerators,
    usdPerAcceleratorHour: system.rentalPerAcceleratorHour?.base ?? null,
    wattsPerAccelerator: perSystem === null ? null : perSystem / system.accelerators,
    // Without a site there is no cooling: power is that of the racks themselves.
    pue: 1,
  };
};

/** The same kind of rack may stand on both sides. */
const ffnChoiceOf = (ffn: NonNullable<Named['ffn']>, accelerators: number | null): RackChoice | string => {
  const rack = rackChoiceOf(ffn, accelerators);
  if (typeof rack === 'string') return rack;
  const sram = { perRack: ffn.system.accelerators, staging: ffn.staging };
  return { ...rack, rackId: `${rack.rackId}/ffn`, only: 'ffn', ...(ffn.accelerator.kind === 'lpu' ? { sram } : {}) };
};

const fixedRequests = (inputTokens: number, outputTokens: number): RequestClass => ({
  requestsPerSession: 1,
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  longestTokens: inputTokens + outputTokens,
  prefillSizes: [{ tokens: inputTokens, weight: 1 }],
  outputQuantiles: { p50: outputTokens, p95: outputTokens, p99: outputTokens },
  dispersionPerMinute: 1,
});

/** A limit on the 95th percentile alone. */
const upTo95 = (seconds: number | null): Percentiles | null =>
  seconds === null ? null : { p50: quantity<'s'>(seconds), p95: quantity<'s'>(seconds), p99: quantity<'s'>(Infinity) };

const RECIPES: readonly WeightRecipe[] = ['native', 'fp8', 'nvfp4'];

const precisionsFor = (
  call: SearchCall,
  model: Model,
  racks: readonly (readonly [rackId: string, accelerator: Accelerator])[],
): PrecisionChoice[] => {
  const seen = new Map<string, PrecisionChoice>();
  for (const weights of call.weights ? [call.weights] : RECIPES) {
    const precision = precisionOf(model, weights, 'auto', call.engine);
    const refusedOn = racks.flatMap(([rackId, accelerator]) => {
      const asked = {
        model,
        accelerator,
        engine: call.engine,
        weights,
        kvFormat: 'auto',
        flashAttention: true,
      } as const;
      const reason = precisionReason(asked);
      return reason === null ? [] : [[rackId, `${weights}: ${reason.replaceAll('-', ' ')}`] as const];
    });
    const label = `${precision.label}, ${precision.kvFormat} KV`;
    const key = JSON.stringify(precision);
    if (!seen.has(key)) seen.set(key, { label, precision, refusedOn: Object.fromEntries(refusedOn) });
  }
  return [...seen.values()];
};

const techniquesFor = ({ engine }: SearchCall, model: Model, calibration: Calibration): TechniqueChoice[] => {
  const { acceptance } = calibration.engines[engine];
  const drafts = (model.mtpLayers > 0 ? [1, 2, 3] : []).flatMap((draftTokens): TechniqueChoice[] => {
    const speculation = speculationOf({ method: 'mtp', draftTokens, model, acceptance });
    return 'reason' in speculation
      ? []
      : [
          {
            label: `MTP ${draftTokens}`,
            techniques: { ...PLAIN, speculation },
            tokensPerStepApart: speculation.tokensPerStep,
          },
        ];
  });
  return [{ label: 'no drafts', techniques: PLAIN, tokensPerStepApart: 1 }, ...drafts];
};
