/** Adds a workload: model, workflow, SLA class and demand. Everything else starts from the catalogue and is edited in the inspector. */
import { useState } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { SlaClass } from '../../src/catalogue/figures.ts';
import { choicesFor } from '../../src/scenario/defaults.ts';
import { addWorkload } from '../../src/scenario/edits/add-workload.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { number, seconds, text } from '../../src/units/format.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const MODELS = Object.values(defaultCatalogue.models)
  .filter((model) => model.task === 'generate')
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
const WORKFLOWS = Object.values(defaultCatalogue.workflows);

const targetWords = (slaClass: Pick<SlaClass, 'urgency' | 'ttft' | 'tpot' | 'deadline'>): string => {
  const parts = [
    slaClass.ttft ? `first token ${text(seconds(slaClass.ttft.p99))} at p99` : '',
    slaClass.tpot ? `then ${text(seconds(slaClass.tpot.p99))} per token` : '',
    slaClass.deadline ? `done within ${text(seconds(slaClass.deadline))}` : '',
  ].filter(Boolean);
  return [slaClass.urgency, ...parts].join(', ');
};

/** Name not yet taken: the second "Chat" is "Chat 2". */
const freeName = (scenario: Scenario, name: string): string => {
  const taken = new Set(scenario.workloads.map((workload) => workload.name));
  if (!taken.has(name)) return name;
  let nth = 2;
  while (taken.has(`${name} ${nth}`)) nth += 1;
  return `${name} ${nth}`;
};

const AddWorkloadDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const scenario = useScenario();
  const edit = useScenarioStore((state) => state.edit);
  const select = useSessionStore((state) => state.select);
  const [modelId, setModelId] = useState(MODELS.find((model) => model.id === 'deepseek-r1')?.id ?? MODELS[0]?.id ?? '');
  const [workflowId, setWorkflowId] = useState(
    WORKFLOWS.find((workflow) => workflow.id === 'chat')?.id ?? WORKFLOWS[0]?.id ?? '',
  );
  const [chosenClass, setChosenClass] = useState<string | null>(null);
  const [demand, setDemand] = useState('1');
  const model = defaultCatalogue.models[modelId];
  const workflow = defaultCatalogue.workflows[workflowId];
  if (!scenario || !model || !workflow) return null;
  const slaClassId = chosenClass ?? workflow.slaClassId;
  const slaClass = defaultCatalogue.slaClasses[slaClassId];
  const sessions = Number(demand);
  const legal = demand.trim() !== '' && Number.isFinite(sessions) && sessions > 0 && sessions <= 1e15;

  const add = () => {
    const choices = choicesFor(workflow, model);
    const name = freeName(scenario, workflow.name);
    edit(`add ${name}`, (before) =>
      addWorkload(before, {
        ...choices,
        name,
        slaClassId,
        demand: { ...choices.demand, peakSessionsPerSecond: sessions },
      }),
    );
    const added = useScenarioStore.getState().history?.present.workloads.at(-1);
    if (added) select({ kind: 'workload', workloadId: added.id });
    onClose();
  };

  return (
    <Dialog
      open
      title="Add a workload"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="solid" disabled={!legal} onClick={add}>
            Add the workload
          </Button>
        </>
      }
    >
      <div className="add-workload">
        <label htmlFor="workload-model">Model</label>
        <select id="workload-model" value={modelId} onChange={(event) => setModelId(event.target.value)}>
          {MODELS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <label htmlFor="workload-workflow">Workflow</label>
        <select id="workload-workflow" value={workflowId} onChange={(event) => setWorkflowId(event.target.value)}>
          {WORKFLOWS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <p className="add-workload__hint">
          Median per request: {text(number(workflow.firstInputTokens.median, 'tokens in'))},{' '}
          {text(number(workflow.outputTokens.median, 'tokens out'))}; {text(number(workflow.turns.median))}{' '}
          {workflow.turns.median === 1 ? 'turn' : 'turns'}. Source: {workflow.confidence}.
        </p>
        <label htmlFor="workload-class">SLA class</label>
        <select id="workload-class" value={slaClassId} onChange={(event) => setChosenClass(event.target.value)}>
          {Object.values(defaultCatalogue.slaClasses).map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        {slaClass && <p className="add-workload__hint">{targetWords(slaClass)}</p>}
        <label htmlFor="workload-demand">Demand, busiest hour</label>
        <span className="add-workload__number">
          <input
            id="workload-demand"
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            value={demand}
            aria-invalid={!legal}
            onChange={(event) => setDemand(event.target.value)}
          />
          sessions started per second
        </span>
      </div>
    </Dialog>
  );
};

export default AddWorkloadDialog;
