/** The workspace from 1024 px: palette, estate, inspector, and the dock of answers below. */
import { lazy, Suspense, useState, type CSSProperties } from 'react';
import { DragProvider } from '../floor-plan/drag-provider.tsx';
import { Estate } from '../floor-plan/estate.tsx';
import { Palette } from '../palette/palette.tsx';
import { Dock } from '../results/dock.tsx';
import { useSessionStore } from '../state/session-store.ts';
import { Adding } from '../workloads/adding.tsx';
import { WorkloadCards } from '../workloads/workload-cards.tsx';
import { DockGrip } from './dock-grip.tsx';
import { DOCK_VIEWS, WITH_SIDE_LIST } from './dock-views.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { TopBar } from './top-bar.tsx';
import './workspace.css';

const Inspector = lazy(() => import('../inspector/inspector.tsx'));

/** Expanded, the answers are what the page is about: the estate has stepped aside. */
const MAIN = { role: 'main' } as const;

type DockStyle = CSSProperties & { '--dock-height'?: string };

export const Workspace = () => {
  const expanded = useSessionStore((state) => state.dockExpanded);
  const ownSide = useSessionStore((state) => WITH_SIDE_LIST.has(state.dockTab)) && expanded;
  const [dockHeight, setDockHeight] = useState<number | null>(null);
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  const style: DockStyle = dockHeight === null ? {} : { '--dock-height': `${dockHeight}px` };
  return (
    <DragProvider>
      <div
        className="workspace"
        data-dock={expanded ? 'expanded' : 'docked'}
        data-side={ownSide ? 'tab' : 'inspector'}
        style={style}
      >
        <TopBar />
        <aside className="workspace__palette" aria-label="Palette">
          <h2 className="visually-hidden">Palette</h2>
          <ErrorBoundary of="The palette">
            <Palette />
          </ErrorBoundary>
        </aside>
        <main className="workspace__estate">
          <ErrorBoundary of="The estate">
            <Estate cards={<WorkloadCards onAdd={add} />} onAddWorkload={add} />
          </ErrorBoundary>
        </main>
        <aside className="workspace__inspector" aria-label="Inspector">
          <ErrorBoundary of="The inspector">
            <Suspense fallback={null}>
              <Inspector />
            </Suspense>
          </ErrorBoundary>
        </aside>
        <section className="workspace__dock" aria-label="Answers" {...(expanded ? MAIN : {})}>
          {!expanded && <DockGrip height={dockHeight} onHeight={setDockHeight} />}
          <ErrorBoundary of="The answers">
            <Dock views={DOCK_VIEWS} onAddWorkload={add} />
          </ErrorBoundary>
        </section>
      </div>
      <Adding open={adding} onClose={() => setAdding(false)} />
    </DragProvider>
  );
};
