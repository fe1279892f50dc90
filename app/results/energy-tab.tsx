/** Power, carbon and what a kilowatt-hour is by hour; months; sites against their limits; what moving offline work saves. */
import { useState } from 'react';
import { useEvaluation } from '../state/results-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { ViewChooser } from '../ui/charts/view-chooser.tsx';
import { CarbonChart } from './carbon-chart.tsx';
import { GridChart } from './grid-chart.tsx';
import { MeanMonth } from './mean-month.tsx';
import { MonthEnergyChart } from './month-energy-chart.tsx';
import { PowerChart } from './power-chart.tsx';
import { ShiftTable } from './shift-table.tsx';
import { SiteLimits } from './site-limits.tsx';

const VIEWS = [
  { id: 'day', name: 'Day' },
  { id: 'months', name: 'Months' },
  { id: 'sites', name: 'Sites' },
  { id: 'shift', name: 'Shift' },
] as const;

type View = (typeof VIEWS)[number]['id'];

const EnergyTab = () => {
  const evaluation = useEvaluation();
  const [view, setView] = useState<View>('day');
  if (!evaluation) return null;
  const used = evaluation.sites.filter((site) => site.positionsUsed > 0);
  if (used.length === 0)
    return <ChartState title="No rack yet">Place a rack to see what the plan draws and emits.</ChartState>;
  const control = <ViewChooser label="Energy shown" views={VIEWS} view={view} onChoose={setView} />;
  switch (view) {
    case 'months':
      return (
        <div className="dock-charts dock-charts--months">
          <MonthEnergyChart sites={used} control={control} />
          <MeanMonth evaluation={evaluation} />
        </div>
      );
    case 'sites':
      return (
        <div className="dock-charts">
          <SiteLimits sites={used} control={control} />
        </div>
      );
    case 'shift':
      return (
        <div className="dock-charts">
          <ShiftTable evaluation={evaluation} control={control} />
        </div>
      );
    default:
      return (
        <div className="dock-charts dock-charts--power">
          <PowerChart sites={used} control={control} />
          <CarbonChart sites={used} />
          <GridChart sites={used} />
        </div>
      );
  }
};

export default EnergyTab;
