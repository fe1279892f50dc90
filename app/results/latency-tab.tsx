/** Latency against SLA: the load curve of one pool with its knee, and percentiles of every workload against their targets. */
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { LoadCurveChart } from './load-curve-chart.tsx';
import { hourLabel, share } from './numbers.ts';
import { PercentilesChart, seriesOf, type Measure } from './percentiles-chart.tsx';
import { nearestTarget, overloadedHours, ttftLimitOfPool } from './pool-facts.ts';
import './latency-tab.css';

/** "12:00 to 18:00" for one run of hours, else the number of hours. */
const hoursWords = (hours: readonly number[]): string => {
  const [first, last] = [hours[0] ?? 0, hours.at(-1) ?? 0];
  if (hours.length === 24) return 'all day';
  return last - first + 1 === hours.length
    ? `from ${hourLabel(first)} to ${hourLabel(last + 1)} UTC`
    : `in ${hours.length} hours of the day`;
};

const NoCurve = ({ pool, chooser }: { readonly pool: DeploymentAnswer; readonly chooser: React.ReactNode }) => {
  if (pool.verdict === 'withheld') {
    return (
      <ChartState mark={<TierMark tier="withheld" />} title={`No answer for ${pool.name}`} actions={chooser}>
        The issues of this pool say why, and what would lift it.
      </ChartState>
    );
  }
  return (
    <ChartState
      title={pool.groups.length === 0 ? `No rack serves ${pool.name}` : `${pool.name} serves no interactive work`}
      actions={chooser}
    />
  );
};

const Overloaded = ({ pool }: { readonly pool: DeploymentAnswer }) => {
  const select = useSessionStore((state) => state.select);
  const factor = pool.headroom === null ? null : 1 / (1 + pool.headroom);
  return (
    <div className="dock-note dock-note--broken" role="alert">
      <Light state="missed" />
      <b>
        {pool.name} is overloaded {hoursWords(overloadedHours(pool))}.
      </b>{' '}
      {factor !== null && Number.isFinite(factor) && `The peak load is ${share(factor)} of its SLA capacity.`}
      <Button kind="link" onClick={() => select({ kind: 'deployment', deploymentId: pool.deploymentId })}>
        Show the pool
      </Button>
    </div>
  );
};

const Percentiles = ({ evaluation, measure }: { readonly evaluation: Evaluation; readonly measure: Measure }) =>
  seriesOf(evaluation.workloads, measure).length > 0 ? (
    <PercentilesChart workloads={evaluation.workloads} measure={measure} />
  ) : (
    <ChartState title={`No ${measure.toUpperCase()} to show`}>
      Overloaded, withheld and offline work has no latency.
    </ChartState>
  );

const LatencyTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  if (!evaluation) return null;
  const pool = poolInView(evaluation, selection);
  if (!pool) return <ChartState title="No pool yet">Add a workload to see its latency.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  return (
    <div className="latency">
      {pool.verdict === 'overloaded' && <Overloaded pool={pool} />}
      <div className="dock-charts dock-charts--latency">
        {pool.loadCurve.length > 1 ? (
          <LoadCurveChart
            pool={pool}
            limit={ttftLimitOfPool(pool, evaluation.workloads)}
            nearest={nearestTarget(pool, evaluation.workloads)}
            {...(evaluation.deployments.length > 1 ? { chooser } : {})}
          />
        ) : (
          <NoCurve pool={pool} chooser={chooser} />
        )}
        <Percentiles evaluation={evaluation} measure="ttft" />
        <Percentiles evaluation={evaluation} measure="tpot" />
      </div>
    </div>
  );
};

export default LatencyTab;
