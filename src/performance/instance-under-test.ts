/** Instances for tests: a model of the catalogue on a system of it, with whatever a test wants to change. */
import type { EngineName } from '../calibration/calibration.ts';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Model, System } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import { deviceOf, type Device } from './device.ts';
import { instanceOf, type Instance } from './instance.ts';
import type { Layout } from './layout.ts';
import { precisionOf, type KvFormat, type WeightChoice } from './precision.ts';
import { PLAIN, type Techniques } from './techniques.ts';

export interface Choices {
  readonly engine?: EngineName;
  readonly weights?: WeightChoice;
  readonly kvFormat?: KvFormat;
  readonly device?: Partial<Device>;
  readonly techniques?: Partial<Techniques>;
}

/** Tensor parallelism over `tp` accelerators; experts, if any, cut alike. */
export const tensor = (tp: number): Layout => ({ tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 });

/** Attention on every rank for its own sequences, experts spread over all of them. */
export const wideExperts = (ranks: number): Layout => ({ tp: 1, pp: 1, attnDp: ranks, moeTp: 1, ep: ranks });

/** Throws for an id the catalogue does not have. */
export const modelUnderTest = (id: string): Model => defaultCatalogue.models[id] ?? unknown(id);

export const systemUnderTest = (id: string): System => defaultCatalogue.systems[id] ?? unknown(id);

/** Throws where the catalogue lacks a figure. */
export const deviceUnderTest = (systemId: string): Device => {
  const system = systemUnderTest(systemId);
  const accelerator = defaultCatalogue.accelerators[system.acceleratorId ?? ''] ?? unknown(systemId);
  return deviceOf(accelerator, system) ?? unknown(systemId);
};

export const instanceUnderTest = (
  modelId: string,
  systemId: string,
  layout: Layout,
  { engine = 'vllm', weights = 'native', kvFormat = 'bf16', device = {}, techniques = {} }: Choices = {},
): Instance => {
  const model = modelUnderTest(modelId);
  return instanceOf(
    model,
    { ...deviceUnderTest(systemId), ...device },
    layout,
    precisionOf(model, weights, kvFormat, 'vllm'),
    defaultCalibration.engines[engine],
    defaultCalibration,
    { ...PLAIN, ...techniques },
  );
};

const unknown = (id: string): never => {
  throw new Error(`not in the catalogue: ${id}`);
};

/** The instance on an engine of round numbers and without group terms: what a hand can work out does not move with a fit. */
export const onPlainEngine = (instance: Instance): Instance => ({
  ...instance,
  engine: {
    ...instance.engine,
    kernelFactor: 0.93,
    hostStepSeconds: quantity<'s'>(30e-6),
    layerGapSeconds: quantity<'s'>(18e-6),
    moeLayerSeconds: quantity<'s'>(6e-6),
    perSequenceSeconds: quantity<'s'>(11e-6),
    prefillKernelFactor: 1.4,
    prefillLayerSeconds: quantity<'s'>(320e-6),
    prefillMoeLayerSeconds: quantity<'s'>(0),
    responseSeconds: quantity<'s'>(9e-3),
    responseSteps: 1,
  },
  factors: { step: 1, ttft: 1, known: false },
});
