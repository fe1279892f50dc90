/** Instances that each hour of a weekday needs against those a pool has, and the hours that power cuts short. */
import { memo, useId } from 'react';
import { Area, ComposedChart } from 'recharts';
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import { whole } from '../../src/units/significant.ts';
import { Grid, HourAxis, ValueAxis } from '../ui/charts/axes.tsx';
import { wholeAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { Hatch } from '../ui/charts/hatch.tsx';
import { innerWidth, xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { weekdayWords } from './day-tokens.ts';
import { axisNumber, hourLabel } from './numbers.ts';

interface DrawingProps {
  readonly plot: Plot;
  readonly needed: readonly number[];
  readonly limited: readonly boolean[];
  readonly given: number;
  readonly max: number;
}

const Drawing = memo(({ plot, needed, limited, given, max }: DrawingProps) => {
  const [over, power] = [useId(), useId()];
  const data = Array.from({ length: 25 }, (_, hour) => {
    const need = needed[Math.min(hour, 23)] ?? 0;
    return { hour, met: Math.min(need, given), missing: Math.min(Math.max(0, need - given), Math.max(0, max - given)) };
  });
  const y = yAt(plot, given, max);
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={data}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <defs>
        <Hatch id={over} ground="var(--broken-wash)" line="var(--broken)" gap={4} />
        <Hatch id={power} ground="var(--surface-panel)" line="var(--medium-power)" gap={4} />
      </defs>
      <Grid />
      <HourAxis plot={plot} dataKey="hour" />
      <ValueAxis plot={plot} axis={wholeAxis(max)} format={axisNumber} />
      <Area
        type="stepAfter"
        dataKey="met"
        stackId="need"
        fill="var(--class-near)"
        fillOpacity={1}
        stroke="none"
        activeDot={false}
        isAnimationActive={false}
      />
      <Area
        type="stepAfter"
        dataKey="missing"
        stackId="need"
        fill={`url(#${over})`}
        fillOpacity={1}
        stroke="var(--broken)"
        strokeWidth={0}
        activeDot={false}
        isAnimationActive={false}
      />
      {limited.map((one, hour) =>
        one ? (
          <rect
            key={hourLabel(hour)}
            x={xAt(plot, hour / 24)}
            y={plot.height - plot.bottom - 6}
            width={innerWidth(plot) / 24}
            height={6}
            fill={`url(#${power})`}
          />
        ) : null,
      )}
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--surface-panel)" strokeWidth="4" />
      <line x1={plot.left} x2={plot.width - plot.right} y1={y} y2={y} stroke="var(--ink)" strokeWidth="1.5" />
    </ComposedChart>
  );
});

/** A need far above what is given is cut: its figure says how far. */
const MOST_OVER = 3;

export const InstancesChart = ({
  evaluation,
  pool,
}: {
  readonly evaluation: Evaluation;
  readonly pool: DeploymentAnswer;
}) => {
  const { instancesNeededByHour: needed, instancesGiven: given, instancesSpare: spare } = pool;
  const control = <PoolChooser evaluation={evaluation} pool={pool} />;
  if (needed.length === 0)
    return (
      <StateFigure title={`${pool.name}: ${pool.verdict}`} control={control}>
        No number of instances is worked out where one meets the targets at no load.
      </StateFigure>
    );
  const peak = Math.max(...needed);
  const { max } = wholeAxis(Math.max(given, Math.min(peak, given * MOST_OVER)) * 1.05);
  const limitedHours = pool.powerLimitedByHour.filter(Boolean).length;
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: needed.map((_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${hourLabel(hour)} UTC`,
      tier: pool.tier,
      rows: [
        { name: 'needed', value: whole(needed[hour] ?? 0) },
        { name: 'given', value: whole(given) },
        { name: 'verdict', value: pool.verdictByHour[hour] ?? 'withheld' },
        { name: 'limited by power', value: pool.powerLimitedByHour[hour] === true ? 'yes' : 'no' },
      ],
      note: 'spare and availability included',
    }),
  };
  const power = limitedHours > 0 ? `; power limits ${limitedHours} of 24 hours` : '';
  return (
    <ChartFrame
      title="Instances needed"
      subtitle={`${spare > 0 ? `${whole(spare)} spare included, ` : ''}${weekdayWords([pool])}, UTC`}
      description={`${pool.name} needs ${whole(peak)} instances at ${hourLabel(needed.indexOf(peak))} UTC and has ${whole(given)}${power}.`}
      samples={samples}
      control={control}
      margins={{ left: 34, right: 74 }}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} needed={needed} limited={pool.powerLimitedByHour} given={given} max={max} />
          <EndLabels
            plot={plot}
            max={max}
            labels={[
              { text: `given ${whole(given)}`, value: given, strong: true },
              { text: `most ${whole(peak)}`, value: Math.min(peak, max) },
            ]}
          />
          {limitedHours > 0 && (
            <span className="chart__note chart__note--over" style={{ left: plot.left + 4, bottom: plot.bottom + 7 }}>
              limited by power
            </span>
          )}
        </>
      )}
    </ChartFrame>
  );
};
