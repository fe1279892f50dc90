/** The frontier: every configuration tried for the pool in view, what one user gets against what the hardware gives. */
import { useId, useMemo, useState } from 'react';
import { messageOf } from '../../src/issues/messages.ts';
import type { FrontierAnswer, FrontierConfiguration } from '../../src/search/frontier-types.ts';
import { useMeasured, useMeasuredStore } from '../state/frontier-measured.ts';
import { useFrontier, useFrontierStore } from '../state/frontier-store.ts';
import { poolInView } from '../state/pool-in-view.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { chosenOf } from './chosen.ts';
import { lineOf, wordsOf } from './configuration-words.ts';
import { FrontierChart } from './frontier-chart.tsx';
import { FrontierSide } from './frontier-side.tsx';
import { csvOf, samplesOf } from './front-table.ts';
import { perUser } from './numbers.ts';
import { pinOf } from './pin.ts';
import { Progress } from './progress.tsx';
import { saveText } from './save-text.ts';
import type { Spot } from './spots.ts';
import { chipOf, descriptionOf, emptyWords, placeOf, slowestOf, subtitleOf } from './tab-words.ts';
import { perWord, UPWARDS, type Upward } from './upward.ts';
import { createViewSoFar, viewOf } from './view.ts';
import './frontier.css';

const NO_SAMPLES = { axis: 'Configuration', positions: [], at: () => ({ label: '', rows: [] }) };
const TITLE = 'Every configuration tried';

const FrontierTab = () => {
  const evaluation = useEvaluation();
  const scenario = useScenario();
  const selection = useSessionStore((state) => state.selection);
  const pool = evaluation && poolInView(evaluation, selection);
  useFrontier(pool, evaluation?.provisional ?? true);
  const store = useFrontierStore();
  const [upward, setUpward] = useState<Upward>('gpu');
  const label = useId();
  const soFar = useMemo(() => createViewSoFar(), []);

  const own = pool !== null && store.studyDeploymentId === pool.deploymentId;
  const study = own ? store.study : null;
  const running = store.status === 'running' || store.status === 'cancelled';
  const searching = running && store.deploymentId === pool?.deploymentId && store.found.length > 0;
  const terms = study?.terms ?? null;
  const answer: FrontierAnswer | null = searching ? null : (study?.answer ?? null);
  const view = useMemo(
    () => (searching ? soFar(store.found, upward) : answer ? viewOf(answer, upward) : null),
    [searching, soFar, store.found, answer, upward],
  );
  const chosen = useMemo(() => {
    if (!answer || !terms || !scenario || !pool || !evaluation) return null;
    return chosenOf(answer, terms, scenario, pool, evaluation.workloads);
  }, [answer, terms, scenario, pool, evaluation]);
  const modelId = pool?.modelId ?? null;
  const place = useMemo(() => terms && placeOf(modelId, terms), [terms, modelId]);
  useMeasured(place);
  const runs = useMeasuredStore((state) => state.points);
  const others = useMeasuredStore((state) => state.others);
  const ours = useMeasuredStore((state) => state.ours);

  if (!evaluation || !pool || !scenario)
    return <ChartState title="No pool yet">Add a workload to search its configurations.</ChartState>;
  const chooser = <PoolChooser evaluation={evaluation} pool={pool} />;
  if (store.status === 'failed' && !study)
    return (
      <ChartState title="The search gave no answer" actions={<Button onClick={store.again}>Search again</Button>}>
        {store.failure}
      </ChartState>
    );
  if (study && !study.answer && store.studyKey === store.key)
    return (
      <ChartState title={`Nothing to search for ${pool.name}`} actions={chooser}>
        {study.issues.map((issue) => messageOf(issue).detail).join(' ')}
      </ChartState>
    );
  const deployment = scenario.deployments.find(({ id }) => id === pool.deploymentId);
  if (!view || !deployment || view.indices.length === 0) {
    const empty = answer !== null && view !== null;
    return (
      <ChartState
        title={empty ? `No configuration ${emptyWords(upward)}` : 'Searching every configuration'}
        actions={
          <>
            {chooser}
            <Progress key={store.key} store={store} shown={!empty} />
            {empty && upward !== 'gpu' && <Button onClick={() => setUpward('gpu')}>Show it per GPU</Button>}
          </>
        }
      >
        {empty && answer.rejected[0]?.words}
      </ChartState>
    );
  }
  const tier = pool.trust?.tier ?? 'estimated';
  const band = pool.trust?.tpot ?? null;
  const chip = terms ? chipOf(terms) : 'GPU';
  const slowest = terms ? slowestOf(terms) : null;
  const shownRuns = upward === 'gpu' ? runs : [];

  const pin = (configuration: FrontierConfiguration, inFlight: number | null): void => {
    if (!terms) return;
    const pinned = pinOf(terms, deployment, configuration, inFlight);
    useScenarioStore.getState().edit(pinned.label, pinned.edit);
    const words = lineOf(wordsOf(terms, configuration, chip)).replace(/^[AD]/, (letter) => letter.toLowerCase());
    useSessionStore.getState().say({ tone: 'note', text: `${pool.name} is served ${words}` });
  };
  const pinSpot = (spot: Spot): void => pin(spot.configuration, spot.inFlight);
  const save = (): void => {
    if (answer && terms) saveText('frontier.csv', csvOf(answer, terms, view), 'text/csv');
  };

  return (
    <div className="frontier">
      <FigureFrame
        title={evaluation.deployments.length > 1 ? TITLE : `${TITLE} for ${pool.name}`}
        subtitle={subtitleOf(upward, chip, terms, searching || !study ? null : study.computedInMs)}
        description={descriptionOf(pool.name, view.front, upward, chip, chosen && perUser(chosen.perUser))}
        samples={answer && terms ? samplesOf(answer, terms, view, runs, tier, chip) : NO_SAMPLES}
        control={
          <>
            {chooser}
            <Progress key={store.key} store={store} shown={own || searching} />
            <div className="frontier__upward" role="group" aria-label="Output counted per">
              {UPWARDS.map((one) => (
                <Chip key={one} pressed={one === upward} onClick={() => setUpward(one)}>
                  {perWord(one, chip)}
                </Chip>
              ))}
            </div>
            <button
              type="button"
              className="chart__switch"
              disabled={!answer}
              onClick={save}
              aria-label="Save the front as CSV"
            >
              CSV
            </button>
          </>
        }
      >
        <span id={label} className="visually-hidden">
          Frontier
        </span>
        <div className="frontier__body" data-stale={!searching && store.studyKey !== store.key}>
          <FrontierChart
            view={view}
            answer={answer}
            terms={terms}
            upward={upward}
            chip={chip}
            tier={tier}
            band={searching ? null : band}
            slowest={slowest}
            runs={shownRuns}
            ours={ours}
            chosen={chosen}
            onPin={pinSpot}
            labelledBy={label}
          />
        </div>
      </FigureFrame>
      {answer && terms ? (
        <FrontierSide
          answer={answer}
          terms={terms}
          view={view}
          chosen={chosen}
          runs={runs}
          others={others}
          upward={upward}
          tier={tier}
          chip={chip}
          onUse={pinSpot}
          onUseBest={(best) => pin(best.configuration, null)}
        />
      ) : (
        <div className="frontier-side" />
      )}
    </div>
  );
};

export default FrontierTab;
