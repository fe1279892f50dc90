/** A metered row as a configuration the model can answer: instance, lengths and users, from its configuration columns alone. */
import type { Calibration, EngineName } from '../calibration/calibration.ts';
import type { PowerCalibration } from '../calibration/power.ts';
import type { Aliases } from '../catalogue/aliases.ts';
import type { Accelerator, Catalogue } from '../catalogue/figures.ts';
import { instanceOf, type Instance } from '../performance/instance.ts';
import { acceleratorsOf, layoutKey, type Layout } from '../performance/layout.ts';
import type { RequestMix } from '../serving/requests.ts';
import { precisionOfRow } from './configuration.ts';
import { meanPromptTokens } from './energy-lengths.ts';
import { nameTables, type NameTables } from './resolve-names.ts';
import { subjectOf } from './subject.ts';
import type { EnergyRow } from './rows/energy-row.ts';

export interface EnergyContext {
  readonly catalogue: Catalogue;
  readonly names: NameTables;
  /** With the tables of every measured accelerator. */
  readonly calibration: Calibration;
  readonly power: PowerCalibration;
  /** Instances by configuration: rows of one curve share what an instance has tabulated. */
  readonly instances: Map<string, Instance>;
}

/** A context without anything known yet. */
export const energyContext = (
  catalogue: Catalogue,
  aliases: Aliases,
  calibration: Calibration,
  power: PowerCalibration,
): EnergyContext => ({ catalogue, names: nameTables(catalogue, aliases), calibration, power, instances: new Map() });

export interface EnergyQuestion {
  readonly accelerator: Accelerator;
  readonly instance: Instance;
  readonly mix: RequestMix;
  /** Most sequences the engine was allowed to hold, over all replicas. */
  readonly users: number;
}

export type QuestionOrReason =
  { readonly ok: true; readonly question: EnergyQuestion } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): QuestionOrReason => ({ ok: false, reason });

const ENGINE: EngineName = 'vllm';

export const energyQuestion = (row: EnergyRow, context: EnergyContext): QuestionOrReason => {
  const { calibration } = context;
  if (row.powerScope === 'wall_system') return refuse('a wall meter: batch, layout and prompt length are not stated');
  const found = subjectOf({ model: row.model, system: '', accelerator: row.accelerator }, context);
  if (!found.ok) return found;
  const { model, accelerator, device } = found.subject;
  if (model.task !== 'generate') return refuse(`${row.model} does not generate tokens one by one`);
  const precision = precisionOfRow({ weightPrecision: row.weightPrecision, kvPrecision: 'auto' }, model, ENGINE);
  if (typeof precision === 'string') return refuse(precision);
  const { accelerators, maxNumSeqs, meanOutputTokens } = row;
  const inputTokens = meanPromptTokens(row);
  if (accelerators === null || maxNumSeqs === null) return refuse('accelerators or batch limit are not stated');
  if (inputTokens === null || meanOutputTokens === null) return refuse('prompt or output length is not stated');
  const layout = layoutOf(row, accelerators);
  if (acceleratorsOf(layout) !== accelerators) return refuse('the layout does not fill the accelerators');
  const key = [model.id, accelerator.id, layoutKey(layout), precision.label].join('|');
  let instance = context.instances.get(key);
  if (!instance) {
    instance = instanceOf(model, device, layout, precision, calibration.engines[ENGINE], calibration);
    context.instances.set(key, instance);
  }
  return {
    ok: true,
    question: {
      accelerator,
      instance,
      mix: {
        inputTokens,
        outputTokens: meanOutputTokens,
        cachedTokens: 0,
        dispersionPerMinute: 1,
        prefillVariability: 0,
      },
      users: maxNumSeqs,
    },
  };
};

/** Attention is cut over the accelerators of a data-parallel rank, also where the file counts expert parallelism in place of it. */
const layoutOf = ({ dp, ep }: EnergyRow, accelerators: number): Layout => {
  const attnDp = dp ?? 1;
  const experts = Math.min(ep ?? 1, accelerators);
  return {
    tp: Math.floor(accelerators / attnDp),
    pp: 1,
    attnDp,
    moeTp: Math.floor(accelerators / experts),
    ep: experts,
  };
};
