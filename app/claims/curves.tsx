/** The rows of a claim's table as lines: the two that the headline compares in ink, the others thin. Logarithmic but for shares. */
import { spread } from '../ui/charts/plot.ts';
import { useSize } from '../ui/charts/use-size.ts';
import type { ClaimTable } from '../../src/validation/claims/claim.ts';
import { figureText } from '../../src/validation/claims/figure-text.ts';
import './curves.css';

const MARGIN = { left: 62, right: 196, top: 8, bottom: 22 };
const LABEL_GAP = 14;

interface Axis {
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

/** Whole decades for rates, 0 to 1 for shares. */
const axisOf = ({ rows, unit }: ClaimTable): Axis => {
  if (unit === 'share') return { ticks: [0, 0.25, 0.5, 0.75, 1], place: (value) => value };
  const values = rows.flatMap((row) => row.values).flatMap((value) => (value !== null && value > 0 ? [value] : []));
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)),
    place: (value) => (Math.log10(value) - from) / (to - from),
  };
};

/** Columns that reach over more than this factor stand by their logarithm. */
const WIDE = 20;

/** Share 0..1 of the axis at which each column stands. */
const placesOf = (columns: readonly string[]): readonly number[] => {
  const numbers = columns.map((column) => Number(column.replaceAll(',', '')));
  const [first, last] = [numbers[0] ?? 0, numbers.at(-1) ?? 1];
  const scaled = (value: number): number => (last / first > WIDE ? Math.log(value) : value);
  return numbers.map((value) => (scaled(value) - scaled(first)) / (scaled(last) - scaled(first)));
};

export const Curves = ({ table }: { readonly table: ClaimTable }) => {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  return (
    <div ref={ref} className="curves" role="img" aria-label={`${table.title} over ${table.axis}`}>
      {width > 0 && height > 0 && <Drawing table={table} width={width} height={height} />}
    </div>
  );
};

interface DrawingProps {
  readonly table: ClaimTable;
  readonly width: number;
  readonly height: number;
}

const Drawing = ({ table, width, height }: DrawingProps) => {
  const axis = axisOf(table);
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const places = placesOf(table.columns);
  const x = (index: number): number => MARGIN.left + (right - MARGIN.left) * (places[index] ?? 0);
  const y = (value: number): number => bottom - (bottom - MARGIN.top) * axis.place(value);
  const lines = table.rows.map((row) => ({
    ...row,
    points: row.values.flatMap((value, index) =>
      value === null || value <= 0 ? [] : [{ x: x(index), y: y(value), key: table.columns[index] ?? '' }],
    ),
  }));
  const drawn = lines.filter(({ points }) => points.length > 0);
  const labels = spread(
    drawn.map(({ points }) => points.at(-1)?.y ?? 0),
    LABEL_GAP,
    MARGIN.top + 4,
    bottom,
  );
  return (
    <svg width={width} height={height} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line className="curves__grid" x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className="curves__tick" x={MARGIN.left - 6} y={y(tick) + 4} textAnchor="end">
            {figureText(tick, table.unit)}
          </text>
        </g>
      ))}
      {table.columns.map((column, index) => (
        <text key={column} className="curves__tick" x={x(index)} y={bottom + 15} textAnchor="middle">
          {column}
        </text>
      ))}
      {drawn.map(({ name, leads, points }, index) => {
        const end = points.at(-1);
        const label = labels[index] ?? 0;
        return (
          <g key={name} data-leads={leads ?? 'none'} className="curves__row">
            <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
            {points.map((point) => (
              <circle key={point.key} cx={point.x} cy={point.y} r={leads ? 2.5 : 1.8} />
            ))}
            {end && <path className="curves__leader" d={`M${end.x + 4} ${end.y}L${right + 6} ${label}`} />}
            <text x={right + 10} y={label + 4}>
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
};
