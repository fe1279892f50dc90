/** Predicts the points that ship with the planner, so many at a time: what a worker does while a person looks at the first ones. */
import type { Calibration } from '../calibration/calibration.ts';
import type { Aliases } from '../catalogue/aliases.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { e2eContext, e2ePredictor } from './e2e-predictor.ts';
import { e2eKind, throughputKind } from './kinds.ts';
import { readPoints, type Point, type PointFiles } from './points.ts';
import { predictThroughput, throughputContext } from './predict-throughput.ts';
import { nameTables } from './resolve-names.ts';
import { validateRows, type Outcome } from './validate.ts';

export interface PredictedPoint {
  readonly point: Point;
  readonly outcome: Outcome;
}

export interface PointRun {
  readonly total: number;
  /** Predictions of the points from `from` on, `count` of them or as many as are left. */
  predict(from: number, count: number): readonly PredictedPoint[];
}

/** `calibration` has the tables of every measured accelerator. Throws when a file is damaged: they ship with the planner. */
export const pointRun = (
  files: PointFiles,
  catalogue: Catalogue,
  aliases: Aliases,
  calibration: Calibration,
): PointRun => {
  const points = readPoints(files, catalogue, nameTables(catalogue, aliases));
  if (!points.ok) throw new Error(`measured points: line ${points.error.line}: ${points.error.reason}`);
  const { latency, mlperf } = points.value;
  const predict = e2ePredictor(
    e2eContext(
      latency.map(({ row }) => row),
      catalogue,
      aliases,
      calibration,
    ),
  );
  const throughput = throughputContext(catalogue, aliases, calibration);
  const tasks: readonly (() => readonly PredictedPoint[])[] = [
    ...latency.map(
      ({ point, row }) =>
        () =>
          validateRows([row], e2eKind.facts, predict).map((outcome) => ({ point, outcome })),
    ),
    ...mlperf.map(({ point, row }) => () => {
      const outcomes = validateRows([row], throughputKind.facts, (one) => predictThroughput(one, throughput));
      return outcomes.map((outcome) => ({ point, outcome }));
    }),
  ];
  return {
    total: tasks.length,
    predict: (from, count) => tasks.slice(from, from + count).flatMap((task) => task()),
  };
};
