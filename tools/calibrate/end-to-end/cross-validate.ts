/**
 * Grouped cross-validation of the end-to-end terms: whole groups are left out, engine terms and group terms are fitted again without
 * them, and the left-out rows are predicted.
 */
import type { Calibration, EngineName, EngineTerms } from '../../../src/calibration/calibration.ts';
import { GROUP_SPREADS } from '../../../src/calibration/effects.ts';
import { uniformsFrom } from '../../../src/maths/random.ts';
import { errorsAfter, fitMove, NO_OFFSETS, type Move, type Offsets, type Tangents } from './fit-engine.ts';
import { fitTerms, termOf } from './fit-effects.ts';
import type { Observation } from './observations.ts';

export type LeftOut = 'curve' | 'combination' | 'model' | 'system';

const GROUP_OF: Readonly<Record<LeftOut, (observation: Observation) => string>> = {
  curve: ({ row }) => row.group,
  combination: ({ prepared, row }) => {
    const { model, device } = prepared.configuration;
    return `${model.id}|${device.acceleratorId}|${row.backend}`;
  },
  model: ({ prepared }) => prepared.configuration.model.id,
  system: ({ prepared }) => prepared.configuration.device.acceleratorId,
};

/** Noise of a residual of weight one. */
const TPOT_NOISE = 0.07;
const TTFT_NOISE = 0.25;
/**
 * Prior standard deviations of first tokens along the group keys: twice those of steps, but for foreign stacks, whose rows follow other
 * protocols among themselves.
 */
const TTFT_SPREADS: readonly number[] = [0.15, 0.1, 0.1, 0.1];

export interface Fitted {
  readonly move: Move;
  readonly step: ReadonlyMap<string, number>;
  readonly ttft: ReadonlyMap<string, number>;
}

const TURNS = 4;

/** Engine terms and group terms in turn: each is fitted to what the other leaves. */
export const fitOne = (list: readonly Observation[], tangents: Tangents, prior: EngineTerms): Fitted => {
  let offsets: Offsets = NO_OFFSETS;
  let fitted: Fitted | null = null;
  for (let turn = 0; turn < TURNS; turn++) {
    const move = fitMove(list, tangents, prior, offsets);
    const left = list.map((observation) => ({ observation, ...errorsAfter(tangents, observation, move) }));
    const step = fitTerms(
      left.map(({ observation, tpot }) => ({ keys: observation.keys, value: -tpot, weight: observation.tpotWeight })),
      TPOT_NOISE,
      GROUP_SPREADS,
    );
    const ttft = fitTerms(
      left.map((one) => ({ keys: one.observation.keys, value: -one.ttft, weight: one.observation.ttftWeight })),
      TTFT_NOISE,
      TTFT_SPREADS,
    );
    offsets = { tpot: ({ keys }) => termOf(step, keys), ttft: ({ keys }) => termOf(ttft, keys) };
    fitted = { move, step, ttft };
  }
  if (!fitted) throw new Error('fit: no turns');
  return fitted;
};

export interface LeftOutError {
  readonly observation: Observation;
  /** log(predicted ÷ measured). */
  readonly tpot: number;
  readonly ttft: number | null;
}

/** Observations by the engine whose terms they fit. */
export const byEngine = (list: readonly Observation[]): ReadonlyMap<EngineName, readonly Observation[]> => {
  const engines = new Map<EngineName, Observation[]>();
  for (const observation of list) {
    const { engineName } = observation.prepared.configuration;
    engines.set(engineName, [...(engines.get(engineName) ?? []), observation]);
  }
  return engines;
};

/** Errors of every observation while its group was left out of the fit of engine terms and group terms. */
export const crossValidate = (
  list: readonly Observation[],
  tangents: ReadonlyMap<EngineName, Tangents>,
  prior: Calibration,
  leftOut: LeftOut,
  folds: number,
): readonly LeftOutError[] => {
  const groupOf = GROUP_OF[leftOut];
  const groups = [...new Set(list.map(groupOf))].toSorted();
  const next = uniformsFrom(7);
  const shuffled = groups.map((group) => ({ group, place: next() })).toSorted((a, b) => a.place - b.place);
  const foldOf = new Map(shuffled.map(({ group }, i) => [group, i % folds]));
  const errors: LeftOutError[] = [];
  for (let fold = 0; fold < folds; fold++) {
    for (const [engine, all] of byEngine(list)) {
      const near = tangents.get(engine);
      if (!near) continue;
      const kept = all.filter((observation) => foldOf.get(groupOf(observation)) !== fold);
      const fit = fitOne(kept, near, prior.engines[engine]);
      for (const observation of all) {
        if (foldOf.get(groupOf(observation)) !== fold) continue;
        const left = errorsAfter(near, observation, fit.move);
        errors.push({
          observation,
          tpot: left.tpot + termOf(fit.step, observation.keys),
          ttft: observation.logTtft === null ? null : left.ttft + termOf(fit.ttft, observation.keys),
        });
      }
    }
  }
  return errors;
};
