/**
 * The frame every chart stands in: title, unit, crosshair by pointer and arrow keys, hover card, the same data as a table,
 * a sentence for screen readers, and the stale mark. The drawing itself is the child.
 */
import { useId, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { ChartTable } from './chart-table.tsx';
import { HoverCard } from './hover-card.tsx';
import { DEFAULT_MARGINS, innerWidth, plotOf, xAt, type Margins, type Plot } from './plot.ts';
import type { Sample, Samples } from './samples.ts';
import { useSize } from './use-size.ts';
import { useStale } from './use-stale.ts';
import './chart-frame.css';
import './chart-marks.css';

interface ChartFrameProps {
  readonly title: string;
  /** Unit, axis and conditions. */
  readonly subtitle: string;
  /** One sentence that says what the chart shows. */
  readonly description: string;
  readonly samples: Samples;
  readonly margins?: Partial<Margins>;
  /** Beside the title: a choice of what is shown. */
  readonly control?: ReactNode;
  /** Below the title: what the colours mean. */
  readonly legend?: ReactNode;
  /** Draws the data; must be memoised by its own props, the crosshair does not pass through it. */
  readonly children: (plot: Plot) => ReactNode;
}

/** The hover card as one sentence. */
const sampleWords = ({ label, rows, tier }: Sample): string =>
  [`${label}:`, rows.map((row) => `${row.name} ${row.value}`).join(', '), tier ?? ''].join(' ').trim();

/** Index of the sample nearest a share of the axis. */
const nearest = (positions: readonly number[], share: number): number =>
  positions.reduce(
    (best, position, index) => (Math.abs(position - share) < Math.abs((positions[best] ?? 0) - share) ? index : best),
    0,
  );

export const ChartFrame = ({
  title,
  subtitle,
  description,
  samples,
  margins,
  control,
  legend,
  children,
}: ChartFrameProps) => {
  const [bodyRef, size] = useSize<HTMLDivElement>();
  const [cursor, setCursor] = useState<number | null>(null);
  const [pinned, setPinned] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const { stale, label } = useStale();
  const titleId = useId();
  const descriptionId = useId();
  const plot = plotOf(size.width, size.height, { ...DEFAULT_MARGINS, ...margins });
  const last = samples.positions.length - 1;
  const at = cursor === null || cursor > last ? null : cursor;

  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (pinned || last < 0) return;
    const left = event.currentTarget.getBoundingClientRect().left;
    const share = (event.clientX - left - plot.left) / innerWidth(plot);
    setCursor(share < -0.04 || share > 1.04 ? null : nearest(samples.positions, share));
  };

  const steer = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Partial<Record<string, number>> = {
      ArrowRight: (at ?? -1) + 1,
      ArrowLeft: (at ?? last + 1) - 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next !== undefined) setCursor(Math.min(last, Math.max(0, next)));
    else if (event.key === 'Enter') setPinned(at !== null && !pinned);
    else if (event.key === 't' || event.key === 'T') setAsTable(true);
    else if (event.key === 'Escape' && at !== null) {
      setCursor(null);
      setPinned(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <figure className="chart" data-stale={stale} aria-labelledby={titleId}>
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
        <div
          ref={bodyRef}
          className="chart__body"
          role="slider"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, last)}
          aria-valuenow={at ?? 0}
          aria-valuetext={at === null ? description : sampleWords(samples.at(at))}
          aria-roledescription="chart"
          aria-labelledby={titleId}
          aria-describedby={descriptionId}
          tabIndex={0}
          onPointerMove={move}
          onPointerLeave={() => !pinned && setCursor(null)}
          onClick={() => setPinned(at !== null && !pinned)}
          onKeyDown={steer}
          onBlur={() => {
            setCursor(null);
            setPinned(false);
          }}
        >
          {size.width > 0 && size.height > 0 && <div className="chart__drawing">{children(plot)}</div>}
          {at !== null && (
            <div
              className="chart__crosshair"
              style={{ left: xAt(plot, samples.positions[at] ?? 0), top: plot.top, bottom: plot.bottom }}
            />
          )}
          {at !== null && (
            <HoverCard
              sample={samples.at(at)}
              x={xAt(plot, samples.positions[at] ?? 0)}
              width={size.width}
              top={plot.top}
            />
          )}
          {label !== null && <div className="chart__stale">{label}</div>}
        </div>
      )}
      <p id={descriptionId} className="visually-hidden">
        {description} Arrow keys move the crosshair, T shows the data as a table.
      </p>
    </figure>
  );
};
