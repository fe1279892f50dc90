/** The plan on a phone: read only. A verdict, five figures, one chart, workloads, sites, and the link for a larger screen. */
import { lazy, Suspense } from 'react';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { signedPercent } from '../../src/units/format-change.ts';
import { text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { kpisOf } from '../results/kpis.ts';
import { useCopyLink, usePreparedLink } from '../share/share-button.tsx';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { wallWord } from '../ui/wall-words.ts';
import { cardLines } from '../workloads/card-lines.ts';
import { ValidationButton } from './front-bar.tsx';
import { PhoneSite } from './phone-site.tsx';
import { Sign } from './sign.tsx';
import './phone.css';
import './top-bar.css';

const DemandTab = lazy(() => import('./phone-chart.tsx'));

const SHOWN = ['month', 'mtok', 'tokens', 'power', 'carbon'];

/** What holds, then what breaks first. */
const verdictWords = ({ totals, deployments }: Evaluation): readonly [string, string] => {
  const pool = deployments.find((one) => one.deploymentId === totals.headroom?.deploymentId);
  if (totals.workloads === 0) return ['No workload yet.', ''];
  const overloaded = deployments.filter(({ verdict }) => verdict === 'overloaded');
  const first =
    totals.workloadsMet === totals.workloads
      ? `Holds ${totals.workloads === 1 ? 'its SLA' : `all ${whole(totals.workloads)} SLAs`}.`
      : `Holds ${whole(totals.workloadsMet)} of ${whole(totals.workloads)} SLAs.`;
  if (overloaded.length > 0) return [first, `Overloaded: ${overloaded.map(({ name }) => name).join(', ')}.`];
  if (!pool || !totals.headroom || totals.headroom.value < 0) return [first, ''];
  return [
    first,
    `${pool.name} breaks first, at ${text(signedPercent(totals.headroom.value))} demand${pool.wall ? `: ${wallWord(pool.wall)}` : ''}.`,
  ];
};

const Answers = ({ evaluation }: { readonly evaluation: Evaluation }) => (
  <>
    <section aria-label="Key figures">
      {kpisOf(evaluation)
        .filter((kpi) => SHOWN.includes(kpi.id))
        .map((kpi) => (
          <div key={kpi.id} className="phone__row">
            <span>
              {kpi.label} <TierMark tier={kpi.parts ? kpi.tier : 'withheld'} />
            </span>
            <span className="phone__figure">
              <b>{kpi.parts ? kpi.parts.value : kpi.absent}</b> {kpi.parts?.unit}
            </span>
          </div>
        ))}
    </section>
    <div className="phone__chart">
      <Suspense fallback={null}>
        <DemandTab />
      </Suspense>
    </div>
    <section aria-label="Workloads">
      {evaluation.workloads.map((workload) => {
        const line = cardLines(workload)[0];
        return line ? (
          <div key={workload.workloadId} className="phone__workload">
            <Light state={line.light} />
            <b>{workload.name}</b>
            <span>{line.label}</span>
            <span className="phone__figure">
              <b>{line.value}</b> {line.limit}
            </span>
          </div>
        ) : null;
      })}
    </section>
    <section aria-label="Sites">
      {evaluation.sites.map((site) => (
        <PhoneSite key={site.siteId} site={site} racks={evaluation.racks} />
      ))}
    </section>
  </>
);

const Verdict = ({ words: [holds, breaks] }: { readonly words: readonly [string, string] }) => (
  <span>
    <b>{holds}</b> {breaks}
  </span>
);

export const PhoneSummary = () => {
  const name = useScenario()?.name ?? '';
  const revision = useScenarioStore((state) => state.revision);
  const close = useScenarioStore((state) => state.close);
  const evaluation = useResultsStore((state) => state.evaluation);
  const failure = useResultsStore((state) => state.failure);
  const message = useSessionStore((state) => state.message);
  const link = usePreparedLink();
  const copy = useCopyLink(link);
  const met = evaluation !== null && evaluation.totals.workloadsMet === evaluation.totals.workloads;
  return (
    <div className="phone">
      <header className="phone__bar">
        <button
          type="button"
          className="top-bar__brand"
          aria-label="Rackwright, back to the first page"
          onClick={close}
        >
          <Sign /> Rackwright
        </button>
        <ValidationButton />
      </header>
      <main>
        <div className="phone__verdict">
          <h1>{name}</h1>
          <p>rev {revision} · read only here</p>
          <p className="phone__sentence">
            {evaluation && <Light state={met ? 'met' : 'missed'} />}
            {evaluation ? <Verdict words={verdictWords(evaluation)} /> : (failure ?? 'Computing the first answer.')}
          </p>
        </div>
        {evaluation && <Answers evaluation={evaluation} />}
      </main>
      <footer className="phone__actions">
        <span role="status">{message?.text}</span>
        <Button kind="solid" icon="link" disabled={link === null} onClick={copy}>
          Copy link for a larger screen
        </Button>
      </footer>
    </div>
  );
};
