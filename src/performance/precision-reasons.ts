/** Number formats that a model, an accelerator or its kernels do not have, with the reason; and formats that run unpacked. */
import type { Accelerator, Component, Model, WeightFormat } from '../catalogue/figures.ts';
import type { EngineName } from '../calibration/calibration.ts';
import { LINEAR, precisionOf, type KvFormat, type WeightChoice } from './precision.ts';

export interface PrecisionQuestion {
  readonly model: Model;
  readonly accelerator: Pick<Accelerator, 'vendor' | 'kind' | 'densePeak'>;
  readonly engine: EngineName;
  readonly weights: WeightChoice;
  readonly kvFormat: 'auto' | KvFormat;
  readonly flashAttention: boolean;
}

export type PrecisionReason =
  /** A format is chosen for a part that the model does not have, as experts of a dense one. */
  | 'component-absent'
  /** LPUs multiply FP8 at launch and unpack nothing. */
  | 'lpu-without-four-bits'
  /** The scales of NVFP4 are NVIDIA's: other parts multiply MXFP4, if four bits at all. */
  | 'nvfp4-not-on-vendor'
  /** Kernels that read an NVFP4 cache exist for parts with FP4 units alone. */
  | 'nvfp4-kv-without-fp4-units'
  /** A cache of fewer than 16 bits is unpacked inside the fused kernel: without it nothing reads one. */
  | 'narrow-kv-without-flash';

const FOUR_BIT_FLOATS: readonly WeightFormat[] = ['nvfp4', 'mxfp4'];
const FLOATS_OF_EIGHT: readonly WeightFormat[] = ['fp8', 'mxfp8'];

const presentIn = (model: Model): Component[] => LINEAR.filter((component) => model.parameters[component] > 0);

/** Null where the combination exists. */
export const precisionReason = (question: PrecisionQuestion): PrecisionReason | null => {
  const { model, accelerator, engine, weights: choice, kvFormat, flashAttention } = question;
  const { vendor, kind, densePeak } = accelerator;
  const chosen = typeof choice === 'string' ? [] : Object.entries(choice).filter(([, format]) => format !== undefined);
  const present = presentIn(model);
  const names: readonly string[] = present;
  if (chosen.some(([component]) => !names.includes(component))) return 'component-absent';
  const { weights, kvFormat: kv } = precisionOf(model, choice, kvFormat, engine);
  const stored = present.map((component) => weights[component]);
  const fp4Units = densePeak.fp4 !== undefined;
  if (kind === 'lpu' && !fp4Units && stored.some((format) => FOUR_BIT_FLOATS.includes(format)))
    return 'lpu-without-four-bits';
  const nvidia = vendor.includes('NVIDIA');
  if (!nvidia && stored.includes('nvfp4')) return 'nvfp4-not-on-vendor';
  if (kv === 'nvfp4' && !(nvidia && fp4Units)) return 'nvfp4-kv-without-fp4-units';
  if (kv !== 'bf16' && !flashAttention) return 'narrow-kv-without-flash';
  return null;
};

/**
 * Components whose weights are unpacked before they are multiplied, since the part has no units of their width: they save bytes, not
 * operations.
 */
export const unpackedComponents = ({
  model,
  accelerator: { densePeak },
  engine,
  weights: choice,
  kvFormat,
}: PrecisionQuestion): Component[] => {
  const { weights } = precisionOf(model, choice, kvFormat, engine);
  return presentIn(model).filter((component) => {
    const format = weights[component];
    if (format.startsWith('int4')) return true;
    if (FOUR_BIT_FLOATS.includes(format)) return densePeak.fp4 === undefined;
    return FLOATS_OF_EIGHT.includes(format) && densePeak.fp8 === undefined;
  });
};
