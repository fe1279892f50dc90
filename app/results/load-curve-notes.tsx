/** What is written on the load curve: the limit, the load that holds, the peak hour, and the ground without an answer. */
import type { CSSProperties } from 'react';
import { innerWidth, xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Knee } from './load-curve-chart.tsx';
import { requestRate, seconds } from './numbers.ts';
import type { NearestTarget } from './pool-facts.ts';

/** Words stand at the right of their line up to this share of the axis, then at its left. */
const TURN = 0.55;
const LINE_PX = 15;
/** Ground narrower than this holds no words, px. */
const LEAST_GROUND = 24;

interface LoadCurveNotesProps {
  readonly plot: Plot;
  readonly knee: Knee;
  readonly nearest: NearestTarget | null;
}

export const LoadCurveNotes = ({ plot, knee, nearest }: LoadCurveNotesProps) => {
  const { limit, holds, peak, saturation, x, y } = knee;
  const left = (load: number): number => xAt(plot, load / x.max);
  /** Beside the line at `load`, on the side with more room, not past the plot. */
  const beside = (load: number, gap: number): CSSProperties => {
    const at = left(load);
    return load < x.max * TURN
      ? { left: at + gap, maxWidth: plot.width - plot.right - at - gap }
      : { right: plot.width - at + gap, maxWidth: at - gap };
  };
  const ground = (innerWidth(plot) * (x.max - saturation)) / x.max;
  const floor = plot.height - plot.bottom;
  const limitY = limit === null ? null : yAt(plot, limit, y.max);
  /** Above the dot, or below it where the words of the limit stand. */
  const peakTop = (at: number): number =>
    limitY !== null && at > limitY && at - limitY < 2 * LINE_PX && at + 5 + LINE_PX < floor
      ? at + 5
      : Math.min(at - 18, floor - 30);
  return (
    <>
      {limit !== null && limitY !== null && limit <= y.max && (
        <>
          <span className="chart__limit" style={{ left: plot.left, right: plot.right, top: limitY }} />
          <span className="chart__note chart__note--broken" style={{ left: plot.left + 4, top: limitY - LINE_PX }}>
            limit {seconds(limit)}
          </span>
        </>
      )}
      {holds !== null && (
        <>
          <span className="chart__holds" style={{ left: left(holds), top: plot.top - 4, bottom: plot.bottom }} />
          <span
            className="chart__note chart__note--strong chart__note--over"
            style={{ ...beside(holds, 3), top: plot.top - 6 }}
          >
            holds to {requestRate(holds)}
          </span>
          {nearest && (
            <span className="chart__note chart__note--over" style={{ ...beside(holds, 3), top: plot.top + 8 }}>
              nearest limit: {nearest.name}
            </span>
          )}
        </>
      )}
      {peak?.ttft != null && (
        <>
          <span className="chart__peak" style={{ left: left(peak.load), top: yAt(plot, peak.ttft, y.max) }} />
          <span
            className="chart__note chart__note--strong chart__note--over"
            style={{ ...besidePeak(plot, left(peak.load)), top: peakTop(yAt(plot, peak.ttft, y.max)) }}
          >
            peak hour {seconds(peak.ttft)}
          </span>
        </>
      )}
      {ground > LEAST_GROUND && (
        <span
          className="chart__note chart__note--broken chart__no-answer"
          style={{ left: left(saturation), width: ground, top: plot.top + 24 }}
        >
          <span className="chart__note--over">no answer</span>
        </span>
      )}
      {peak !== null && peak.ttft === null && (
        <>
          <span className="chart__demand" style={{ left: left(peak.load), top: plot.top - 4, bottom: plot.bottom }} />
          <span
            className="chart__note chart__note--broken chart__note--over"
            style={{ ...beside(peak.load, 5), top: floor - LINE_PX - 3 }}
          >
            demand {requestRate(peak.load)}
          </span>
        </>
      )}
    </>
  );
};

/** Over the flat part of the curve, ending at its dot where there is room. */
const besidePeak = (plot: Plot, at: number): CSSProperties =>
  at > plot.left + 96 ? { right: plot.width - at + 8 } : { left: at + 8 };
