/** The frame of a chart that is no series over an axis: title, a sentence for screen readers, the same data as a table, the stale mark. */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ChartTable } from './chart-table.tsx';
import type { Samples } from './samples.ts';
import { useStale } from './use-stale.ts';
import './chart-frame.css';
import './chart-marks.css';
import './figure-frame.css';

interface FigureFrameProps {
  readonly title: string;
  /** Unit, axis and conditions. */
  readonly subtitle: string;
  /** One sentence that says what the figure shows. */
  readonly description: string;
  /** Rows of the table; positions are not used. */
  readonly samples: Samples;
  readonly control?: ReactNode;
  readonly legend?: ReactNode;
  /** The drawing, or a table that is the drawing. */
  readonly children: ReactNode;
}

export const FigureFrame = ({ title, subtitle, description, samples, control, legend, children }: FigureFrameProps) => {
  const [asTable, setAsTable] = useState(false);
  const { stale, label } = useStale();
  const titleId = useId();
  const descriptionId = useId();
  const table = (event: KeyboardEvent) => {
    if (asTable || (event.key !== 't' && event.key !== 'T')) return;
    setAsTable(true);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure className="chart" data-stale={stale} aria-labelledby={titleId} aria-describedby={descriptionId}>
      <figcaption className="chart__head">
        <span className="chart__title" id={titleId}>
          {title}
        </span>
        <span className="chart__subtitle">{subtitle}</span>
        {control}
        <button
          type="button"
          className="chart__switch"
          onClick={() => setAsTable(!asTable)}
          aria-label={`${title}: ${asTable ? 'show as chart' : 'show as table'}`}
        >
          {asTable ? 'Chart' : 'Table'}
        </button>
      </figcaption>
      {!asTable && legend}
      {asTable ? (
        <ChartTable title={title} samples={samples} onChart={() => setAsTable(false)} />
      ) : (
        <div className="figure__body" role="group" aria-labelledby={titleId} onKeyDown={table}>
          {children}
          {label !== null && <div className="chart__stale">{label}</div>}
        </div>
      )}
      <p id={descriptionId} className="visually-hidden">
        {description} T shows the data as a table.
      </p>
    </figure>
  );
};
