/** Demand and capacity over a weekday: tokens by class, load of each pool, and offline work filling the valleys. */
import { useMemo } from 'react';
import { useEvaluation } from '../state/results-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { DemandChart } from './demand-chart.tsx';
import { OfflineChart } from './offline-chart.tsx';
import { PoolLoads } from './pool-loads.tsx';

const DemandTab = () => {
  const evaluation = useEvaluation();
  const offline = useMemo(
    () => evaluation?.workloads.find((workload) => workload.offline !== null) ?? null,
    [evaluation],
  );
  if (!evaluation) return null;
  return (
    <div className={`dock-charts ${offline ? 'dock-charts--demand-3' : 'dock-charts--demand'}`}>
      {evaluation.totals.peakOutputTokensPerSecond > 0 ? (
        <DemandChart totals={evaluation.totals} />
      ) : (
        <ChartState title="No tokens yet">
          {evaluation.racks.length === 0
            ? 'Place a rack to serve the workloads of this plan.'
            : 'No pool has an answer; the issues say why.'}
        </ChartState>
      )}
      <PoolLoads evaluation={evaluation} />
      {offline?.offline && <OfflineChart workload={offline} offline={offline.offline} />}
    </div>
  );
};

export default DemandTab;
