/** Composes the page: the first visit, or the workspace as soon as a plan is open. The only place where features meet. */
import { lazy, Suspense, useEffect } from 'react';
import { FirstVisit } from '../first-visit/first-visit.tsx';
import { loadExample, readScenarioFile } from '../share/files.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { ErrorBoundary, Fault } from './error-boundary.tsx';
import { FrontBar } from './front-bar.tsx';
import { loadPlanning, loadPlanningWhenIdle, usePlanning } from './load-planning.ts';
import { openResult, useOpening } from './opening.ts';
import { useTheme } from './use-theme.ts';
import './shell.css';

const ValidationPage = lazy(() => import('../validation/validation-page.tsx'));
const ClaimsPage = lazy(() => import('../claims/claims-page.tsx'));

const open = (result: Parameters<typeof openResult>[0]): void => void openResult(result);

/** Until the workspace is here an empty desk: nothing that goes away again. */
const OpenPlan = () => {
  const { Planning, failed } = usePlanning();
  useEffect(loadPlanning, []);
  if (Planning) return <Planning />;
  if (!failed) return null;
  return (
    <Fault title="The workspace could not be fetched" retry="Fetch again" onRetry={loadPlanning}>
      The plan is kept. Check the connection.
    </Fault>
  );
};

const Front = () => {
  useEffect(loadPlanningWhenIdle, []);
  return (
    <div className="front">
      <FrontBar />
      <main className="front__main">
        <FirstVisit loadExample={loadExample} readFile={readScenarioFile} onOpen={open} />
      </main>
    </div>
  );
};

const backToPlan = (): void => useSessionStore.getState().show('plan');

const Validation = ({ backTo }: { readonly backTo: string }) => (
  <div className="front">
    <FrontBar />
    <main className="front__main">
      <ErrorBoundary of="The validation page">
        <Suspense fallback={null}>
          <ValidationPage backTo={backTo} onClose={backToPlan} />
        </Suspense>
      </ErrorBoundary>
    </main>
  </div>
);

const openExample = (id: string): void => {
  loadPlanning();
  void loadExample(id).then(open);
};

const Claims = ({ backTo }: { readonly backTo: string }) => (
  <div className="front">
    <FrontBar />
    <main className="front__main">
      <ErrorBoundary of="The claims desk">
        <Suspense fallback={null}>
          <ClaimsPage backTo={backTo} onClose={backToPlan} onOpenExample={openExample} />
        </Suspense>
      </ErrorBoundary>
    </main>
  </div>
);

export const Shell = () => {
  const known = useOpening();
  const hasPlan = useScenarioStore((state) => state.history !== null);
  const view = useSessionStore((state) => state.view);
  useTheme();
  const backTo = hasPlan ? 'the plan' : 'the first page';
  if (known && view === 'validation') return <Validation backTo={backTo} />;
  if (known && view === 'claims') return <Claims backTo={backTo} />;
  if (hasPlan) {
    return (
      <ErrorBoundary of="The plan">
        <OpenPlan />
      </ErrorBoundary>
    );
  }
  // The device is still being read: an empty desk for a moment is calmer than a first page that goes away.
  if (!known) return null;
  return (
    <ErrorBoundary of="The first page">
      <Front />
    </ErrorBoundary>
  );
};
