/** For the configuration on screen: the measured runs nearest to it, each beside what the model says of it. Never blended with the plan's answer. */
import { useMemo } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { seconds, text, TIMES } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant } from '../../src/units/significant.ts';
import { nearestPoints } from '../../src/validation/nearest-points.ts';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { count, errorText } from './metrics.ts';
import { placeOnScreen, type OnScreen } from './place-on-screen.ts';
import { RunName, TableRegion } from './runs-table.tsx';

const SHOWN = 6;

export const NearestRuns = ({ points }: { readonly points: readonly PredictedPoint[] }) => {
  const scenario = useScenario();
  const evaluation = useResultsStore((state) => state.evaluation);
  const selection = useSessionStore((state) => state.selection);
  const here = useMemo(
    () => (scenario && evaluation ? placeOnScreen(scenario, evaluation, selection) : null),
    [scenario, evaluation, selection],
  );
  return (
    <section className="validation__section" aria-labelledby="validation-nearest">
      <div className="validation__head">
        <h2 id="validation-nearest">Nearest measured runs</h2>
        <span>{here ? `to ${here.poolName}, one instance at its peak hour` : 'to the configuration on screen'}</span>
      </div>
      {here ? (
        <Nearest here={here} points={points} />
      ) : (
        <p className="validation__text">
          {scenario ? 'No pool of this plan serves a model yet.' : 'Open a plan to see the runs nearest to it.'}
        </p>
      )}
    </section>
  );
};

const Nearest = ({ here, points }: { readonly here: OnScreen; readonly points: readonly PredictedPoint[] }) => {
  const near = useMemo(() => nearestPoints(points, here.place, SHOWN), [points, here]);
  return (
    <>
      <p className="validation__text validation__text--wide">
        <PlanWords here={here} />
      </p>
      {near.length === 0 ? (
        <p className="validation__text">No published run shares its model or its accelerator.</p>
      ) : (
        <TableRegion label="Nearest measured runs, table">
          <table className="runs">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Same</th>
                <th scope="col">Away</th>
                <Pair name="TPOT" />
                <Pair name="TTFT" />
              </tr>
            </thead>
            <tbody>
              {near.map(({ item, same, doublings }) => (
                <tr key={item.point.id}>
                  <th scope="row">
                    <RunName run={item} />
                  </th>
                  <td className="runs__wrap">{same}</td>
                  <td className="runs__wrap">{awayWords(item, here, doublings)}</td>
                  <Figures item={item} metric="tpot" />
                  <Figures item={item} metric="ttft" />
                </tr>
              ))}
            </tbody>
          </table>
        </TableRegion>
      )}
    </>
  );
};

const PlanWords = ({ here: { place, ttft, tpot, trust } }: { readonly here: OnScreen }) => {
  const model = defaultCatalogue.models[place.modelId]?.name ?? place.modelId;
  const accelerator = defaultCatalogue.accelerators[place.acceleratorId]?.name ?? place.acceleratorId;
  const time = (value: number): string => text(seconds(quantity<'s'>(value)));
  return (
    <>
      <b>
        {model} on {accelerator}
      </b>
      , {ENGINES[place.engine] ?? place.engine}; {count(place.users, 'users')}, {count(place.inputTokens, 'in')},{' '}
      {count(place.outputTokens, 'out')},{' '}
      {count(place.accelerators, place.accelerators === 1 ? 'accelerator' : 'accelerators')}.{' '}
      {tpot === null || ttft === null ? (
        'The plan has no latency for it.'
      ) : (
        <>
          The plan says TPOT p50 {time(tpot)}, TTFT p50 {time(ttft)} {trust && <TierMark tier={trust.tier} />}
        </>
      )}
    </>
  );
};

const ENGINES: Readonly<Record<string, string>> = { vllm: 'vLLM', sglang: 'SGLang', 'tensorrt-llm': 'TensorRT-LLM' };

const Pair = ({ name }: { readonly name: string }) => (
  <>
    <th scope="col" data-align="end">
      {name}, ms measured
    </th>
    <th scope="col" data-align="end">
      predicted
    </th>
    <th scope="col" data-align="end">
      error
    </th>
  </>
);

const Figures = ({ item, metric }: { readonly item: PredictedPoint; readonly metric: 'tpot' | 'ttft' }) => {
  const measured = item.outcome.measured[metric];
  const predicted = item.outcome.predicted[metric];
  return (
    <>
      <td data-align="end">{measured === undefined ? 'not published' : significant(measured)}</td>
      <td data-align="end">{predicted === undefined ? 'refused' : significant(predicted)}</td>
      <td data-align="end">
        {measured === undefined || predicted === undefined ? '–' : <b>{errorText(predicted / measured - 1)}</b>}
      </td>
    </>
  );
};

/** "users ×4, in ÷2": only what differs by more than a fifth. */
const awayWords = ({ point }: PredictedPoint, { place }: OnScreen, doublings: number): string => {
  const pairs = [
    ['users', point.users, place.users],
    ['in', point.inputTokens, place.inputTokens],
    ['out', point.outputTokens, place.outputTokens],
    ['accelerators', point.accelerators, place.accelerators],
  ] as const;
  const parts = pairs.flatMap(([name, there, here]) => {
    const ratio = (there ?? here) / here;
    return Math.abs(Math.log2(ratio)) < 0.25
      ? []
      : [`${name} ${ratio > 1 ? TIMES : '÷'}${significant(Math.max(ratio, 1 / ratio), 2)}`];
  });
  return parts.length === 0 ? 'the same load' : `${parts.join(', ')}; ${significant(doublings, 2)} doublings in all`;
};
