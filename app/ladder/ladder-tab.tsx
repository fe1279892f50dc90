/** Before and after: what each lever of the pool in view is worth, switched on one after the other. */
import { useMemo } from 'react';
import { poolInView } from '../state/pool-in-view.ts';
import { useLadder, useLadderStore } from '../state/ladder-store.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { LadderTable } from './ladder-table.tsx';
import { rungsOf, scaleOf, wordsOf, type Rung } from './rungs.ts';
import './ladder.css';

const samplesOf = (rungs: readonly Rung[]): Samples => ({
  axis: 'Lever',
  positions: rungs.map((_, index) => index),
  at: (index) => {
    const rung = rungs[index];
    const figures = rung?.row?.figures;
    const words = figures ? wordsOf(figures) : null;
    const absent = rung?.leftOut ? 'left out' : 'not computed yet';
    return {
      label: rung?.name ?? '',
      ...(figures ? { tier: figures.tier } : {}),
      rows: [
        { name: 'Within targets', value: words?.within ?? absent },
        { name: 'Queue grows at', value: words?.saturated ?? absent },
        { name: 'Gain', value: rung?.gain?.words ?? 'none' },
        { name: 'TTFT p95', value: words?.ttft ?? absent },
        { name: 'TPOT p95', value: words?.tpot ?? absent },
        { name: 'Cost per Mtok out', value: words?.cost ?? absent },
        { name: 'Energy per token', value: words?.energy ?? absent },
        { name: 'Verdict', value: figures?.verdict ?? absent },
        { name: 'Refused', value: rung?.row?.refused ?? 'no' },
      ],
    };
  },
});

/** The whole climb in a sentence. */
const climbOf = (rungs: readonly Rung[]): string => {
  const answered = rungs.flatMap(({ row }) => row?.figures ?? []);
  const [first, last] = [answered[0], answered.at(-1)];
  if (!first || !last || first === last) return 'No lever is answered yet.';
  const [from, to] = [wordsOf(first), wordsOf(last)];
  return `From ${from.within === 'none' ? `${from.saturated}, none of it within the targets` : from.within} to ${to.within} within the targets; the plan's demand goes from ${first.verdict} to ${last.verdict}.`;
};

const LadderTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  const pool = evaluation && poolInView(evaluation, selection);
  useLadder(evaluation, pool?.deploymentId ?? null);
  const { status, rows, fresh, total, failure, leftOut, toggle, cancel, deploymentId } = useLadderStore();
  const rungs = useMemo(() => rungsOf(rows, leftOut, fresh), [rows, leftOut, fresh]);
  const scale = useMemo(() => scaleOf(rungs), [rungs]);
  if (!evaluation || !pool)
    return <ChartState title="No pool yet">Add a workload to see what levers are worth.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  const start = rows.get('start');
  if (start && start.figures === null && start.refused !== null && rows.size === 1 && status === 'done') {
    return (
      <ChartState title={`No ladder for ${pool.name}`} actions={chooser}>
        {start.refused}
      </ChartState>
    );
  }
  const shown = deploymentId === pool.deploymentId ? rungs : rungsOf(new Map(), leftOut, 0);
  return (
    <FigureFrame
      title="What is each lever worth?"
      subtitle="tok/s on a log scale, solid within the targets, hollow to where the queue grows; each row keeps the levers above it; cost and energy with a day that fills the targets"
      description={climbOf(rungs)}
      samples={samplesOf(shown)}
      control={
        <>
          {chooser}
          <Progress status={status} fresh={fresh} total={total} failure={failure} onCancel={cancel} />
        </>
      }
    >
      <LadderTable rungs={shown} scale={scale} onToggle={toggle} />
    </FigureFrame>
  );
};

interface ProgressProps {
  readonly status: ReturnType<typeof useLadderStore.getState>['status'];
  readonly fresh: number;
  readonly total: number | null;
  readonly failure: string | null;
  readonly onCancel: () => void;
}

const Progress = ({ status, fresh, total, failure, onCancel }: ProgressProps) => {
  if (status === 'failed')
    return (
      <span className="ladder__state" role="alert">
        {failure}
      </span>
    );
  if (status === 'cancelled')
    return <span className="ladder__state">stopped; a change of the plan starts it again</span>;
  if (status !== 'running') return null;
  return (
    <span className="ladder__state">
      {total === null ? 'starting' : `${fresh} of ${total}`}
      <Button small kind="link" onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
};

export default LadderTab;
