/** The cards above the rooms, four to a row; without any, the way to the first one. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Scenario, Workload } from '../../src/scenario/schema.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { Icon } from '../ui/icon.tsx';
import { WorkloadCard } from './workload-card.tsx';
import './workloads.css';

const urgencyOf = (workload: Workload, scenario: Scenario) =>
  (
    scenario.slaClasses.find((one) => one.id === workload.slaClassId) ??
    defaultCatalogue.slaClasses[workload.slaClassId]
  )?.urgency ?? 'near-real-time';

interface WorkloadCardsProps {
  /** Opens the dialog, which the shell draws: inside the estate its clicks would fall through to the floor. */
  readonly onAdd: () => void;
}

export const WorkloadCards = ({ onAdd }: WorkloadCardsProps) => {
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
      {scenario.workloads.length === 0 && (
        <button type="button" className="workload-add" onClick={onAdd}>
          <Icon name="plus" />
          Add a workload: a model, how it is used, and how fast it must be
        </button>
      )}
    </section>
  );
};
