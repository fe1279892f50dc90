/**
 * Predicted against measured for the published runs the planner carries: scatter, errors, slices, worst cases, errors on runs the fit
 * had not seen, and the runs nearest to the plan on screen.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLeftOut } from '../state/left-out.ts';
import { useValidationStore } from '../state/validation-store.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { comparisonOf, METRICS, type MetricWords, type PageMetric } from './metrics.ts';
import { ErrorSummary } from './error-summary.tsx';
import { LeftOut } from './left-out.tsx';
import { NearestRuns } from './nearest-runs.tsx';
import { RunState } from './run-state.tsx';
import { RunsTable } from './runs-table.tsx';
import { ScatterSection } from './scatter-section.tsx';
import { Slices } from './slices.tsx';
import './validation.css';

const WORST = 10;

const metricOf = (id: PageMetric): MetricWords => {
  const found = METRICS.find((metric) => metric.id === id);
  if (!found) throw new Error(`validation: no metric ${id}`);
  return found;
};

export interface ValidationPageProps {
  /** Where the page was opened from: "the plan" or "the first page". */
  readonly backTo: string;
  readonly onClose: () => void;
}

const ValidationPage = ({ backTo, onClose }: ValidationPageProps) => {
  const points = useValidationStore((state) => state.points);
  const start = useValidationStore((state) => state.start);
  const cancel = useValidationStore((state) => state.cancel);
  const summary = useLeftOut();
  const heading = useRef<HTMLHeadingElement>(null);
  const [metricId, setMetricId] = useState<PageMetric>('tpot');
  const [withQueued, setWithQueued] = useState(false);
  const metric = metricOf(metricId);
  const comparison = useMemo(() => comparisonOf(points, metricId, withQueued), [points, metricId, withQueued]);
  const worst = useMemo(
    () => comparison.compared.toSorted((a, b) => missOf(b.error) - missOf(a.error)).slice(0, WORST),
    [comparison],
  );
  useEffect(() => {
    void start();
    heading.current?.focus({ preventScroll: true });
    return cancel;
  }, [start, cancel]);

  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [onClose]);

  return (
    <div className="validation">
      <div className="validation__bar">
        <h1 ref={heading} tabIndex={-1}>
          Validation
        </h1>
        <span className="validation__lead">published runs, each predicted from its configuration alone</span>
        <span className="validation__chips" role="group" aria-label="Figure compared">
          {METRICS.map(({ id, name }) => (
            <Chip key={id} pressed={id === metricId} onClick={() => setMetricId(id)}>
              {name}
            </Chip>
          ))}
        </span>
        <Button icon="close" onClick={onClose}>
          Back to {backTo}
        </Button>
      </div>
      <div className="validation__body scrolls">
        <RunState />
        <div className="validation__grid">
          <ScatterSection
            comparison={comparison}
            metric={metric}
            withQueued={withQueued}
            onWithQueued={setWithQueued}
          />
          <div className="validation__side">
            <section className="validation__section" aria-labelledby="validation-errors">
              <div className="validation__head">
                <h2 id="validation-errors">Errors on these runs</h2>
                <span>{metric.long}</span>
              </div>
              <ErrorSummary comparison={comparison} metric={metric} />
              <p className="validation__text">
                The fit has seen these runs, so these errors flatter it. What a plan may expect stands below.
              </p>
            </section>
            <LeftOut summary={summary} metric={metricId} />
          </div>
        </div>
        <NearestRuns points={points} />
        <div className="validation__halves">
          <Slices comparison={comparison} metric={metric} />
          <section className="validation__section" aria-labelledby="validation-worst">
            <div className="validation__head">
              <h2 id="validation-worst">Worst cases</h2>
              <span>{metric.name}, largest factor first</span>
            </div>
            {worst.length === 0 ? (
              <p className="validation__text">No run with this figure is predicted yet.</p>
            ) : (
              <RunsTable runs={worst} metric={metric} label="Worst cases, table" />
            )}
          </section>
        </div>
        <p className="validation__foot">
          Runs keep the licence of their source and are named where they were published. MLPerf is a trademark of
          MLCommons; round, division and entry are named with each result, and errors here are ours, not
          MLCommons&apos;.
        </p>
      </div>
    </div>
  );
};

/** Half and double miss by as much. */
const missOf = (error: number): number => Math.abs(Math.log(1 + error));

export default ValidationPage;
