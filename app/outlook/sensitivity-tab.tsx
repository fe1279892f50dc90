/** What chance does to the plan: every total with its spread, targets that hold, hours with their bands, and which figures move a total most. */
import { useState } from 'react';
import type { Kpi } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { useUncertainty, useUncertaintyStore } from '../state/uncertainty-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { ViewChooser } from '../ui/charts/view-chooser.tsx';
import { HourBands } from './hour-bands.tsx';
import { RunProgress } from './run-progress.tsx';
import { SpreadTable } from './spread-table.tsx';
import { TargetsTable } from './targets-table.tsx';
import { Tornado } from './tornado.tsx';
import './years-tab.css';

const VIEWS = [
  { id: 'totals', name: 'Totals' },
  { id: 'targets', name: 'Targets' },
  { id: 'hours', name: 'Hours' },
] as const;

type View = (typeof VIEWS)[number]['id'];

const SensitivityTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  useUncertainty(evaluation);
  const run = useUncertaintyStore();
  const [kpi, setKpi] = useState<Kpi>('costPerMonth');
  const [view, setView] = useState<View>('totals');
  if (!evaluation) return null;
  if (evaluation.racks.length === 0)
    return <ChartState title="No rack yet">Place a rack to see how far its figures may be off.</ChartState>;
  const { answer } = run;
  const control = <ViewChooser label="Spread shown" views={VIEWS} view={view} onChoose={setView} />;
  return (
    <div className="years">
      <div className="years__runs">
        <RunProgress run={run} />
      </div>
      {answer ? (
        <div className={`dock-charts ${view === 'targets' ? '' : 'dock-charts--2'}`}>
          {view === 'totals' && (
            <>
              <SpreadTable answer={answer} kpi={kpi} onChoose={setKpi} control={control} />
              <Tornado answer={answer} kpi={kpi} onChoose={setKpi} />
            </>
          )}
          {view === 'targets' && <TargetsTable answer={answer} control={control} />}
          {view === 'hours' && (
            <HourBands
              answer={answer}
              evaluation={evaluation}
              pool={poolInView(evaluation, selection)}
              control={control}
            />
          )}
        </div>
      ) : (
        <ChartState title="Drawing" />
      )}
    </div>
  );
};

export default SensitivityTab;
