/** The scatter with what its colours mean, or the same runs as a table. */
import { useMemo, useState } from 'react';
import { whole } from '../../src/units/significant.ts';
import { Chip } from '../ui/chip.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { colourGroups, DIMENSIONS, statisticsOf, type ColourGroup, type Dimension } from './groups.ts';
import type { Comparison, MetricWords } from './metrics.ts';
import { RunsTable } from './runs-table.tsx';
import { Scatter } from './scatter.tsx';

/** The kinds of groups that are coloured; the table of slices has the others too. */
const COLOURED: readonly Dimension[] = ['accelerator', 'model', 'engine'];

interface ScatterSectionProps {
  readonly comparison: Comparison;
  readonly metric: MetricWords;
  readonly withQueued: boolean;
  readonly onWithQueued: (withQueued: boolean) => void;
}

const describe = (comparison: Comparison, metric: MetricWords): string => {
  const statistics = statisticsOf(comparison);
  if (!statistics) return 'No run is predicted yet.';
  return `${whole(statistics.n)} runs; half of the predictions of ${metric.name} are within ${whole(statistics.median_ape)} % of the measurement, nine of ten within ${whole(statistics.p90_ape)} %.`;
};

export const ScatterSection = ({ comparison, metric, withQueued, onWithQueued }: ScatterSectionProps) => {
  const [dimension, setDimension] = useState<Dimension>('accelerator');
  const [chosen, setChosen] = useState<string | null>(null);
  const [asTable, setAsTable] = useState(false);
  const { compared } = comparison;
  const groups = useMemo(() => colourGroups(compared, dimension), [compared, dimension]);
  const alone = groups.some(({ name }) => name === chosen) ? chosen : null;
  return (
    <section className="validation__section scatter-section" aria-labelledby="validation-scatter">
      <div className="validation__head">
        <h2 id="validation-scatter">Predicted against measured</h2>
        <span>
          {metric.name}, {metric.unit}, both axes log; above the diagonal: {metric.above}
        </span>
        <button
          type="button"
          className="validation__switch"
          aria-label={`Predicted against measured: ${asTable ? 'show as chart' : 'show as table'}`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Chart' : 'Table'}
        </button>
      </div>
      <div className="scatter-section__tools">
        <span className="validation__chips" role="group" aria-label="Colour by">
          <span>Colour by</span>
          {DIMENSIONS.filter(({ id }) => COLOURED.includes(id)).map(({ id, name }) => (
            <Chip key={id} pressed={id === dimension} onClick={() => setDimension(id)}>
              {name}
            </Chip>
          ))}
        </span>
        {metric.id === 'ttft' && (
          <Chip pressed={withQueued} onClick={() => onWithQueued(!withQueued)}>
            With runs that queued
          </Chip>
        )}
      </div>
      {compared.length === 0 ? (
        <div className="scatter-section__empty">
          <ChartState title="Nothing to draw yet">No predicted run carries a measured {metric.long}.</ChartState>
        </div>
      ) : asTable ? (
        <RunsTable runs={compared} metric={metric} label="Predicted against measured, as a table" />
      ) : (
        <>
          <Scatter
            compared={compared}
            metric={metric}
            dimension={dimension}
            groups={groups}
            alone={alone}
            description={`${describe(comparison, metric)} Arrow keys walk the runs, T shows them as a table.`}
            onTable={() => setAsTable(true)}
          />
          <Legend groups={groups} alone={alone} onAlone={setChosen} />
        </>
      )}
      {metric.id === 'ttft' && !withQueued && comparison.queued > 0 && (
        <p className="validation__text">
          {whole(comparison.queued)} runs are left out: their first tokens mostly waited for a slot or for memory.
        </p>
      )}
    </section>
  );
};

interface LegendProps {
  readonly groups: readonly ColourGroup[];
  readonly alone: string | null;
  readonly onAlone: (name: string | null) => void;
}

/** Pressing a group draws it alone, so that no one needs to tell the colours apart. */
const Legend = ({ groups, alone, onAlone }: LegendProps) => (
  <ul className="scatter-legend" aria-label="Groups of runs">
    {groups.map(({ name, colour, count }) => (
      <li key={name}>
        <button
          type="button"
          aria-pressed={name === alone}
          title={name === alone ? 'Show all groups' : `Show ${name} alone`}
          onClick={() => onAlone(name === alone ? null : name)}
        >
          <span className="scatter-legend__square" style={{ background: colour }} aria-hidden="true" />
          {name} <span className="scatter-legend__count">{whole(count)}</span>
        </button>
      </li>
    ))}
    <li className="scatter-legend__key">
      <span className="scatter-legend__square scatter-legend__square--filled" aria-hidden="true" /> calibrated{' '}
      <span className="scatter-legend__square scatter-legend__square--hollow" aria-hidden="true" /> estimated
    </li>
  </ul>
);
