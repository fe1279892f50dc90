/** The levers of a deployment as the operators read them; a reason where they cannot be had. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Accelerator, Catalogue, Model } from '../catalogue/figures.ts';
import { precisionReason, type PrecisionReason } from '../performance/precision-reasons.ts';
import { speculationOf, type DraftTask, type SpeculationReason } from '../performance/speculation.ts';
import type { Techniques } from '../performance/techniques.ts';
import type { Serving } from '../scenario/schema.ts';

const DRAFTS: Readonly<Record<SpeculationReason, string>> = {
  'model-does-not-generate': 'the model does not generate',
  'no-mtp-layers': 'the model has no layer that predicts further tokens',
  'no-draft-model': 'no draft model is chosen',
  'draft-model-not-used': 'a draft model is chosen that this method does not use',
  'draft-does-not-generate': 'the draft model does not generate',
  'vocabularies-differ': 'the draft model has another vocabulary',
  'draft-not-smaller': 'the draft model is no smaller than the model',
  'more-drafts-than-measured': 'no acceptance is published for so many draft tokens; state one',
};

/** Texts whose drafts are accepted otherwise than those of the published runs. */
const TASKS: Readonly<Partial<Record<string, DraftTask>>> = {
  'coding-agent': 'code',
  'code-completion': 'code',
  reasoning: 'maths',
};

/**
 * A sentence without its full stop where the model cannot be drafted for as asked. Acceptance is the user's; else the published table of
 * code or mathematics where all workflows are that; else what was fitted on published runs of the engine. Eq. S7
 */
export const techniquesOf = (
  serving: Serving,
  model: Model,
  workflowIds: readonly string[],
  catalogue: Catalogue,
  calibration: Calibration,
): Techniques | string => {
  const { flashAttention, pagedBlockTokens, expertBalance, speculation } = serving;
  const plain: Techniques = { flashAttention, pagedBlockTokens, expertBalance, speculation: null };
  if (speculation === 'none') return plain;
  const { method, draftTokens, draftModelId } = speculation;
  const tasks = new Set(workflowIds.map((id) => TASKS[id] ?? 'text'));
  const task = tasks.size === 1 ? ([...tasks][0] ?? 'text') : 'text';
  const fitted =
    task === 'text' && method !== 'draft-model' ? calibration.engines[serving.engine].acceptance : undefined;
  const acceptance = speculation.acceptance ?? fitted;
  const draftModel = draftModelId === undefined ? null : (catalogue.models[draftModelId] ?? null);
  const found = speculationOf({
    method,
    draftTokens,
    model,
    task,
    ...(draftModel ? { draftModel } : {}),
    ...(acceptance === undefined ? {} : { acceptance }),
  });
  return 'reason' in found ? DRAFTS[found.reason] : { ...plain, speculation: found };
};

const FORMATS: Readonly<Record<PrecisionReason, string>> = {
  'component-absent': 'a format is chosen for a part the model does not have',
  'lpu-without-four-bits': 'LPUs multiply no four-bit weights',
  'nvfp4-not-on-vendor': 'NVFP4 runs on NVIDIA parts only',
  'nvfp4-kv-without-fp4-units': 'an NVFP4 cache is read by NVIDIA parts with FP4 units only',
  'narrow-kv-without-flash': 'a cache of fewer than 16 bits is read by flash attention only',
};

/** Why an accelerator cannot run the formats of a deployment; null where it can. */
export const formatReasonOf = (serving: Serving, model: Model, accelerator: Accelerator): string | null => {
  const { engine, weights, kvFormat, flashAttention } = serving;
  const reason = precisionReason({ model, accelerator, engine, weights, kvFormat, flashAttention });
  return reason && FORMATS[reason];
};
