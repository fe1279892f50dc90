/**
 * Grouped cross-validation of the end-to-end terms: whole groups are left out, engine terms and group terms are fitted again without
 * them, and the left-out rows are predicted.
 */
import type { Calibration, EngineName, EngineTerms } from '../../../src/calibration/calibration.ts';
import { uniformsFrom } from '../../../src/maths/random.ts';
import { fitEngine, residualsOf, NO_OFFSETS, type Offsets } from './fit-engine.ts';
import { fitTerms, termOf } from './fit-effects.ts';
import type { Observation } from './observations.ts';

export type LeftOut = 'curve' | 'combination' | 'model' | 'system';

const GROUP_OF: Readonly<Record<LeftOut, (observation: Observation) => string>> = {
  curve: ({ row }) => row.group,
  combination: ({ keys }) => keys[1] ?? '',
  model: ({ prepared }) => prepared.configuration.model.id,
  system: ({ prepared }) => prepared.configuration.device.acceleratorId,
};

/** Noise of a residual of weight one, and how much wider the priors of first tokens are. */
export const TPOT_NOISE = 0.1;
export const TTFT_NOISE = 0.25;
export const TTFT_WIDENING = 1.4;

export interface FittedEngine {
  readonly terms: EngineTerms;
  readonly step: ReadonlyMap<string, number>;
  readonly ttft: ReadonlyMap<string, number>;
}

/** Engine terms and group terms in turn: each is fitted to what the other leaves. */
export const fitOne = (
  list: readonly Observation[],
  start: EngineTerms,
  prior: EngineTerms,
  rounds: number,
  turns: number,
): FittedEngine => {
  let terms = start;
  let offsets: Offsets = NO_OFFSETS;
  let step: ReadonlyMap<string, number> = new Map();
  let ttft: ReadonlyMap<string, number> = new Map();
  for (let turn = 0; turn < turns; turn++) {
    if (rounds > 0) terms = fitEngine(list, terms, prior, rounds, offsets);
    const left = residualsOf(list, terms, NO_OFFSETS);
    step = fitTerms(
      list.map(({ keys, tpotWeight }, i) => ({ keys, value: -(left.tpot[i] ?? 0), weight: tpotWeight })),
      TPOT_NOISE,
      1,
    );
    ttft = fitTerms(
      list.map(({ keys, ttftWeight }, i) => ({ keys, value: -(left.ttft[i] ?? 0), weight: ttftWeight })),
      TTFT_NOISE,
      TTFT_WIDENING * (TTFT_NOISE / TPOT_NOISE),
    );
    const [stepNow, ttftNow] = [step, ttft];
    offsets = { tpot: ({ keys }) => termOf(stepNow, keys), ttft: ({ keys }) => termOf(ttftNow, keys) };
  }
  return { terms, step, ttft };
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

/** Errors of every observation while its group was left out. `rounds` of refitting start from the fit of all rows. */
export const crossValidate = (
  list: readonly Observation[],
  fitted: ReadonlyMap<EngineName, FittedEngine>,
  prior: Calibration,
  leftOut: LeftOut,
  folds: number,
  rounds: number,
): readonly LeftOutError[] => {
  const groupOf = GROUP_OF[leftOut];
  const groups = [...new Set(list.map(groupOf))].toSorted();
  const next = uniformsFrom(7);
  const shuffled = groups.map((group) => ({ group, place: next() })).toSorted((a, b) => a.place - b.place);
  const foldOf = new Map(shuffled.map(({ group }, i) => [group, i % folds]));
  const errors: LeftOutError[] = [];
  for (let fold = 0; fold < folds; fold++) {
    for (const [engine, all] of byEngine(list)) {
      const start = fitted.get(engine)?.terms ?? prior.engines[engine];
      const kept = all.filter((observation) => foldOf.get(groupOf(observation)) !== fold);
      const out = all.filter((observation) => foldOf.get(groupOf(observation)) === fold);
      if (out.length === 0) continue;
      const fit = fitOne(kept, start, prior.engines[engine], rounds, 1);
      const left = residualsOf(out, fit.terms, {
        tpot: ({ keys }) => termOf(fit.step, keys),
        ttft: ({ keys }) => termOf(fit.ttft, keys),
      });
      out.forEach((observation, i) =>
        errors.push({
          observation,
          tpot: left.tpot[i] ?? 0,
          ttft: observation.logTtft === null ? null : (left.ttft[i] ?? 0),
        }),
      );
    }
  }
  return errors;
};
