/** Memory and KV of the pool in view: what fills an accelerator of each rack group, and how many sequences that holds. */
import { useMemo } from 'react';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { groupName } from '../ui/group-name.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { keepersOf } from './tiers.ts';
import { TierLadder } from './tier-ladder.tsx';
import { MemoryMap } from './memory-map.tsx';
import { SequencesChart } from './sequences-chart.tsx';
import '../ui/charts/chart-legend.css';
import './memory.css';

const MemoryTab = () => {
  const evaluation = useEvaluation();
  const scenario = useScenario();
  const selection = useSessionStore((state) => state.selection);
  const pool = evaluation && poolInView(evaluation, selection);
  const groups = useMemo(
    () => (pool?.groups ?? []).map((group) => ({ group, name: groupName(scenario, group, pool?.groups ?? []) })),
    [pool, scenario],
  );
  if (!evaluation || !pool) return <ChartState title="No pool yet">Add a workload to see its memory.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  if (groups.length === 0) {
    return pool.verdict === 'withheld' ? (
      <ChartState mark={<TierMark tier="withheld" />} title={`No answer for ${pool.name}`} actions={chooser}>
        The issues of this pool say why, and what would lift it.
      </ChartState>
    ) : (
      <ChartState title={`No rack serves ${pool.name}`} actions={chooser} />
    );
  }
  const keepers = keepersOf(pool.groups);
  const [keeper] = keepers;
  return (
    <div className="dock-charts memory">
      <div className="memory__own">
        <MemoryMap groups={groups} control={chooser} />
        <SequencesChart groups={groups} />
      </div>
      {keeper ? (
        <TierLadder name={groupName(scenario, keeper, pool.groups)} group={keeper} scenario={scenario} />
      ) : (
        <ChartState title="No prompt is found again">
          Prefix caching is off, or no workload of this pool repeats its prompts.
        </ChartState>
      )}
    </div>
  );
};

export default MemoryTab;
