/** A workload: what it asks for, editable, and how it is served. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { assignWorkload } from '../../src/scenario/edits/assign-workload.ts';
import { removeWorkload } from '../../src/scenario/edits/remove-workload.ts';
import { updateWorkload, type UpdateWorkload } from '../../src/scenario/edits/update-workload.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { AllowedSitesSection } from './allowed-sites-section.tsx';
import { CostSection } from './cost-section.tsx';
import { DemandSection } from './demand/demand-section.tsx';
import { OfflineSection } from './demand/offline-section.tsx';
import { retrieves, VectorStoreSection } from './demand/vector-store-section.tsx';
import { Choice } from './editors/choice.tsx';
import { NameRow } from './editors/name-row.tsx';
import { IssuesSection } from './issues-section.tsx';
import { ModelSection } from './model-section.tsx';
import { RequestSection } from './request-section.tsx';
import { Head, Section } from './section.tsx';
import { ServiceSection } from './service-section.tsx';
import { TargetsSection } from './targets-section.tsx';
import { LIGHT_OF } from './words.ts';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, 'en');

const MODELS = Object.values(defaultCatalogue.models)
  .filter((model) => model.task === 'generate')
  .map((model) => ({ value: model.id, name: model.name }))
  .toSorted(byName);
const WORKFLOWS = Object.values(defaultCatalogue.workflows).map((one) => ({ value: one.id, name: one.name }));
const NEW_POOL = '';

/** A pool may only be joined by work on its model; a pool without work takes any. */
const poolChoices = (scenario: Scenario, workloadId: string, modelId: string) => {
  const fits = scenario.deployments.filter((deployment) =>
    deployment.workloadIds.every(
      (id) => id === workloadId || scenario.workloads.find((one) => one.id === id)?.modelId === modelId,
    ),
  );
  return [
    ...fits.map((deployment) => ({ value: deployment.id, name: deployment.name })),
    { value: NEW_POOL, name: 'a pool of its own' },
  ];
};

export const WorkloadPanel = ({
  scenario,
  workloadId,
}: {
  readonly scenario: Scenario;
  readonly workloadId: string;
}) => {
  const edit = useScenarioStore((state) => state.edit);
  const select = useSessionStore((state) => state.select);
  const answer = useEvaluation()?.workloads.find((one) => one.workloadId === workloadId) ?? null;
  const workload = scenario.workloads.find((one) => one.id === workloadId);
  if (!workload) return null;
  const deployment = scenario.deployments.find((one) => one.workloadIds.includes(workloadId));
  const change = (label: string, patch: UpdateWorkload['patch']): void =>
    edit(label, (before) => updateWorkload(before, { workloadId, patch }));
  return (
    <>
      <Head title={workload.name} what={`workload, ${answer?.urgency ?? 'computing'}`}>
        <Light state={LIGHT_OF[answer?.verdict ?? 'idle'] ?? 'none'} />
        <b className={`verdict-${answer?.verdict ?? 'idle'}`}>{answer?.verdict ?? 'computing'}</b>
        {answer?.slaMet !== null && answer && (
          <span>{answer.slaMet ? 'every target holds in every hour' : 'a target is missed'}</span>
        )}
      </Head>
      {answer && <ServiceSection workload={answer} />}
      <Section title="What it asks for">
        <NameRow name={workload.name} onRename={(name) => change('rename the workload', { name })} />
        <Choice
          label="Model"
          value={workload.modelId}
          options={MODELS}
          onChange={(modelId) => change('change the model', { modelId })}
        />
        <Choice
          label="Workflow"
          value={workload.workflowId}
          options={WORKFLOWS}
          onChange={(workflowId) => change('change the workflow', { workflowId })}
        />
        <Choice
          label="Served from"
          value={deployment?.id ?? NEW_POOL}
          options={poolChoices(scenario, workloadId, workload.modelId)}
          onChange={(id) =>
            edit('assign the workload', (before) =>
              assignWorkload(before, { workloadId, deploymentId: id === NEW_POOL ? null : id }),
            )
          }
        />
        {deployment && (
          <div className="inspector-row">
            <span className="inspector-row__label" />
            <Button kind="link" onClick={() => select({ kind: 'deployment', deploymentId: deployment.id })}>
              Show the pool
            </Button>
          </div>
        )}
      </Section>
      <DemandSection workload={workload} urgency={answer?.urgency ?? 'near-real-time'} onChange={change} />
      {answer?.urgency === 'offline' && <OfflineSection workload={workload} onChange={change} />}
      {retrieves(workload) && <VectorStoreSection workload={workload} onChange={change} />}
      <TargetsSection scenario={scenario} workload={workload} onChange={change} />
      <RequestSection workload={workload} answer={answer} onChange={change} />
      <AllowedSitesSection scenario={scenario} workload={workload} onChange={change} />
      <ModelSection modelId={workload.modelId} />
      {answer && <CostSection workload={answer} />}
      <IssuesSection path={`workloads/${workloadId}`} />
      <div className="inspector-actions">
        <Button
          icon="trash"
          onClick={() => {
            select(null);
            edit(`remove ${workload.name}`, (before) => removeWorkload(before, { workloadId }));
          }}
        >
          Remove the workload
        </Button>
      </div>
    </>
  );
};
