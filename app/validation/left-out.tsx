/** Errors on runs the fit had not seen: what a plan may expect of a configuration nobody measured. */
import { percent, text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import type { LeftOutRow, ValidationSummary } from '../state/left-out.ts';
import type { PageMetric } from './metrics.ts';
import { TableRegion } from './runs-table.tsx';

const HOW: Readonly<Record<LeftOutRow['how'], string>> = {
  curve: 'a curve of a known combination',
  combination: 'model × system × engine',
  model: 'a whole model',
  system: 'a whole system',
};

interface LeftOutProps {
  readonly summary: ValidationSummary | null;
  readonly metric: PageMetric;
}

export const LeftOut = ({ summary, metric }: LeftOutProps) => {
  const rows = summary?.leftOut.filter((row) => row.metric === metric) ?? [];
  const share = (value: number): string => text(percent(value / 100));
  return (
    <section className="validation__section" aria-labelledby="validation-left-out">
      <div className="validation__head">
        <h3 id="validation-left-out">Runs the fit had not seen</h3>
        <span>left out whole, then predicted</span>
      </div>
      {rows.length === 0 ? (
        <p className="validation__text">
          {metric === 'throughput'
            ? 'Throughput is not left out group by group.'
            : 'This build carries no errors of left-out runs.'}
        </p>
      ) : (
        <TableRegion label="Errors on left-out runs">
          <table className="runs">
            <thead>
              <tr>
                <th scope="col">Left out</th>
                <th scope="col">Of</th>
                <th scope="col" data-align="end">
                  Runs
                </th>
                <th scope="col" data-align="end">
                  Median
                </th>
                <th scope="col" data-align="end">
                  p90
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.how} ${row.slice}`}>
                  <th scope="row">{HOW[row.how]}</th>
                  <td>{row.slice === 'all' ? 'all runs' : row.slice}</td>
                  <td data-align="end">{whole(row.n)}</td>
                  <td data-align="end">
                    <b>{share(row.median)}</b>
                  </td>
                  <td data-align="end">{share(row.p90)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableRegion>
      )}
    </section>
  );
};
