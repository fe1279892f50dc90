/** The dock of answers: key figures, tabs, and the charts of the open tab, each tab in a chunk of its own. */
import { Suspense, type ComponentType } from 'react';
import { useResultsStore } from '../state/results-store.ts';
import { useScenario } from '../state/scenario-store.ts';
import { useSessionStore, type DockTab } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { KpiStrip } from './kpi-strip.tsx';
import { DockTabs } from './dock-tabs.tsx';
import './dock.css';

export type DockViews = Readonly<Record<DockTab, ComponentType>>;

interface DockProps {
  /** What each tab shows; loaded when it is first opened. */
  readonly views: DockViews;
  /** What an empty plan offers: opens the dialog that adds a workload. */
  readonly onAddWorkload: () => void;
  /** Compact windows put the strip elsewhere. */
  readonly withKpis?: boolean;
}

export const Dock = ({ views, onAddWorkload, withKpis = true }: DockProps) => {
  const tab = useSessionStore((state) => state.dockTab);
  const Tab = views[tab];
  return (
    <div className="dock" data-kpis={withKpis}>
      {withKpis && <KpiStrip />}
      <DockTabs />
      <div className="dock-panel" role="tabpanel" id="dock-panel" aria-labelledby={`dock-tab-${tab}`}>
        <Answered onAddWorkload={onAddWorkload}>
          <Suspense fallback={null}>
            <Tab />
          </Suspense>
        </Answered>
      </div>
    </div>
  );
};

interface AnsweredProps {
  readonly onAddWorkload: () => void;
  readonly children: React.ReactNode;
}

/** The charts, or why there are none. */
const Answered = ({ onAddWorkload, children }: AnsweredProps) => {
  const answered = useResultsStore((state) => state.evaluation !== null);
  const failure = useResultsStore((state) => state.failure);
  const scenario = useScenario();
  if (scenario && scenario.workloads.length === 0) {
    return (
      <ChartState
        title="No workload yet"
        actions={
          <Button icon="plus" onClick={onAddWorkload}>
            Add a workload
          </Button>
        }
      >
        Add one to see its tokens, latency, cost and power.
      </ChartState>
    );
  }
  if (answered) {
    return (
      <div className="dock-answer">
        {failure !== null && <Failed failure={failure} />}
        {children}
      </div>
    );
  }
  if (failure !== null) {
    return (
      <ChartState title="The plan could not be computed" actions={<CopyDetails details={failure} />}>
        Nothing is lost. {failure}
      </ChartState>
    );
  }
  return <ChartState title="Computing the first answer" />;
};

const Failed = ({ failure }: { readonly failure: string }) => {
  const revision = useResultsStore((state) => state.revision);
  return (
    <p className="dock-note" role="alert">
      <b>The last run gave no answer.</b> Nothing is lost; this is the answer of rev {revision}.{' '}
      <CopyDetails details={failure} />
    </p>
  );
};

const CopyDetails = ({ details }: { readonly details: string }) => (
  <Button small icon="copy" onClick={() => void navigator.clipboard.writeText(details)}>
    Copy details
  </Button>
);
