/** Cost per month by part, beside the pinned baseline, and what a million tokens cost in each workload. */
import { useMemo } from 'react';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { CostStackChart, type CostPlan } from './cost-stack-chart.tsx';
import { TokenCost } from './token-cost.tsx';

const CostTab = () => {
  const evaluation = useResultsStore((state) => state.evaluation);
  const baseline = useResultsStore((state) => state.baseline);
  const name = useScenario()?.name ?? 'This plan';
  const plans = useMemo(() => {
    const list: CostPlan[] = evaluation ? [{ name, totals: evaluation.totals }] : [];
    // Two bars need two names, also when the baseline is an earlier revision of the same plan.
    if (baseline) list.push({ name: `Baseline, rev ${baseline.revision}`, totals: baseline.evaluation.totals });
    return list;
  }, [evaluation, baseline, name]);
  if (!evaluation) return null;
  const priced = plans.some((plan) => plan.totals.costPartsPerMonth !== null);
  return (
    <div className="dock-charts dock-charts--2">
      {priced ? (
        <CostStackChart plans={plans} />
      ) : (
        <ChartState title={evaluation.totals.accelerators === 0 ? 'No rack yet' : 'No price for every rack'}>
          {evaluation.totals.accelerators === 0
            ? 'Place a rack to see what the plan costs.'
            : 'Set a price in the inspector of the rack; a plausible figure would be invented.'}
        </ChartState>
      )}
      <TokenCost workloads={evaluation.workloads} />
    </div>
  );
};

export default CostTab;
