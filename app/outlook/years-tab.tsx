/** The estate over time: how long it lasts, what to order when, what is left when something fails; going live, and standing by. */
import { useState } from 'react';
import { useFailures, useFailuresStore } from '../state/failures-store.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useYears, useYearsStore } from '../state/years-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { ViewChooser } from '../ui/charts/view-chooser.tsx';
import { FailuresTable } from './failures-table.tsx';
import { GoLiveTable } from './go-live-table.tsx';
import { LoadChart } from './load-chart.tsx';
import { OrdersTable } from './orders-table.tsx';
import { RunProgress } from './run-progress.tsx';
import { StandbyTable } from './standby-table.tsx';
import './years-tab.css';

const VIEWS = [
  { id: 'years', name: 'Years' },
  { id: 'go-live', name: 'Go-live' },
] as const;

type View = (typeof VIEWS)[number]['id'];

const YearsTab = () => {
  const evaluation = useEvaluation();
  useYears(evaluation);
  useFailures(evaluation);
  const years = useYearsStore();
  const failures = useFailuresStore();
  const [view, setView] = useState<View>('years');
  if (!evaluation) return null;
  if (evaluation.deployments.every(({ groups }) => groups.length === 0))
    return (
      <ChartState title="No pool with an answer">
        Place a rack that serves a workload to see how long the plan lasts and what a failure leaves of it.
      </ChartState>
    );
  const control = <ViewChooser label="Years shown" views={VIEWS} view={view} onChoose={setView} />;
  return (
    <div className="years">
      <div className="years__runs">
        <RunProgress run={years.status === 'running' ? years : failures} />
      </div>
      {view === 'go-live' ? (
        <div className="dock-charts dock-charts--2">
          {years.answer ? (
            <GoLiveTable answer={years.answer} control={control} />
          ) : (
            <StateFigure title="Working out the years" control={control} />
          )}
          {failures.answer ? <StandbyTable answer={failures.answer} /> : <ChartState title="Working out what fails" />}
        </div>
      ) : (
        <div className="dock-charts years__figures">
          {years.answer ? (
            <LoadChart answer={years.answer} control={control} />
          ) : (
            <StateFigure title="Working out the years" control={control} />
          )}
          {years.answer && years.scenario ? (
            <OrdersTable answer={years.answer} scenario={years.scenario} />
          ) : (
            <ChartState title="Working out the orders" />
          )}
          {failures.answer && failures.scenario ? (
            <FailuresTable answer={failures.answer} scenario={failures.scenario} />
          ) : (
            <ChartState title="Working out what fails" />
          )}
        </div>
      )}
    </div>
  );
};

export default YearsTab;
