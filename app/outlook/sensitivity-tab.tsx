/** What chance does to the plan: every total with its spread, and which figures move one of them most. */
import { useState } from 'react';
import type { Kpi } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useUncertainty, useUncertaintyStore } from '../state/uncertainty-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { RunProgress } from './run-progress.tsx';
import { SpreadTable } from './spread-table.tsx';
import { Tornado } from './tornado.tsx';
import './years-tab.css';

const SensitivityTab = () => {
  const evaluation = useEvaluation();
  useUncertainty(evaluation);
  const run = useUncertaintyStore();
  const [kpi, setKpi] = useState<Kpi>('costPerMonth');
  if (!evaluation) return null;
  if (evaluation.racks.length === 0)
    return <ChartState title="No rack yet">Place a rack to see how far its figures may be off.</ChartState>;
  const { answer } = run;
  return (
    <div className="years">
      <div className="years__runs">
        <RunProgress run={run} />
      </div>
      {answer ? (
        <div className="dock-charts dock-charts--2">
          <SpreadTable answer={answer} kpi={kpi} onChoose={setKpi} />
          <Tornado answer={answer} kpi={kpi} onChoose={setKpi} />
        </div>
      ) : (
        <ChartState title="Drawing" />
      )}
    </div>
  );
};

export default SensitivityTab;
