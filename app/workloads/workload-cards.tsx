/** The cards above the rooms, four to a row, and the way to add one more. */
import { lazy, Suspense } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Scenario, Workload } from '../../src/scenario/schema.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { Icon } from '../ui/icon.tsx';
import { WorkloadCard } from './workload-card.tsx';
import './workloads.css';

const AddWorkloadDialog = lazy(() => import('./add-workload-dialog.tsx'));

const urgencyOf = (workload: Workload, scenario: Scenario) =>
  (
    scenario.slaClasses.find((one) => one.id === workload.slaClassId) ??
    defaultCatalogue.slaClasses[workload.slaClassId]
  )?.urgency ?? 'near-real-time';

interface WorkloadCardsProps {
  readonly adding: boolean;
  readonly onAdding: (adding: boolean) => void;
}

export const WorkloadCards = ({ adding, onAdding }: WorkloadCardsProps) => {
  const scenario = useScenario();
  const evaluation = useEvaluation();
  if (!scenario) return null;
  return (
    <section className="workload-cards" aria-label="Workloads">
      {scenario.workloads.map((workload) => (
        <WorkloadCard
          key={workload.id}
          workload={workload}
          answer={evaluation?.workloads.find((one) => one.workloadId === workload.id) ?? null}
          modelName={defaultCatalogue.models[workload.modelId]?.name ?? workload.modelId}
          urgency={urgencyOf(workload, scenario)}
        />
      ))}
      <button
        type="button"
        className="workload-add"
        data-alone={scenario.workloads.length === 0}
        onClick={() => onAdding(true)}
      >
        <Icon name="plus" />
        {scenario.workloads.length === 0
          ? 'Add a workload: a model, how it is used, and how fast it must be'
          : 'Workload'}
      </button>
      {adding && (
        <Suspense fallback={null}>
          <AddWorkloadDialog onClose={() => onAdding(false)} />
        </Suspense>
      )}
    </section>
  );
};
