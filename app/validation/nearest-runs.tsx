/** For the configuration on screen: the measured runs nearest to it, each beside what the model says of it. Never blended with the plan's answer. */
import { useMemo } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { number, seconds, text, TIMES } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { significant } from '../../src/units/significant.ts';
import { nearestPoints } from '../../src/validation/nearest-points.ts';
import type { PredictedPoint } from '../../src/validation/point-run.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { TierMark } from '../ui/trust-mark.tsx';
import { errorText } from './metrics.ts';
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
        <h3 id="validation-nearest">Nearest measured runs</h3>
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
      <p className="validation__text">
        <PlanWords here={here} />
      </p>
      {near.length === 0 ? (
        <p className="validation__text">No published run shares its model or its accelerator.</p>
      ) : (
        <TableRegion label="Nearest measured runs">
          <table className="runs">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Same</th>
                <th scope="col">Away</th>
                <Pair name="TPOT" />
                <Pair name="TTFT" />
                <th scope="col">Published in</th>
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
                  <td className="runs__source">{item.point.citation}</td>
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
      , {ENGINES[place.engine] ?? place.engine}; {text(number(place.users, 'users'))},{' '}
      {text(number(place.inputTokens, 'in'))}, {text(number(place.outputTokens, 'out'))},{' '}
      {text(number(place.accelerators, 'accelerators'))}.{' '}
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

/** "4 × users, 0.5 × in": only what differs by more than a fifth. */
const awayWords = ({ point }: PredictedPoint, { place }: OnScreen, doublings: number): string => {
  const pairs = [
    ['users', point.users, place.users],
    ['in', point.inputTokens, place.inputTokens],
    ['out', point.outputTokens, place.outputTokens],
    ['accelerators', point.accelerators, place.accelerators],
  ] as const;
  const parts = pairs.flatMap(([name, there, here]) => {
    const ratio = (there ?? here) / here;
    return Math.abs(Math.log2(ratio)) < 0.25 ? [] : [`${significant(ratio, 2)}${TIMES} ${name}`];
  });
  return parts.length === 0 ? 'the same load' : `${parts.join(', ')} (${significant(doublings, 2)} doublings)`;
};
