/** The selected thing in full, with its numbers editable. */
import type { Scenario } from '../../src/scenario/schema.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore, type Selection } from '../state/session-store.ts';
import { PlanPanel } from './plan-panel.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { RackPanel } from './rack-panel.tsx';
import { SitePanel } from './site-panel.tsx';
import { SystemPanel } from './system-panel.tsx';
import { WorkloadPanel } from './workload-panel.tsx';
import './inspector.css';
import './editors/editors.css';
import './bars.css';
import './levers/levers.css';

/** Undo may take away what is selected. */
const exists = (scenario: Scenario, selection: Selection): boolean => {
  switch (selection.kind) {
    case 'site':
    case 'rack':
      return scenario.sites.some((site) => site.id === selection.siteId);
    case 'deployment':
      return scenario.deployments.some((deployment) => deployment.id === selection.deploymentId);
    case 'workload':
      return scenario.workloads.some((workload) => workload.id === selection.workloadId);
    case 'system':
      return true;
  }
};

const Panel = ({ scenario, selection }: { readonly scenario: Scenario; readonly selection: Selection }) => {
  switch (selection.kind) {
    case 'site':
      return <SitePanel scenario={scenario} siteId={selection.siteId} />;
    case 'rack':
      return <RackPanel scenario={scenario} place={{ siteId: selection.siteId, position: selection.position }} />;
    case 'deployment':
      return <PoolPanel scenario={scenario} deploymentId={selection.deploymentId} />;
    case 'workload':
      return <WorkloadPanel scenario={scenario} workloadId={selection.workloadId} />;
    case 'system':
      return <SystemPanel scenario={scenario} systemId={selection.systemId} />;
  }
};

const Inspector = () => {
  const scenario = useScenario();
  const selection = useSessionStore((state) => state.selection);
  if (!scenario) return null;
  if (!selection || !exists(scenario, selection)) return <PlanPanel scenario={scenario} />;
  return <Panel scenario={scenario} selection={selection} />;
};

export default Inspector;
