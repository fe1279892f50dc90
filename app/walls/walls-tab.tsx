/** Which wall each workflow meets: the OI/CF map of the pool in view, with the numbers behind the chosen point. */
import { useId, useMemo, useState } from 'react';
import { layoutWords } from '../../src/performance/layout.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { useStudyStore, useWallMap } from '../state/study-store.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { SeriesSwatch } from '../ui/charts/series-swatch.tsx';
import { wallWord } from '../ui/wall-words.ts';
import { firstSpot, spotsOf, type Spot } from './map-spots.ts';
import { SideList } from './side-list.tsx';
import { SystemChooser } from './system-chooser.tsx';
import { WallMapChart } from './wall-map-chart.tsx';
import { shortSystem } from '../ui/group-name.ts';
import { contextWords, FORMAT_WORDS, intensity, requests, shortModel, size } from './words.ts';
import '../ui/charts/chart-legend.css';
import './walls.css';

const samplesOf = (spots: readonly Spot[]): Samples => ({
  axis: 'Workflow and phase',
  positions: spots.map((_, index) => index),
  at: (index) => {
    const spot = spots[index];
    if (!spot) return { label: '', rows: [] };
    const { model, workflow, phase, point } = spot;
    return {
      label: `${shortModel(model.name)}, ${workflow.name}, ${phase}`,
      tier: model.tier,
      rows: [
        { name: 'FLOP per byte', value: intensity(point.flopPerByte) },
        { name: 'Memory per request', value: size(workflow.bytesPerRequest) },
        { name: 'Held at once', value: requests(workflow.heldAtOnce) },
        { name: 'Context', value: contextWords(workflow.inputTokens + workflow.outputTokens) },
        { name: 'Limited by', value: wallWord(point.wall) },
        { name: 'Memory full before the ridge', value: workflow.capacityBound ? 'yes' : 'no' },
      ],
    };
  },
});

const LEGEND = (
  <ul className="chart-legend map__legend">
    <li>
      <SeriesSwatch colour="var(--phase-prefill)" /> prefill
    </li>
    <li>
      <SeriesSwatch colour="var(--phase-decode)" /> decode
    </li>
  </ul>
);

const WallsTab = () => {
  const evaluation = useEvaluation();
  const selection = useSessionStore((state) => state.selection);
  const pool = evaluation && poolInView(evaluation, selection);
  const [systemId, setSystemId] = useState<string | null>(null);
  const [key, setKey] = useState<string | null>(null);
  useWallMap(evaluation, pool?.deploymentId ?? null, systemId);
  const map = useStudyStore((state) => state.wallMap);
  const check = useStudyStore((state) => state.check);
  const answered = useStudyStore((state) => state.answered);
  const failure = useStudyStore((state) => state.failure);
  const spots = useMemo(() => (map ? spotsOf(map) : []), [map]);
  const chosen = spots.find((spot) => spot.key === key) ?? firstSpot(spots);
  const label = useId();

  if (!evaluation || !pool) return <ChartState title="No pool yet">Add a workload to see its walls.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  if (failure !== null && !map) return <ChartState title="The map could not be computed">{failure}</ChartState>;
  if (!answered) return <ChartState title="Computing the map of walls" />;
  const own = map?.models[0];
  if (!map || !own || !chosen) {
    return (
      <ChartState title={`No map for ${pool.name}`} actions={chooser}>
        {pool.groups.some(({ role }) => role === 'ffn')
          ? 'Attention and FFN stand on racks of their own: no one device sees a whole step. Step time shows either side.'
          : 'Its racks have no published rate, bandwidth or memory, or its model does not fit them.'}
      </ChartState>
    );
  }
  const full = own.workflows.filter(({ capacityBound }) => capacityBound).length;
  return (
    <div className="walls">
      <FigureFrame
        title="Which wall does each workflow meet?"
        subtitle={`${shortModel(own.name)} on ${shortSystem(map.systemName)}, ${layoutWords(own.layout)}, ${FORMAT_WORDS[own.format] ?? own.format}; at the largest batch that fits`}
        description={`${shortModel(own.name)} on ${map.systemName}: of ${own.workflows.length} workflows ${full} fill the memory before a batch reaches the ridge of ${intensity(own.lines[0]?.ridge ?? 0)} FLOP per byte. Arrow keys walk the points, Enter chooses one.`}
        samples={samplesOf(spots)}
        control={
          <>
            {chooser}
            <SystemChooser map={map} onChoose={setSystemId} />
            {LEGEND}
          </>
        }
      >
        <span id={label} className="visually-hidden">
          Map of walls
        </span>
        <WallMapChart map={map} spots={spots} chosen={chosen} onChoose={setKey} labelledBy={label} />
      </FigureFrame>
      <SideList map={map} spot={chosen} check={check} />
    </div>
  );
};

export default WallsTab;
