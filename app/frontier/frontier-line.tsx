/** Axes and the front itself: ink with nodes; a node that misses a limit is a cross. */
import { memo } from 'react';
import { ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { Line as FrontLine, FrontierScale } from './frontier-scale.ts';
import { tickText, type Upward } from './upward.ts';
import { axisNumber } from './numbers.ts';

const TICK = { fill: 'var(--ink-3)', fontSize: 11 } as const;
const AXIS_LINE = { stroke: 'var(--line-strong)' } as const;

interface FrontierLineProps {
  readonly width: number;
  readonly height: number;
  readonly scale: FrontierScale;
  readonly front: FrontLine;
  /** By node of the front: it misses a limit. */
  readonly broken: readonly boolean[];
  readonly upward: Upward;
  /** Radius of a node. */
  readonly node: number;
}

interface NodeProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
}

export const FrontierLine = memo(({ width, height, scale, front, broken, upward, node }: FrontierLineProps) => {
  const { box } = scale;
  const data = front.x.map((x, index) => ({ x, y: front.y[index] }));
  const dot = ({ cx = 0, cy = 0, index = 0 }: NodeProps) =>
    broken[index] === true ? (
      <path
        key={index}
        className="front__broken"
        d={`M${cx - node} ${cy - node}l${2 * node} ${2 * node}m0 ${-2 * node}l${-2 * node} ${2 * node}`}
      />
    ) : (
      <circle key={index} className="front__node" cx={cx} cy={cy} r={node} />
    );
  return (
    <ComposedChart
      width={width}
      height={height}
      data={data}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <XAxis
        type="number"
        dataKey="x"
        height={height - box.top - box.height}
        domain={[0, scale.xMax]}
        ticks={[...scale.xTicks]}
        tick={TICK}
        tickFormatter={axisNumber}
        tickLine={AXIS_LINE}
        tickSize={4}
        axisLine={AXIS_LINE}
        interval={0}
        allowDataOverflow
      />
      <YAxis
        type="number"
        scale="log"
        width={box.left}
        domain={[scale.yMin, scale.yMax]}
        ticks={[...scale.yTicks]}
        tick={TICK}
        tickFormatter={(value: number) => tickText(upward, value)}
        tickLine={false}
        axisLine={false}
        interval={0}
        allowDataOverflow
      />
      <Line
        type="linear"
        dataKey="y"
        stroke="var(--ink)"
        strokeWidth={2}
        dot={dot}
        activeDot={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
});
