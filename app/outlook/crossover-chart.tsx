/** Cost per month over the volume: this plan, the same racks had otherwise, and tokens bought from an API. */
import { memo, useMemo, type ReactNode } from 'react';
import type { CostLine, DeploymentCrossover } from '../../src/outlook/crossover-answer.ts';
import { inScale as partsInScale, scaleFor, text, tokens } from '../../src/units/format.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import { xAt, yAt, type Plot } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { lineName, usdWords } from './crossover-words.ts';
import './crossover.css';

/** Lines drawn: the plan, the cheapest ways of having the racks, the cheapest APIs. All stand in the table. */
const MOST_RACKS = 2;
const MOST_APIS = 2;

const drawnOf = ({ lines }: DeploymentCrossover): readonly CostLine[] => {
  const cheapest = (kind: CostLine['kind'], count: number): readonly CostLine[] =>
    lines
      .filter((line) => line.kind === kind && !(line.kind === 'api' && line.tier === 'quoted'))
      .toSorted((a, b) => a.usdPerMonthNow - b.usdPerMonthNow)
      .slice(0, count);
  return [...cheapest('plan', 1), ...cheapest('racks', MOST_RACKS), ...cheapest('api', MOST_APIS)];
};

interface DrawingProps {
  readonly plot: Plot;
  readonly volumes: readonly number[];
  readonly lines: readonly CostLine[];
  readonly most: number;
  readonly max: number;
  readonly now: number;
}

const Drawing = memo(({ plot, volumes, lines, most, max, now }: DrawingProps) => {
  const axis = linearAxis(max);
  const points = (line: CostLine): string =>
    volumes
      .map((volume, index) => `${xAt(plot, volume / most)},${yAt(plot, line.usdPerMonth[index] ?? 0, axis.max)}`)
      .join(' ');
  const scale = scaleFor('tokens', most);
  const across = linearAxis(most).ticks.filter((tick) => tick <= most);
  const right = plot.width - plot.right;
  const bottom = plot.height - plot.bottom;
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true" className="crossover">
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line
            className="crossover__grid"
            x1={plot.left}
            x2={right}
            y1={yAt(plot, tick, axis.max)}
            y2={yAt(plot, tick, axis.max)}
          />
          <text x={plot.left - 6} y={yAt(plot, tick, axis.max) + 4} textAnchor="end">
            {usdWords(tick)}
          </text>
        </g>
      ))}
      {across.map((tick) => (
        <text key={tick} x={xAt(plot, tick / most)} y={bottom + 15} textAnchor="middle">
          {partsInScale('tokens', tick, scale).value}
        </text>
      ))}
      <line className="crossover__axis" x1={plot.left} x2={right} y1={bottom} y2={bottom} />
      {now <= most && (
        <line
          className="crossover__now"
          x1={xAt(plot, now / most)}
          x2={xAt(plot, now / most)}
          y1={plot.top}
          y2={bottom}
        />
      )}
      {lines.map((line) => (
        <polyline key={line.id} className={`crossover__line crossover__line--${line.kind}`} points={points(line)} />
      ))}
    </svg>
  );
});

export const CrossoverChart = ({
  pool,
  control,
}: {
  readonly pool: DeploymentCrossover;
  readonly control?: ReactNode;
}) => {
  const lines = useMemo(() => drawnOf(pool), [pool]);
  const { tokensPerMonth: volumes, tokensPerMonthNow: now, crossings } = pool;
  const most = volumes.at(-1) ?? 1;
  const { max } = linearAxis(Math.max(...lines.map((line) => Math.max(...line.usdPerMonth))));
  const samples: Samples = {
    axis: 'Output tokens a month',
    positions: volumes.map((volume) => volume / most),
    at: (index) => ({
      label: text(tokens(volumes[index] ?? 0)),
      rows: pool.lines.map((line) => ({ name: lineName(line), value: usdWords(line.usdPerMonth[index] ?? 0) })),
    }),
  };
  const unit = scaleFor('tokens', most).unit;
  const first = crossings[0];
  const other = first && pool.lines.find(({ id }) => id === first.lineId);
  return (
    <ChartFrame
      title="Own, rent or buy tokens"
      subtitle={`USD a month over ${unit} of output a month; dotted: asked for now`}
      description={
        first && other
          ? `Against ${lineName(other)} the lines cross at ${text(tokens(first.tokensPerMonth))} a month; above it ${first.cheaperAbove === 'plan' ? 'the plan' : lineName(other)} costs less.`
          : 'No line crosses that of the plan.'
      }
      samples={samples}
      margins={{ left: 56, right: 116 }}
      control={control}
    >
      {(plot) => (
        <>
          <Drawing plot={plot} volumes={volumes} lines={lines} most={most} max={max} now={now} />
          <EndLabels
            plot={plot}
            max={max}
            labels={lines.map((line) => ({
              text: lineName(line),
              value: line.usdPerMonth.at(-1) ?? 0,
              strong: line.kind === 'plan',
            }))}
          />
        </>
      )}
    </ChartFrame>
  );
};
