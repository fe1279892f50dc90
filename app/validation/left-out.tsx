/** Errors on runs the fit had not seen: what a plan may expect of a configuration nobody measured, and what no model can beat. */
import { percent, text } from '../../src/units/format.ts';
import { significant, whole } from '../../src/units/significant.ts';
import type { LeftOutRow, ValidationSummary } from '../state/left-out.ts';
import type { PageMetric } from './metrics.ts';
import { TableRegion } from './runs-table.tsx';

const COLUMNS: readonly { readonly how: LeftOutRow['how']; readonly head: string; readonly long: string }[] = [
  { how: 'curve', head: 'Curve', long: 'a curve of a known model, system and engine left out' },
  { how: 'combination', head: 'Combination', long: 'every run of a model, system and engine left out' },
  { how: 'model', head: 'Model', long: 'every run of a model left out' },
  { how: 'system', head: 'System', long: 'every run of a system left out' },
];

/** First tokens are judged without the runs that queued, so most of their slices say so; once is enough. */
const NOT_QUEUED = ', not queued';

const sliceName = (slice: string): string => {
  const name = slice.replace(NOT_QUEUED, '');
  return name === 'all' ? 'all runs' : name;
};

interface LeftOutProps {
  readonly summary: ValidationSummary | null;
  readonly metric: PageMetric;
}

export const LeftOut = ({ summary, metric }: LeftOutProps) => {
  const rows = summary?.leftOut.filter((row) => row.metric === metric) ?? [];
  const noise = metric === 'throughput' ? undefined : summary?.noise[metric];
  const share = (value: number): string => text(percent(value / 100));
  return (
    <section className="validation__section" aria-labelledby="validation-left-out">
      <div className="validation__head">
        <h2 id="validation-left-out">Runs the fit had not seen</h2>
        <span>left out whole; median and 9 of 10 within, %</span>
      </div>
      {rows.length === 0 ? (
        <p className="validation__text">This build carries no errors of left-out runs for this figure.</p>
      ) : (
        <TableRegion label="Errors on left-out runs">
          <LeftOutTable rows={rows} />
        </TableRegion>
      )}
      {rows.some(({ slice }) => slice.startsWith('core')) && (
        <p className="validation__text">
          Core: runs of measurement campaigns, without cookbooks and blogs and without runs that contradict themselves.
        </p>
      )}
      {noise && (
        <p className="validation__text">
          Repeats of one run differ by {share(noise.sameImage)} with the same software and by {share(noise.otherImage)}{' '}
          with another, at the median: no model can beat that.
        </p>
      )}
    </section>
  );
};

const LeftOutTable = ({ rows }: { readonly rows: readonly LeftOutRow[] }) => {
  const slices = [...new Set(rows.map(({ slice }) => slice))];
  const columns = COLUMNS.filter(({ how }) => rows.some((row) => row.how === how));
  const find = (slice: string, how: LeftOutRow['how']): LeftOutRow | undefined =>
    rows.find((row) => row.slice === slice && row.how === how);
  return (
    <table className="runs runs--close">
      <thead>
        <tr>
          <th scope="col">Runs of</th>
          <th scope="col" data-align="end">
            Runs
          </th>
          {columns.map(({ how, head, long }) => (
            <th key={how} scope="col" data-align="end" title={long}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {slices.map((slice) => (
          <tr key={slice}>
            <th scope="row">{sliceName(slice)}</th>
            <td data-align="end">{whole(Math.max(...columns.map(({ how }) => find(slice, how)?.n ?? 0)))}</td>
            {columns.map(({ how, long }) => {
              const row = find(slice, how);
              return (
                <td key={how} data-align="end" title={long}>
                  {row ? (
                    <>
                      <b>{significant(row.median, 2)}</b> · {significant(row.p90, 2)}
                    </>
                  ) : (
                    'none'
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
