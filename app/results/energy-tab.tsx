/** Power, carbon and the grid behind them, by hour and by site. */
import { useEvaluation } from '../state/results-store.ts';
import { CarbonChart } from './carbon-chart.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { GridChart } from './grid-chart.tsx';
import { PowerChart } from './power-chart.tsx';

const EnergyTab = () => {
  const evaluation = useEvaluation();
  if (!evaluation) return null;
  const used = evaluation.sites.filter((site) => site.positionsUsed > 0);
  if (used.length === 0)
    return <ChartState title="No rack yet">Place a rack to see what the plan draws and emits.</ChartState>;
  return (
    <div className="dock-charts dock-charts--3">
      <PowerChart sites={used} />
      <CarbonChart sites={used} />
      <GridChart sites={used} />
    </div>
  );
};

export default EnergyTab;
