/** What a curve is drawn on and with: hairlines, axis, the area under the points, the other curve and the line of rest. */
import type { Axis } from '../../ui/charts/axis.ts';
import { yAt, type Plot } from '../../ui/charts/plot.ts';
import { middleAt, steppedPath, widestApart } from './curve-scale.ts';

export interface CurveTick {
  readonly index: number;
  readonly text: string;
}

/** By what the curve is: demand of a class of work, or money for energy. */
export type CurveTone = 'real-time' | 'near-real-time' | 'offline' | 'energy';

export interface OtherCurve {
  readonly name: string;
  readonly values: readonly number[];
}

interface CurveGroundProps {
  readonly plot: Plot;
  readonly values: readonly number[];
  readonly axis: Axis;
  readonly ticks: readonly CurveTick[];
  readonly tone: CurveTone;
  /** Id of the hatch of offline work. */
  readonly hatch: string;
  readonly mark: (value: number) => string;
  readonly other?: OtherCurve;
  readonly rest?: number;
}

export const CurveGround = ({ plot, values, axis, ticks, tone, hatch, mark, other, rest }: CurveGroundProps) => {
  const right = plot.width - plot.right;
  const foot = yAt(plot, 0, axis.max);
  return (
    <>
      {axis.ticks
        .filter((tick) => tick <= axis.max)
        .map((tick) => {
          const y = yAt(plot, tick, axis.max);
          return (
            <g key={tick}>
              <line className="curve__grid" x1={plot.left} x2={right} y1={y} y2={y} />
              <text className="curve__tick" x={plot.left - 5} y={y + 3.5} textAnchor="end">
                {mark(tick)}
              </text>
            </g>
          );
        })}
      <path
        className="curve__area"
        data-tone={tone}
        {...(tone === 'offline' ? { style: { fill: `url(#${hatch})` } } : {})}
        d={steppedPath(plot, values, axis.max, true)}
      />
      {rest !== undefined && (
        <line
          className="curve__rest"
          x1={plot.left}
          x2={right}
          y1={yAt(plot, rest, axis.max)}
          y2={yAt(plot, rest, axis.max)}
        />
      )}
      {other && <Other plot={plot} other={other} values={values} max={axis.max} />}
      <path className="curve__line" data-tone={tone} d={steppedPath(plot, values, axis.max, false)} />
      <line className="curve__axis" x1={plot.left} x2={right} y1={foot} y2={foot} />
      {ticks.map(({ index, text }) => (
        <text
          key={index}
          className="curve__tick"
          x={middleAt(plot, index, values.length)}
          y={plot.height - 4}
          textAnchor="middle"
        >
          {text}
        </text>
      ))}
    </>
  );
};

interface OtherProps {
  readonly plot: Plot;
  readonly other: OtherCurve;
  readonly values: readonly number[];
  readonly max: number;
}

const Other = ({ plot, other, values, max }: OtherProps) => {
  const at = widestApart(other.values, values);
  const value = other.values[at] ?? 0;
  const above = value > (values[at] ?? 0);
  const x = middleAt(plot, at, values.length);
  const y = yAt(plot, value, max);
  const anchor = at < 4 ? 'start' : at > values.length - 5 ? 'end' : 'middle';
  return (
    <>
      <path className="curve__other" d={steppedPath(plot, other.values, max, false)} />
      {value !== values[at] && (
        <text className="curve__tick curve__other-name" x={x} y={y + (above ? -4 : 12)} textAnchor={anchor}>
          {other.name}
        </text>
      )}
    </>
  );
};
