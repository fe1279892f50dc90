/** The data of a chart as a plain table, for those who read numbers better than lines. */
import { useEffect, useRef } from 'react';
import type { Samples } from './samples.ts';
import './chart-table.css';

interface ChartTableProps {
  readonly title: string;
  readonly samples: Samples;
  /** Back to the drawing: the same key leads both ways. */
  readonly onChart: () => void;
}

export const ChartTable = ({ title, samples, onChart }: ChartTableProps) => {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => region.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const element = region.current;
    const back = (event: KeyboardEvent): void => {
      if (event.key === 't' || event.key === 'T') onChart();
    };
    element?.addEventListener('keydown', back);
    return () => element?.removeEventListener('keydown', back);
  }, [onChart]);
  const rows = samples.positions.map((_, index) => samples.at(index));
  const names = rows[0]?.rows.map((row) => row.name) ?? [];
  return (
    <div ref={region} className="chart__table" role="region" tabIndex={0} aria-label={`${title}, as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{samples.axis}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.rows.map((cell) => (
                <td key={cell.name}>{cell.value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
