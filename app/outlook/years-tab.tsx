/** The estate over time: how long it lasts, what to order when, and what is left when something fails. */
import { useFailures, useFailuresStore } from '../state/failures-store.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useYears, useYearsStore } from '../state/years-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { FailuresTable } from './failures-table.tsx';
import { LoadChart } from './load-chart.tsx';
import { OrdersTable } from './orders-table.tsx';
import { RunProgress } from './run-progress.tsx';
import './years-tab.css';

const YearsTab = () => {
  const evaluation = useEvaluation();
  useYears(evaluation);
  useFailures(evaluation);
  const years = useYearsStore();
  const failures = useFailuresStore();
  if (!evaluation) return null;
  if (evaluation.deployments.every(({ groups }) => groups.length === 0))
    return (
      <ChartState title="No pool with an answer">
        Place a rack that serves a workload to see how long the plan lasts and what a failure leaves of it.
      </ChartState>
    );
  return (
    <div className="years">
      <div className="years__runs">
        <RunProgress run={years.status === 'running' ? years : failures} />
      </div>
      <div className="dock-charts dock-charts--3">
        {years.answer ? <LoadChart answer={years.answer} /> : <ChartState title="Working out the years" />}
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
    </div>
  );
};

export default YearsTab;
