/**
 * The run over the measured points: what is predicted so far, and what ended it. Points, aliases and the worker are fetched when the
 * validation page first asks; nothing of them is part of the first load.
 */
import { create } from 'zustand';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import { validatePoints } from '../../workers/client/validate-planner.ts';

export interface ValidationState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly points: readonly PredictedPoint[];
  /** Points of the whole run; null until it is known. */
  readonly total: number | null;
  readonly failure: string | null;
  /** Predicts every point unless that is done or under way. After a cancel or a failure it begins again. */
  start(): Promise<void>;
  cancel(): void;
}

const NO_POINTS: readonly PredictedPoint[] = [];

const inputOf = async () => {
  const [latency, mlperf, sources, { defaultAliases }] = await Promise.all([
    import('../../src/calibration/measurements/latency.csv?raw'),
    import('../../src/calibration/measurements/mlperf.csv?raw'),
    import('../../src/calibration/measurements/sources.csv?raw'),
    import('../../src/catalogue/default-aliases.ts'),
  ]);
  return {
    files: { latency: latency.default, mlperf: mlperf.default, sources: sources.default },
    catalogue: defaultCatalogue,
    aliases: defaultAliases,
    calibration: defaultCalibration,
  };
};

let run: AbortController | null = null;

export const useValidationStore = create<ValidationState>()((set, get) => ({
  status: 'idle',
  points: NO_POINTS,
  total: null,
  failure: null,
  start: async () => {
    const { status } = get();
    if (status === 'running' || status === 'done') return;
    const mine = new AbortController();
    run = mine;
    set({ status: 'running', points: NO_POINTS, total: null, failure: null });
    try {
      await validatePoints(await inputOf(), (progress) => set(progress), mine.signal);
      set({ status: 'done' });
    } catch (reason) {
      if (mine.signal.aborted) return;
      set({ status: 'failed', failure: reason instanceof Error ? reason.message : String(reason) });
    }
  },
  cancel: () => {
    if (get().status !== 'running') return;
    run?.abort();
    set({ status: 'cancelled' });
  },
}));
