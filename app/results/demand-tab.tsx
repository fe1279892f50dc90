/** Demand and capacity: tokens and loads of a day, what becomes of each class hour by hour, and the months. */
import { useMemo, useState } from 'react';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { ViewChooser } from '../ui/charts/view-chooser.tsx';
import { DemandChart } from './demand-chart.tsx';
import { InstancesChart } from './instances-chart.tsx';
import { MonthLoadChart } from './month-load-chart.tsx';
import { MonthRequests } from './month-requests.tsx';
import { OfflineChart } from './offline-chart.tsx';
import { PoolLoads } from './pool-loads.tsx';
import { VerdictStrips } from './verdict-strips.tsx';

const VIEWS = [
  { id: 'day', name: 'Day' },
  { id: 'hours', name: 'Hours' },
  { id: 'months', name: 'Months' },
] as const;

type View = (typeof VIEWS)[number]['id'];

const DemandTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  const [view, setView] = useState<View>('day');
  const offline = useMemo(
    () => evaluation?.workloads.find((workload) => workload.offline !== null) ?? null,
    [evaluation],
  );
  if (!evaluation) return null;
  const control = <ViewChooser label="Demand shown" views={VIEWS} view={view} onChoose={setView} />;
  const pool = poolInView(evaluation, selection);
  if (view === 'hours')
    return (
      <div className="dock-charts dock-charts--wide">
        <VerdictStrips evaluation={evaluation} control={control} />
        {pool ? (
          <InstancesChart evaluation={evaluation} pool={pool} />
        ) : (
          <ChartState title="No pool">Add a workload and a rack that serves it.</ChartState>
        )}
      </div>
    );
  if (view === 'months')
    return (
      <div className="dock-charts dock-charts--2">
        <MonthLoadChart evaluation={evaluation} control={control} />
        <MonthRequests workloads={evaluation.workloads} />
      </div>
    );
  return (
    <div className={`dock-charts ${offline ? 'dock-charts--demand-3' : 'dock-charts--demand'}`}>
      {evaluation.totals.peakOutputTokensPerSecond > 0 ? (
        <DemandChart evaluation={evaluation} control={control} />
      ) : (
        <StateFigure title="No tokens yet" control={control}>
          {evaluation.racks.length === 0
            ? 'Place a rack to serve the workloads of this plan.'
            : 'No pool has an answer; the issues say why.'}
        </StateFigure>
      )}
      <PoolLoads evaluation={evaluation} />
      {offline?.offline && <OfflineChart workload={offline} offline={offline.offline} />}
    </div>
  );
};

export default DemandTab;
