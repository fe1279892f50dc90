/** Runs as a table: what the scatter shows, for those who read numbers better, and the worst cases alone. */
import type { ReactNode } from 'react';
import { TierMark } from '../ui/trust-mark.tsx';
import { errorText, loadWords, metricText, type Compared, type MetricWords } from './metrics.ts';
import './runs-table.css';

interface RunsTableProps {
  readonly runs: readonly Compared[];
  readonly metric: MetricWords;
  readonly label: string;
}

export const RunsTable = ({ runs, metric, label }: RunsTableProps) => (
  <TableRegion label={label}>
    <table className="runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col" data-align="end">
            Measured, {metric.unit}
          </th>
          <th scope="col" data-align="end">
            Predicted, {metric.unit}
          </th>
          <th scope="col" data-align="end">
            Error
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.point.id}>
            <th scope="row">
              <RunName run={run} />
            </th>
            <td data-align="end">{metricText(run.measured, { ...metric, unit: '' })}</td>
            <td data-align="end">
              {metricText(run.predicted, { ...metric, unit: '' })} <TierMark tier={run.tier} />
            </td>
            <td data-align="end">
              <b>{errorText(run.error)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </TableRegion>
);

/** What runs where, under which load, and where it was published. */
export const RunName = ({ run: { point } }: { readonly run: Pick<Compared, 'point'> }) => (
  <>
    <span className="runs__name">
      {point.modelName} <span>on {point.acceleratorName}</span>
    </span>
    <span className="runs__how">
      {point.engineName}, {point.how}; {loadWords(point)}
    </span>
    <cite className="runs__source">{point.citation}</cite>
  </>
);

/** A table that scrolls by itself, also by keyboard. */
export const TableRegion = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="table-region scrolls" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
