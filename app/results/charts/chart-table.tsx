/** The data of a chart as a plain table, for those who read numbers better than lines. */
import type { Samples } from './samples.ts';

interface ChartTableProps {
  readonly title: string;
  readonly samples: Samples;
}

export const ChartTable = ({ title, samples }: ChartTableProps) => {
  const rows = samples.positions.map((_, index) => samples.at(index));
  const names = rows[0]?.rows.map((row) => row.name) ?? [];
  return (
    <div className="chart__table" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
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
