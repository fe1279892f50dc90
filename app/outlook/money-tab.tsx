/** Money over the horizon and over the volume: cash by year, and having the racks against renting them and buying tokens. */
import { useCrossover, useCrossoverStore } from '../state/crossover-store.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { useYears, useYearsStore } from '../state/years-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { CrossoverChart } from './crossover-chart.tsx';
import { CrossoverTable } from './crossover-table.tsx';
import { refusalWords } from './crossover-words.ts';
import { LifetimeChart } from './lifetime-chart.tsx';
import { RunProgress } from './run-progress.tsx';
import './years-tab.css';

const MoneyTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  useYears(evaluation);
  useCrossover(evaluation);
  const years = useYearsStore();
  const crossover = useCrossoverStore();
  if (!evaluation) return null;
  if (evaluation.racks.length === 0)
    return <ChartState title="No rack yet">Place a rack to see what the plan costs over its years.</ChartState>;
  const chosen = poolInView(evaluation, selection);
  const pool = crossover.answer?.deployments.find(({ deploymentId }) => deploymentId === chosen?.deploymentId);
  return (
    <div className="years">
      <div className="years__runs">
        <RunProgress run={years.status === 'running' ? years : crossover} />
      </div>
      <div className="dock-charts money__figures">
        {years.answer?.lifetime ? (
          <LifetimeChart lifetime={years.answer.lifetime} />
        ) : (
          <ChartState title={years.status === 'done' ? 'No price for every rack' : 'Working out the years'}>
            {years.status === 'done' && 'Set the missing price in the inspector of the rack.'}
          </ChartState>
        )}
        {pool && chosen && pool.lines.length > 0 && pool.tokensPerMonth.length > 1 ? (
          <>
            <CrossoverChart pool={pool} control={<PoolChooser evaluation={evaluation} pool={chosen} />} />
            <CrossoverTable pool={pool} />
          </>
        ) : (
          <ChartState
            title={crossover.status === 'done' ? 'Nothing to compare with' : 'Working out the ways to buy'}
            actions={chosen ? <PoolChooser evaluation={evaluation} pool={chosen} /> : null}
          >
            {pool?.refusals.map(refusalWords).join('; ')}
          </ChartState>
        )}
      </div>
    </div>
  );
};

export default MoneyTab;
