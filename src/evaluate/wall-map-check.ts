/** The published check of the capacity wall: sequences of Llama-3.1-8B that one H100 of 80 GB holds. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { deviceOf } from '../performance/device.ts';
import { instanceOf } from '../performance/instance.ts';
import { precisionOf } from '../performance/precision.ts';
import { sequencesInMemory } from '../serving/service-curve.ts';

/** Zhao and Liu 2026 (arXiv:2601.22001), bf16 weights and cache: sequences of so many tokens at which memory is full, as reported. */
const PUBLISHED = [
  { tokens: 8_192, reported: 57 },
  { tokens: 32_768, reported: 14 },
  { tokens: 131_072, reported: 3 },
] as const;

const MODEL = 'llama-3.1-8b';
const SYSTEM = 'hgx-h100-8';
const BUDGET_TOKENS = 8_192;

export interface CapacityCheck {
  readonly modelName: string;
  readonly acceleratorName: string;
  readonly rows: readonly { readonly tokens: number; readonly reported: number; readonly ours: number }[];
}

/** Ours by Eq. K1, whole sequences, with vLLM's share of the card and its reserves. Null where the catalogue lacks the parts. */
export const capacityCheckOf = (catalogue: Catalogue, calibration: Calibration): CapacityCheck | null => {
  const model = catalogue.models[MODEL];
  const system = catalogue.systems[SYSTEM];
  const accelerator = system?.acceleratorId ? catalogue.accelerators[system.acceleratorId] : undefined;
  const device = system && accelerator ? deviceOf(accelerator, system) : null;
  if (!model || !accelerator || !device) return null;
  const precision = precisionOf(model, 'bf16', 'bf16', 'vllm');
  const alone = { tp: 1, pp: 1, attnDp: 1, moeTp: 1, ep: 1 };
  const instance = instanceOf(model, device, alone, precision, calibration.engines.vllm, calibration);
  const holding = (tokens: number): number =>
    sequencesInMemory(
      instance,
      { inputTokens: tokens, cachedTokens: 0, outputTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 },
      BUDGET_TOKENS,
    );
  return {
    modelName: model.name,
    acceleratorName: accelerator.name,
    rows: PUBLISHED.map(({ tokens, reported }) => ({ tokens, reported, ours: Math.floor(holding(tokens)) })),
  };
};
