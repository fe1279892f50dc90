/** Output tokens per second by urgency over a weekday, what of it is late, what is turned away, against SLA capacity. */
import { memo, useId, useMemo, type ReactNode } from 'react';
import { Area, ComposedChart } from 'recharts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { useResultsStore } from '../state/results-store.ts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels, type EndLabel } from '../ui/charts/end-labels.tsx';
import { Hatch } from '../ui/charts/hatch.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { dayTokens, madeOf, weekdayWords, type HourTokens } from './day-tokens.ts';
import { hourLabel, inScale, scaleOf, share, tokenRate } from './numbers.ts';

const CLASSES = ['real-time', 'near-real-time', 'offline'] as const;

const COLOURS = {
  'real-time': 'var(--class-real-time)',
  'near-real-time': 'var(--class-near)',
  offline: 'var(--class-offline)',
} as const;

const BANDS = [...CLASSES, 'late', 'shed'] as const;

interface DrawingProps {
  readonly plot: Plot;
  readonly rows: readonly HourTokens[];
  readonly capacity: number;
  readonly max: number;
}

const Drawing = memo(({ plot, rows, capacity, max }: DrawingProps) => {
  const [offline, late, shed] = [useId(), useId(), useId()];
  const axis = linearAxis(max);
  const fills = { ...COLOURS, offline: `url(#${offline})`, late: `url(#${late})`, shed: `url(#${shed})` };
  // The last repeats the one before, so that the final step has its width.
  const last = rows.at(-1);
  const data = last ? [...rows, { ...last, hour: 24 }] : [];
  const scale = scaleOf(axis.max);
  const y = yAt(plot, capacity, axis.max);
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={data}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <defs>
        <Hatch id={offline} ground="var(--class-offline)" line="var(--class-offline-edge)" />
        <Hatch id={late} ground="var(--tight-wash)" line="var(--tight)" />
        <Hatch id={shed} ground="var(--broken-wash)" line="var(--broken)" gap={4} />
      </defs>
      <Grid />
      <HourAxis plot={plot} dataKey="hour" />
      <ValueAxis plot={plot} axis={axis} format={(value) => inScale(value, scale)} />
      {BANDS.filter((key) => rows.some((row) => row[key] > 0)).map((key) => (
        <Area
          key={key}
          type="stepAfter"
          dataKey={key}
          stackId="tokens"
          stroke="var(--class-offline-edge)"
          strokeWidth={key === 'offline' ? 1 : 0}
          fill={fills[key]}
          fillOpacity={1}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--surface-panel)" strokeWidth="4" />
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--ink)" strokeWidth="1.5" />
    </ComposedChart>
  );
});

const endLabels = (capacity: number, rows: readonly HourTokens[]): readonly EndLabel[] => {
  const last = rows.at(-1);
  const scale = scaleOf(capacity);
  const labels: EndLabel[] = [
    { text: `SLA capacity ${inScale(capacity, scale)}${scale.prefix}`, value: capacity, strong: true },
  ];
  if (!last) return labels;
  let base = 0;
  for (const key of CLASSES) {
    if (rows.some((row) => row[key] > 0)) labels.push({ text: key, value: base + last[key] / 2 });
    base += last[key];
  }
  return labels;
};

/** The largest of a band and its hour: "shed 3.2 k tok/s at 14:00"; null where nothing is. */
const worstWords = (rows: readonly HourTokens[], band: 'late' | 'shed'): string | null => {
  const worst = rows.reduce<HourTokens | null>((best, row) => (row[band] > (best?.[band] ?? 0) ? row : best), null);
  return worst && `${band} ${tokenRate(worst[band])} at ${hourLabel(worst.hour)}`;
};

/** What is turned away may be many times what is made: its band is cut where it would flatten the rest. */
const MOST_OVER = 1.6;

interface DemandChartProps {
  readonly evaluation: Evaluation;
  readonly control?: ReactNode;
}

