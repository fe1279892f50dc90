/** TTFT p99 of one pool against the load offered: its limit, the peak hour, the knee, and the ground without an answer. */
import { memo, useId, useMemo, type ReactNode } from 'react';
import { Area, ComposedChart, Line, ReferenceArea } from 'recharts';
import type { DeploymentAnswer } from '../../src/evaluate/evaluation.ts';
import type { LoadPoint } from '../../src/evaluate/load-answer.ts';
import { bandAround, bandText } from '../ui/band.ts';
import { Grid, NumberAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { linearAxis, type Axis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { Hatch } from '../ui/charts/hatch.tsx';
import type { Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { LoadCurveNotes } from './load-curve-notes.tsx';
import { axisNumber, requestRate, seconds, tokenRate } from './numbers.ts';
import type { NearestTarget } from './pool-facts.ts';

export interface Knee {
  readonly curve: readonly LoadPoint[];
  /** Low and high end of TTFT p99 at each point; null without a band. */
  readonly bands: readonly (readonly [number, number])[] | null;
  readonly x: Axis;
  readonly y: Axis;
  readonly saturation: number;
  readonly limit: number | null;
  /** Largest load within every target; null when none is. */
  readonly holds: number | null;
  /** Load of the peak hour; its TTFT is null beyond saturation. */
  readonly peak: { readonly load: number; readonly ttft: number | null } | null;
}

/** Linear between computed points, as the line is drawn. */
const between = (curve: readonly LoadPoint[], load: number): number | null => {
  const after = curve.findIndex((point) => point.load >= load);
  const [a, b] = [curve[after - 1], curve[after]];
  if (!b) return null;
  if (!a || b.load === a.load) return b.ttftP99;
  return a.ttftP99 + ((b.ttftP99 - a.ttftP99) * (load - a.load)) / (b.load - a.load);
};

const kneeOf = (pool: DeploymentAnswer, limit: number | null): Knee => {
  const { loadCurve: curve, trust } = pool;
  const end = curve.at(-1)?.load ?? 0;
  const saturation = pool.saturation ?? end;
  const load = pool.slaCapacity !== null && pool.headroom !== null ? pool.slaCapacity / (1 + pool.headroom) : null;
  const ttft = load === null ? null : between(curve, load);
  const low = curve[0]?.ttftP99 ?? 1;
  // The curve has no top: the axis shows twice what matters and lets the line leave.
  const top = Math.max(limit === null ? low * 6 : limit * 2, (ttft ?? 0) * 1.25);
  return {
    curve,
    bands: trust && curve.map(({ ttftP99 }) => [ttftP99 * trust.ttft.low, ttftP99 * trust.ttft.high]),
    x: linearAxis(Math.max(saturation * 1.05, (load ?? 0) * 1.02)),
    y: linearAxis(top, 3),
    saturation,
    limit,
    holds: pool.slaCapacity !== null && pool.slaCapacity > 0 ? pool.slaCapacity : null,
    peak: load === null ? null : { load, ttft },
  };
};

const Drawing = memo(({ plot, knee }: { readonly plot: Plot; readonly knee: Knee }) => {
  const hatch = useId();
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={knee.curve.map((point, index) => ({ ...point, band: knee.bands?.[index] }))}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <defs>
        <Hatch id={hatch} ground="var(--broken-wash)" line="var(--broken)" />
      </defs>
      <Grid />
      <NumberAxis plot={plot} dataKey="load" axis={knee.x} format={axisNumber} />
      <ValueAxis plot={plot} axis={knee.y} format={axisNumber} />
      <ReferenceArea
        x1={knee.saturation}
        x2={knee.x.max}
        y1={0}
        y2={knee.y.max}
        fill={`url(#${hatch})`}
        fillOpacity={0.8}
        ifOverflow="hidden"
      />
      {knee.bands && (
        <Area
          type="linear"
          dataKey="band"
          stroke="none"
          fill="var(--phase-decode)"
          fillOpacity={0.18}
          activeDot={false}
          isAnimationActive={false}
        />
      )}
      <Line
        type="linear"
        dataKey="ttftP99"
        stroke="var(--phase-decode)"
        strokeWidth={2}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
});

interface LoadCurveChartProps {
  readonly pool: DeploymentAnswer;
  /** Tightest TTFT p99 limit among the workloads of the pool, seconds. */
  readonly limit: number | null;
  /** The target nearest its limit at the peak hour. */
  readonly nearest: NearestTarget | null;
  /** Lets the reader choose another pool; it then says which one is shown. */
  readonly chooser?: ReactNode;
}

export const LoadCurveChart = ({ pool, limit, nearest, chooser }: LoadCurveChartProps) => {
  const knee = useMemo(() => kneeOf(pool, limit), [pool, limit]);
  const samples: Samples = {
    axis: 'Offered load',
    positions: knee.curve.map((point) => point.load / knee.x.max),
    at: (index) => {
      const point = knee.curve[index];
      if (!point) return { label: '', rows: [] };
      return {
        label: requestRate(point.load),
        tier: pool.tier,
        rows: [
          { name: 'TTFT p99', value: seconds(point.ttftP99), colour: 'var(--phase-decode)' },
          ...(pool.trust ? [{ name: 'TTFT band', value: bandText(bandAround(point.ttftP99, pool.trust.ttft)) }] : []),
          { name: 'TPOT p99', value: seconds(point.tpotP99) },
          ...(pool.trust ? [{ name: 'TPOT band', value: bandText(bandAround(point.tpotP99, pool.trust.tpot)) }] : []),
          { name: 'output', value: tokenRate(point.outputTokensPerSecond) },
        ],
      };
    },
  };
  const sentences = [
    `${pool.name}.`,
    knee.holds === null ? 'No load holds every target.' : `Every target holds up to ${requestRate(knee.holds)}.`,
    nearest
      ? `Nearest its limit at the peak hour: ${nearest.name} of ${nearest.workload}, ${seconds(nearest.value)} of ${seconds(nearest.limit)}.`
      : '',
    `The queue grows without end from ${requestRate(knee.saturation)}.`,
  ];
  return (
    <ChartFrame
      title={chooser ? 'TTFT p99 by load' : `TTFT p99 by load, ${pool.name}`}
      subtitle="s, load in req/s"
      description={sentences.filter(Boolean).join(' ')}
      samples={samples}
      margins={{ right: 14, left: 34 }}
      control={chooser}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} knee={knee} />
          <LoadCurveNotes plot={plot} knee={knee} nearest={nearest} />
        </>
      )}
    </ChartFrame>
  );
};
