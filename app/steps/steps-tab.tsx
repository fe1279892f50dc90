/** Where the time of a step goes: by operator, for one rack group of the pool in view, and the walls its phases meet. */
import { useState } from 'react';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { requests } from './figures.ts';
import { layoutWords } from '../../src/performance/layout.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { groupName } from '../ui/group-name.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { GroupChooser, groupKey } from './group-chooser.tsx';
import { waterfallOf } from './operators.ts';
import { Phases } from './phases.tsx';
import { Waterfall } from './waterfall.tsx';
import './steps.css';

const TITLES: Readonly<Record<GroupAnswer['role'], string>> = {
  serve: 'One decode step',
  decode: 'One decode step',
  prefill: 'One prefill step',
  attention: 'Attention of one step',
  ffn: 'FFN of one step',
};

/** What stands beside a step: prefill beside decode, FFN beside attention. */
const PARTNERS: Readonly<Record<GroupAnswer['role'], GroupAnswer['role'] | null>> = {
  serve: null,
  decode: 'prefill',
  prefill: 'decode',
  attention: 'ffn',
  ffn: 'attention',
};

const StepsTab = () => {
  const evaluation = useEvaluation();
  const scenario = useScenario();
  const selection = useSessionStore((state) => state.selection);
  const [groupId, setGroupId] = useState<string | null>(null);
  const pool = evaluation && poolInView(evaluation, selection);
  if (!evaluation || !pool) return <ChartState title="No pool yet">Add a workload to see its steps.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  const { groups } = pool;
  const group = groups.find((one) => groupKey(one) === groupId) ?? groups[0];
  if (!group) {
    return pool.verdict === 'withheld' ? (
      <ChartState mark={<TierMark tier="withheld" />} title={`No answer for ${pool.name}`} actions={chooser}>
        The issues of this pool say why, and what would lift it.
      </ChartState>
    ) : (
      <ChartState title={`No rack serves ${pool.name}`} actions={chooser} />
    );
  }
  const partner = groups.find(({ role }) => role === PARTNERS[group.role]);
  const shown = partner ? [group, partner] : [group];
  return (
    <div className={`dock-charts steps ${partner ? 'steps--3' : ''}`}>
      {shown.map((one, index) => (
        <Waterfall
          key={groupKey(one)}
          title={TITLES[one.role]}
          subtitle={`${groupName(scenario, one, groups)}, ${layoutWords(one.layout)}, ${requests(one.sequencesAtPeak)} in flight on one instance`}
          rows={waterfallOf(one.step)}
          total={one.stepTime}
          tier={pool.tier}
          control={index === 0 && chooser}
        />
      ))}
      <Phases group={group} control={<GroupChooser groups={groups} shown={group} onChoose={setGroupId} />} />
    </div>
  );
};

export default StepsTab;
