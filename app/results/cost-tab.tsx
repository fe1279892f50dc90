/** Cost per month by part or line by line, beside the pinned baseline; what a million tokens and a GPU-hour cost. */
import { useMemo, useState } from 'react';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { ViewChooser } from '../ui/charts/view-chooser.tsx';
import { AcceleratorHours } from './accelerator-hours.tsx';
import { CostLines } from './cost-lines.tsx';
import { CostStackChart, type CostPlan } from './cost-stack-chart.tsx';
import { TokenCost } from './token-cost.tsx';

const VIEWS = [
  { id: 'parts', name: 'Parts' },
  { id: 'lines', name: 'Lines' },
] as const;

type View = (typeof VIEWS)[number]['id'];

const CostTab = () => {
  const evaluation = useResultsStore((state) => state.evaluation);
  const baseline = useResultsStore((state) => state.baseline);
  const scenario = useScenario();
  const [view, setView] = useState<View>('parts');
  const name = scenario?.name ?? 'This plan';
  const plans = useMemo(() => {
    const list: CostPlan[] = evaluation ? [{ name, totals: evaluation.totals }] : [];
    // Two bars need two names, also when the baseline is an earlier revision of the same plan.
    if (baseline) list.push({ name: `Baseline, rev ${baseline.revision}`, totals: baseline.evaluation.totals });
    return list;
  }, [evaluation, baseline, name]);
  if (!evaluation) return null;
  const control = <ViewChooser label="Cost shown" views={VIEWS} view={view} onChoose={setView} />;
  const empty = evaluation.totals.accelerators === 0;
  const missing = (
    <StateFigure title={empty ? 'No rack yet' : 'No price for every rack'} control={control}>
      {empty
        ? 'Place a rack to see what the plan costs.'
        : 'Set a price in the inspector of the rack; a plausible figure would be invented.'}
    </StateFigure>
  );
  if (view === 'lines')
    return (
      <div className="dock-charts dock-charts--2">
        {evaluation.totals.costStackPerMonth ? <CostLines plans={plans} control={control} /> : missing}
        {scenario && scenario.rackGroups.length === evaluation.costs.length ? (
          <AcceleratorHours evaluation={evaluation} scenario={scenario} />
        ) : (
          <ChartState title="Working out the racks" />
        )}
      </div>
    );
  const priced = plans.some((plan) => plan.totals.costPartsPerMonth !== null);
  return (
    <div className="dock-charts dock-charts--2">
      {priced ? <CostStackChart plans={plans} control={control} /> : missing}
      <TokenCost workloads={evaluation.workloads} />
    </div>
  );
};

export default CostTab;
