/** Errors by system, model, engine and what else tells runs apart. */
import { useMemo, useState } from 'react';
import { percent, text } from '../../src/units/format.ts';
import { signedPercent } from '../../src/units/format-change.ts';
import { whole } from '../../src/units/significant.ts';
import { Chip } from '../ui/chip.tsx';
import { DIMENSIONS, sliceLines, type Dimension } from './groups.ts';
import type { Comparison, MetricWords } from './metrics.ts';
import { TableRegion } from './runs-table.tsx';

export const Slices = ({ comparison, metric }: { readonly comparison: Comparison; readonly metric: MetricWords }) => {
  const [dimension, setDimension] = useState<Dimension>('accelerator');
  const lines = useMemo(() => sliceLines(comparison, dimension), [comparison, dimension]);
  const name = DIMENSIONS.find(({ id }) => id === dimension)?.name ?? '';
  const share = (value: number): string => text(percent(value / 100));
  return (
    <section className="validation__section" aria-labelledby="validation-slices">
      <div className="validation__head">
        <h2 id="validation-slices">By slice</h2>
        <span>{metric.name}, error of these runs</span>
        <span className="validation__chips" role="group" aria-label="Slice by">
          {DIMENSIONS.map(({ id, name: label }) => (
            <Chip key={id} pressed={id === dimension} onClick={() => setDimension(id)}>
              {label}
            </Chip>
          ))}
        </span>
      </div>
      <TableRegion label={`Errors by ${name.toLowerCase()}`}>
        <table className="runs">
          <thead>
            <tr>
              <th scope="col">{name}</th>
              {['Runs', 'Refused', 'Median', 'p90', 'Within 30 %', 'Bias'].map((head) => (
                <th key={head} scope="col" data-align="end">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name: value, statistics, refused }) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td data-align="end">{whole(statistics.n)}</td>
                <td data-align="end">{whole(refused)}</td>
                <td data-align="end">
                  <b>{share(statistics.median_ape)}</b>
                </td>
                <td data-align="end">{share(statistics.p90_ape)}</td>
                <td data-align="end">{share(statistics.within_30)}</td>
                <td data-align="end">
                  {statistics.bias === null ? 'none' : text(signedPercent(statistics.bias / 100))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </section>
  );
};
