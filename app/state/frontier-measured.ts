/**
 * Published runs beside the frontier, and what the planner says about each of them. Points and worker are fetched when a frontier is first
 * shown; runs that are predicted once are kept.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Tier } from '../../src/calibration/tier.ts';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import {
  otherLengths,
  overlayFiles,
  overlayPoints,
  overlayRates,
  type OtherLengths,
  type OverlayPlace,
  type OverlayPoint,
  type OverlayRates,
} from '../../src/validation/frontier-overlay.ts';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import { readPoints, type PointFiles, type Points } from '../../src/validation/points.ts';
import { nameTables } from '../../src/validation/resolve-names.ts';
import type { Aliases } from '../../src/catalogue/aliases.ts';
import { validatePoints } from '../../workers/client/validate-planner.ts';

export type { OtherLengths, OverlayPlace, OverlayPoint } from '../../src/validation/frontier-overlay.ts';

/** The prediction of a published run; a reason where there is none. */
export type Ours =
  | (OverlayRates & { readonly tier: Tier; readonly band: readonly [number, number] | null })
  | { readonly refusal: string };

interface MeasuredState {
  readonly place: string | null;
  readonly points: readonly OverlayPoint[];
  /** Runs of the same model and accelerators that are not shown: their prompts or answers are of another length. */
  readonly others: readonly OtherLengths[];
  /** By id of the point; absent while it is computed. */
  readonly ours: ReadonlyMap<string, Ours>;
  show(place: OverlayPlace): Promise<void>;
}

interface Loaded {
  readonly files: PointFiles;
  readonly aliases: Aliases;
  readonly points: Points;
}

let loading: Promise<Loaded> | null = null;

const load = async (): Promise<Loaded> => {
  const [latency, mlperf, sources, { defaultAliases: aliases }] = await Promise.all([
    import('../../src/calibration/measurements/latency.csv?raw'),
    import('../../src/calibration/measurements/mlperf.csv?raw'),
    import('../../src/calibration/measurements/sources.csv?raw'),
    import('../../src/catalogue/default-aliases.ts'),
  ]);
  const files: PointFiles = { latency: latency.default, mlperf: mlperf.default, sources: sources.default };
  const points = readPoints(files, defaultCatalogue, nameTables(defaultCatalogue, aliases));
  if (!points.ok) throw new Error(`measured points: line ${points.error.line}: ${points.error.reason}`);
  return { files, aliases, points: points.value };
};

/** TPOT in seconds becomes the rate to one user: the slow end of the band is the low one. */
const oursOf = (shown: OverlayPoint, { outcome }: PredictedPoint): Ours => {
  const rates = overlayRates(shown, outcome.predicted);
  if (!rates || outcome.tier === null) return { refusal: outcome.refusal ?? 'no prediction' };
  const { tpot } = outcome.band;
  return { ...rates, tier: outcome.tier, band: tpot ? [1e3 / tpot[1], 1e3 / tpot[0]] : null };
};

let run: AbortController | null = null;

export const useMeasuredStore = create<MeasuredState>()((set, get) => ({
  place: null,
  points: [],
  others: [],
  ours: new Map(),
  show: async (place) => {
    const key = JSON.stringify(place);
    if (get().place === key) return;
    run?.abort();
    const mine = new AbortController();
    run = mine;
    set({ place: key, points: [], others: [] });
    try {
      loading ??= load();
      const { files, aliases, points } = await loading;
      const shown = overlayPoints(points, place);
      if (mine.signal.aborted) return;
      set({ points: shown, others: otherLengths(points, place) });
      const missing = shown.filter(({ point }) => !get().ours.has(point.id));
      if (missing.length === 0) return;
      const input = {
        files: overlayFiles(files, points, missing),
        catalogue: defaultCatalogue,
        aliases,
        calibration: defaultCalibration,
      };
      await validatePoints(
        input,
        (progress) => set(({ ours }) => ({ ours: withOurs(ours, missing, progress.points) })),
        mine.signal,
      );
    } catch {
      // The runs stand as they were published; their cards say that there is no prediction. The next frontier tries again.
      if (mine.signal.aborted) return;
      loading = null;
      set({ place: null });
    }
  },
}));

const withOurs = (
  ours: MeasuredState['ours'],
  shown: readonly OverlayPoint[],
  predicted: readonly PredictedPoint[],
): MeasuredState['ours'] => {
  const wanted = new Map(shown.map((one) => [one.point.id, one]));
  const more = predicted.flatMap((one): [string, Ours][] => {
    const own = wanted.get(one.point.id);
    return own ? [[one.point.id, oursOf(own, one)]] : [];
  });
  return new Map([...ours, ...more]);
};

/** Shows the runs near a place, the same object while it is the same place; none before the frontier has an answer. */
export const useMeasured = (place: OverlayPlace | null): void => {
  const show = useMeasuredStore((state) => state.show);
  useEffect(() => {
    if (place) void show(place);
  }, [show, place]);
};