export const DemandChart = ({ evaluation, control }: DemandChartProps) => {
  const { totals, workloads, deployments } = evaluation;
  const rows = useMemo(() => dayTokens(workloads), [workloads]);
  const peak = rows.reduce<HourTokens | undefined>(
    (best, row) => (best && madeOf(best) >= madeOf(row) ? best : row),
    undefined,
  );
  const top = peak ? madeOf(peak) : 0;
  const peakHour = peak?.hour ?? 0;
  const capacity = totals.slaCapacityTokensPerSecond;
  const asked = Math.max(...rows.map((row) => madeOf(row) + row.shed));
  const ground = Math.max(capacity, top);
  const axisMax = linearAxis(Math.max(ground, Math.min(asked, ground * MOST_OVER)) * 1.05).max;
  const drawn = useMemo(
    () => rows.map((row) => ({ ...row, shed: Math.max(0, Math.min(row.shed, axisMax - madeOf(row))) })),
    [rows, axisMax],
  );
  const short = [worstWords(rows, 'shed'), worstWords(rows, 'late')].filter((words) => words !== null);
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: rows.map((row) => (row.hour + 0.5) / 24),
    at: (index) => {
      const row = rows[index];
      if (!row) return { label: '', rows: [] };
      return {
        label: `${hourLabel(row.hour)} UTC`,
        tier: totals.tier,
        rows: [
          ...CLASSES.map((key) => ({
            name: key,
            value: tokenRate(row[key]),
            colour: COLOURS[key],
            hatched: key === 'offline',
          })),
          ...(short.length > 0
            ? [
                { name: 'late', value: tokenRate(row.late) },
                { name: 'shed', value: tokenRate(row.shed) },
              ]
            : []),
          { name: 'put out', value: tokenRate(madeOf(row)) },
          { name: 'of SLA capacity', value: capacity > 0 ? share(madeOf(row) / capacity) : 'no capacity' },
        ],
      };
    },
  };
  const description = `Output peaks at ${tokenRate(top)} at ${hourLabel(peakHour)} UTC${capacity > 0 ? `, ${share(top / capacity)} of SLA capacity` : ''}${short.length > 0 ? `; ${short.join(', ')}` : ''}.`;
  const scale = scaleOf(axisMax);
  const dropped = useResultsStore((state) => state.preview?.evaluation.totals.slaCapacityTokensPerSecond ?? null);
  // Drawn only where the axis holds it: the ground must not move under the hand.
  const previewed = dropped !== null && dropped !== capacity && dropped <= axisMax ? dropped : null;
  return (
    <ChartFrame
      title="Output tokens"
      subtitle={`${scale.prefix}tok/s by class, ${weekdayWords(deployments)}, UTC`}
      description={description}
      samples={samples}
      control={control}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} rows={drawn} capacity={capacity} max={axisMax} />
          <EndLabels plot={plot} labels={endLabels(capacity, rows)} max={axisMax} />
          {previewed !== null && (
            <span
              className="chart__previewed"
              style={{ left: plot.left, right: plot.right, top: yAt(plot, previewed, axisMax) }}
            >
              <span className="chart__previewed-word">if dropped {inScale(previewed, scale)}</span>
            </span>
          )}
          <PeakMark
            plot={plot}
            hour={peakHour}
            value={top}
            max={axisMax}
            capacity={capacity}
            text={`${inScale(top, scale)} at ${hourLabel(peakHour)}`}
          />
          {short.length > 0 && (
            <span
              className="chart__note chart__note--broken chart__note--over"
              style={{ left: plot.left + 4, right: plot.right, top: plot.top - 8, width: 'fit-content' }}
            >
              {short.join(' · ')}
            </span>
          )}
        </>
      )}
    </ChartFrame>
  );
};

interface PeakMarkProps {
  readonly plot: Plot;
  readonly hour: number;
  readonly value: number;
  readonly max: number;
  readonly text: string;
  readonly capacity: number;
}

/** A dot on the highest step with its value to the left or right of it. */
const PeakMark = ({ plot, hour, value, max, text, capacity }: PeakMarkProps) => {
  const x = xAt(plot, (hour + 0.5) / 24);
  const y = yAt(plot, value, max);
  const line = yAt(plot, capacity, max);
  // The words never lie on the capacity line: they step over it.
  const top = Math.abs(y - 9 - line) < 10 ? line - 16 : y - 17;
  const side = hour >= 8 ? { right: plot.width - x + 6 } : { left: x + 6 };
  return (
    <>
      <span className="chart__peak" style={{ left: x, top: y }} />
      <span className="chart__note chart__note--strong chart__note--over" style={{ ...side, top: Math.max(-4, top) }}>
        {text}
      </span>
    </>
  );
};
