/** How one offline workload fills the valleys: tokens done by hour after release, against its deadline. */
import { memo, useMemo, type CSSProperties } from 'react';
import { ComposedChart, Line } from 'recharts';
import type { WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import type { OfflineAnswer } from '../../src/evaluate/demand-answer.ts';
import { Grid, NumberAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis, type Axis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { hourLabel, inScale, scaleOf, share, tokens } from './numbers.ts';

interface Point {
  readonly hour: number;
  readonly done: number;
}

const pointsOf = (offline: OfflineAnswer): readonly Point[] => [
  { hour: 0, done: 0 },
  ...offline.cumulativeShareByHourAfterRelease.map((done, index) => ({
    hour: index + 1,
    done: done * offline.outputTokensPerDay,
  })),
];

interface DrawingProps {
  readonly plot: Plot;
  readonly points: readonly Point[];
  readonly x: Axis;
  readonly y: Axis;
  readonly release: number;
}

const Drawing = memo(({ plot, points, x, y, release }: DrawingProps) => {
  const scale = scaleOf(y.max);
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={[...points]}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <Grid />
      <NumberAxis plot={plot} dataKey="hour" axis={x} format={(hour) => hourLabel((release + hour) % 24).slice(0, 2)} />
      <ValueAxis plot={plot} axis={y} format={(value) => inScale(value, scale)} />
      <Line
        type="linear"
        dataKey="done"
        stroke="var(--class-near)"
        strokeWidth={2}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
});

/** Beside the dot: right of the deadline where there is room, else on the side of the dot that has some. */
const doneAt = (plot: Plot, finished: number, deadline: number | null, top: number): CSSProperties => {
  const after = Math.max(finished, deadline ?? 0) / 24;
  if (after < 0.6) return { left: xAt(plot, after) + 6, top: top + 6 };
  return finished / 24 < 0.4
    ? { left: xAt(plot, finished / 24) + 8, top: top + 20 }
    : { right: plot.width - xAt(plot, finished / 24) + 6, top: top + 20 };
};

interface OfflineChartProps {
  readonly workload: WorkloadAnswer;
  readonly offline: OfflineAnswer;
}

const SIX_HOURLY: Axis = { max: 24, ticks: [0, 6, 12, 18, 24] };

export const OfflineChart = ({ workload, offline }: OfflineChartProps) => {
  const points = useMemo(() => pointsOf(offline), [offline]);
  const y = linearAxis(offline.outputTokensPerDay, 3);
  const scale = scaleOf(y.max);
  const deadlineHours = workload.targets.deadline === null ? null : workload.targets.deadline / 3600;
  const finished = offline.finishedAfter === null ? null : offline.finishedAfter / 3600;
  const finishedAt = finished === null ? null : hourLabel((offline.releaseHourUtc + finished) % 24);
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: points.map((point) => point.hour / 24),
    at: (index) => {
      const point = points[index] ?? { hour: 0, done: 0 };
      return {
        label: `${hourLabel((offline.releaseHourUtc + point.hour) % 24)} UTC, ${point.hour} h after release`,
        tier: workload.tier,
        rows: [
          { name: 'done', value: tokens(point.done), colour: 'var(--class-near)' },
          {
            name: 'of all',
            value: offline.outputTokensPerDay > 0 ? share(point.done / offline.outputTokensPerDay) : 'none',
          },
        ],
      };
    },
  };
  return (
    <ChartFrame
      title={workload.name}
      subtitle={`${scale.prefix}tok done`}
      description={
        finishedAt === null
          ? `${share(offline.doneShare)} is done within the deadline.`
          : `All ${tokens(offline.outputTokensPerDay)} are done by ${finishedAt} UTC.`
      }
      samples={samples}
      margins={{ left: 30, right: 62 }}
    >
      {(plot) => {
        const top = yAt(plot, offline.outputTokensPerDay, y.max);
        return (
          <>
            <Drawing plot={plot} points={points} x={SIX_HOURLY} y={y} release={offline.releaseHourUtc} />
            <span className="chart__all" style={{ left: plot.left, right: plot.right, top }} />
            <span className="chart__note" style={{ left: plot.left + 4, top: top + 2 }}>
              all {inScale(offline.outputTokensPerDay, scale)}
            </span>
            {deadlineHours !== null && deadlineHours <= 24 && (
              <>
                <span
                  className="chart__deadline"
                  style={{ left: xAt(plot, deadlineHours / 24), top: plot.top, bottom: plot.bottom }}
                />
                <span
                  className="chart__note chart__note--strong"
                  style={{ left: plot.width - plot.right + 4, top: plot.top - 4 }}
                >
                  deadline
                  <br />
                  {hourLabel((offline.releaseHourUtc + deadlineHours) % 24)}
                </span>
              </>
            )}
            {finished !== null && (
              <>
                <span className="chart__peak" style={{ left: xAt(plot, finished / 24), top }} />
                <span className="chart__note chart__note--strong" style={doneAt(plot, finished, deadlineHours, top)}>
                  done {finishedAt}
                </span>
              </>
            )}
            {finished === null && (
              <span
                className="chart__note chart__note--broken"
                style={{ right: plot.right + 4, bottom: plot.bottom + 12 }}
              >
                {share(offline.doneShare)} in time
              </span>
            )}
          </>
        );
      }}
    </ChartFrame>
  );
};
