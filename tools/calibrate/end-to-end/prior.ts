/** Where the fit of engine terms starts and what it is held to: orders of magnitude from an
 * earlier study of such runs, which had seen most of these rows: the priors hold the fit in place, they prove nothing. */
import type { Calibration, EngineName, EngineTerms } from '../../../src/calibration/calibration.ts';
import { defaultCalibration } from '../../../src/calibration/default-calibration.ts';
import { quantity } from '../../../src/units/quantity.ts';

const seconds = (value: number) => quantity<'s'>(value);

type Fitted = Pick<
  EngineTerms,
  | 'kernelFactor'
  | 'hostStepSeconds'
  | 'layerGapSeconds'
  | 'moeLayerSeconds'
  | 'perSequenceSeconds'
  | 'prefillKernelFactor'
  | 'prefillLayerSeconds'
  | 'prefillMoeLayerSeconds'
  | 'responseSeconds'
  | 'responseSteps'
  | 'pollSeconds'
  | 'pollSteps'
  | 'attentionDpSteps'
  | 'acceptance'
  | 'acceptanceDisaggregated'
>;

const PRIORS: Readonly<Record<EngineName, Fitted>> = {
  vllm: {
    kernelFactor: 0.93,
    hostStepSeconds: seconds(30e-6),
    layerGapSeconds: seconds(18e-6),
    moeLayerSeconds: seconds(6e-6),
    perSequenceSeconds: seconds(11e-6),
    prefillKernelFactor: 1.3,
    prefillLayerSeconds: seconds(150e-6),
    prefillMoeLayerSeconds: seconds(150e-6),
    responseSeconds: seconds(9e-3),
    responseSteps: 1,
    pollSeconds: seconds(0),
    pollSteps: 0,
    attentionDpSteps: 0,
    acceptance: 0.7,
    acceptanceDisaggregated: 0.7,
  },
  'tensorrt-llm': {
    kernelFactor: 0.99,
    hostStepSeconds: seconds(100e-6),
    layerGapSeconds: seconds(14e-6),
    moeLayerSeconds: seconds(2e-6),
    perSequenceSeconds: seconds(9e-6),
    prefillKernelFactor: 1.17,
    prefillLayerSeconds: seconds(35e-6),
    prefillMoeLayerSeconds: seconds(25e-6),
    responseSeconds: seconds(12e-3),
    responseSteps: 6,
    pollSeconds: seconds(0),
    pollSteps: 0,
    attentionDpSteps: 31,
    acceptance: 0.75,
    acceptanceDisaggregated: 0.85,
  },
  sglang: {
    kernelFactor: 0.85,
    hostStepSeconds: seconds(60e-6),
    layerGapSeconds: seconds(22e-6),
    moeLayerSeconds: seconds(22e-6),
    perSequenceSeconds: seconds(26e-6),
    prefillKernelFactor: 1.4,
    prefillLayerSeconds: seconds(150e-6),
    prefillMoeLayerSeconds: seconds(120e-6),
    responseSeconds: seconds(15e-3),
    responseSteps: 1,
    pollSeconds: seconds(40e-3),
    pollSteps: 13,
    attentionDpSteps: 0,
    acceptance: 0.65,
    acceptanceDisaggregated: 0.65,
  },
};

const withPrior = (engine: EngineName): EngineTerms => ({ ...defaultCalibration.engines[engine], ...PRIORS[engine] });

/** The shipped calibration with the fitted engine terms back at their priors. */
export const priorCalibration: Calibration = {
  ...defaultCalibration,
  engines: { vllm: withPrior('vllm'), 'tensorrt-llm': withPrior('tensorrt-llm'), sglang: withPrior('sglang') },
};
