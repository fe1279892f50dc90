/** Composes the page: the first visit, the workspace, its tablet form, or the summary on a phone. The only place where features meet. */
import { FirstVisit } from '../first-visit/first-visit.tsx';
import { loadExample, readScenarioFile } from '../share/files.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { openResult, useOpening } from './opening.ts';
import { PhoneSummary } from './phone-summary.tsx';
import { TabletWorkspace } from './tablet-workspace.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { useViewport } from './use-viewport.ts';
import { Workspace } from './workspace.tsx';
import './shell.css';
import './small-screens.css';

const open = (result: Parameters<typeof openResult>[0]): void => void openResult(result);

const Planning = () => {
  const viewport = useViewport();
  switch (viewport) {
    case 'desk':
      return <Workspace />;
    case 'tablet':
      return <TabletWorkspace />;
    case 'phone':
      return <PhoneSummary />;
  }
};

export const Shell = () => {
  const known = useOpening();
  const hasPlan = useScenarioStore((state) => state.history !== null);
  useTheme();
  useShortcuts();
  if (hasPlan) {
    return (
      <ErrorBoundary of="The plan">
        <Planning />
      </ErrorBoundary>
    );
  }
  // The device is still being read: an empty desk for a moment is calmer than a first page that goes away.
  if (!known) return null;
  return (
    <ErrorBoundary of="The first page">
      <div className="front">
        <TopBar />
        <main className="front__main">
          <FirstVisit loadExample={loadExample} readFile={readScenarioFile} onOpen={open} />
        </main>
      </div>
    </ErrorBoundary>
  );
};
