/** A pool in full: verdict, service, how it is served, what limits it, memory, cost, and what is wrong. */
import { useState } from 'react';
import type { DeploymentAnswer, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { updateDeployment } from '../../src/scenario/edits/update-deployment.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { signedPercent } from '../../src/units/format-change.ts';
import { text } from '../../src/units/format.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import { CostSection } from './cost-section.tsx';
import { NameRow } from './editors/name-row.tsx';
import { GroupsSection, partKey } from './groups-section.tsx';
import { IssuesSection } from './issues-section.tsx';
import { MemorySection, WallsSection } from './limits-section.tsx';
import { Head, Section } from './section.tsx';
import { SharingSection } from './sharing-section.tsx';
import { ServiceSection } from './service-section.tsx';
import { ServingSection } from './serving-section.tsx';
import { LIGHT_OF, placesOf, trustLine } from './words.ts';

/** TTFT p99 as a share of its limit; below 0 where either is absent. */
const strain = ({ ttft, targets }: WorkloadAnswer): number => (ttft && targets.ttft ? ttft.p99 / targets.ttft.p99 : -1);

/** The workload nearest its TTFT limit: the one a pool is judged by. */
const tightest = (workloads: readonly WorkloadAnswer[]): WorkloadAnswer | null => {
  return workloads.toSorted((a, b) => strain(b) - strain(a))[0] ?? null;
};

export const Verdict = ({ pool }: { readonly pool: DeploymentAnswer }) => (
  <>
    <Light state={LIGHT_OF[pool.verdict] ?? 'none'} />
    <b className={`verdict-${pool.verdict}`}>{pool.verdict}</b>
    {pool.headroom !== null && (
      <span>
        headroom <b>{text(signedPercent(pool.headroom))}</b> to the SLA knee
      </span>
    )}
    {pool.wall && <WallBadge wall={pool.wall} />}
  </>
);

export const PoolSections = ({
  scenario,
  deploymentId,
  rackGroupId = null,
}: {
  readonly scenario: Scenario;
  readonly deploymentId: string;
  /** The rack group whose part is shown first; null: the first of the pool. */
  readonly rackGroupId?: string | null;
}) => {
  const evaluation = useEvaluation();
  const [chosen, setChosen] = useState<string | null>(null);
  const deployment = scenario.deployments.find((one) => one.id === deploymentId);
  if (!deployment) return null;
  const pool = evaluation?.deployments.find((one) => one.deploymentId === deploymentId) ?? null;
  const workloads = evaluation?.workloads.filter((one) => one.deploymentId === deploymentId) ?? [];
  const judged = tightest(workloads);
  const groups = pool?.groups ?? [];
  const group =
    groups.find((one) => partKey(one) === chosen) ??
    groups.find((one) => one.rackGroupId === rackGroupId) ??
    groups[0] ??
    null;
  const modelId =
    pool?.modelId ?? scenario.workloads.find((one) => deployment.workloadIds.includes(one.id))?.modelId ?? null;
  const named = workloads.length > 1;
  return (
    <>
      {judged && <ServiceSection workload={judged} named={named} />}
      <GroupsSection scenario={scenario} deployment={deployment} groups={groups} shown={group} onShow={setChosen} />
      <ServingSection
        scenario={scenario}
        deployment={deployment}
        tier={pool?.tier ?? 'estimated'}
        groups={groups}
        group={group}
        modelId={modelId}
      />
      {group && <WallsSection group={group} />}
      {group && <MemorySection group={group} />}
      {judged && <CostSection workload={judged} named={named} />}
      <IssuesSection path={`deployments/${deploymentId}`} />
    </>
  );
};

export const PoolPanel = ({
  scenario,
  deploymentId,
}: {
  readonly scenario: Scenario;
  readonly deploymentId: string;
}) => {
  const evaluation = useEvaluation();
  const edit = useScenarioStore((state) => state.edit);
  const show = useSessionStore((state) => state.show);
  const deployment = scenario.deployments.find((one) => one.id === deploymentId);
  const pool = evaluation?.deployments.find((one) => one.deploymentId === deploymentId);
  if (!deployment) return null;
  return (
    <>
      <Head title={deployment.name} what={`pool on ${placesOf(scenario, evaluation, deploymentId)}`}>
        {pool ? <Verdict pool={pool} /> : 'computing'}
      </Head>
      <Section title="The pool">
        <NameRow
          name={deployment.name}
          onRename={(name) => edit('rename the pool', (before) => updateDeployment(before, { deploymentId, name }))}
        />
        {pool && <p className="inspector-text">{trustLine(pool.trust)}</p>}
        {pool?.trust && (
          <Button kind="link" onClick={() => show('validation')}>
            Measured runs near this pool
          </Button>
        )}
      </Section>
      <SharingSection deployment={deployment} />
      <PoolSections scenario={scenario} deploymentId={deploymentId} />
    </>
  );
};
