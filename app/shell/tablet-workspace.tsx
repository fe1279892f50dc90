/** One column with tabs at the bottom, below 1024 px: figures, cards, rooms and charts; palette, workloads and inspector aside. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { DragProvider } from '../floor-plan/drag-provider.tsx';
import { Estate } from '../floor-plan/estate.tsx';
import { Palette } from '../palette/palette.tsx';
import { Dock } from '../results/dock.tsx';
import { KpiStrip } from '../results/kpi-strip.tsx';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Adding } from '../workloads/adding.tsx';
import { WorkloadCards } from '../workloads/workload-cards.tsx';
import { DOCK_VIEWS } from './dock-views.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { TopBar } from './top-bar.tsx';
import './tablet.css';

const Inspector = lazy(() => import('../inspector/inspector.tsx'));

type Tab = 'estate' | 'racks' | 'workloads' | 'inspector';

const TABS: readonly { readonly id: Tab; readonly name: string; readonly icon: IconName }[] = [
  { id: 'estate', name: 'Estate', icon: 'menu' },
  { id: 'racks', name: 'Racks', icon: 'plus' },
  { id: 'workloads', name: 'Workloads', icon: 'table' },
  { id: 'inspector', name: 'Inspector', icon: 'edit' },
];

export const TabletWorkspace = () => {
  const [tab, setTab] = useState<Tab>('estate');
  const [adding, setAdding] = useState(false);
  // What is picked up in the palette is dropped in a room: the rooms come, and the palette stays beneath until then.
  const fromPalette = useSessionStore((state) => state.inHand !== null && state.inHand.from === null);
  useEffect(() => {
    if (fromPalette) setTab('estate');
  }, [fromPalette]);
  const add = () => setAdding(true);
  const cards = <WorkloadCards onAdd={add} />;
  return (
    <DragProvider>
      <div className="tablet">
        <TopBar />
        <main className="tablet__main">
          <div
            className="tablet__body"
            role="tabpanel"
            id="tablet-panel"
            aria-labelledby={`tablet-${tab}`}
            tabIndex={0}
            data-drag-scroll=""
          >
            <ErrorBoundary of="This view">
              {tab === 'estate' && (
                <>
                  <div className="tablet__kpis">
                    <KpiStrip />
                  </div>
                  <div className="tablet__estate">
                    <Estate cards={cards} onAddWorkload={add} />
                  </div>
                  <div className="tablet__dock">
                    <Dock views={DOCK_VIEWS} withKpis={false} onAddWorkload={add} />
                  </div>
                </>
              )}
              {(tab === 'racks' || fromPalette) && (
                <div className="tablet__panel" hidden={tab !== 'racks'}>
                  <h2 className="visually-hidden">Palette</h2>
                  <Palette />
                </div>
              )}
              {tab === 'workloads' && (
                <div className="tablet__panel tablet__panel--padded">
                  <header className="tablet__head">
                    <h2>Workloads</h2>
                    <Button icon="plus" onClick={add}>
                      Workload
                    </Button>
                  </header>
                  {cards}
                </div>
              )}
              {tab === 'inspector' && (
                <div className="tablet__panel">
                  <Suspense fallback={null}>
                    <Inspector />
                  </Suspense>
                </div>
              )}
            </ErrorBoundary>
          </div>
          <div className="tablet__tabs" role="tablist" aria-label="Views">
            {TABS.map(({ id, name, icon }) => (
              <button
                key={id}
                type="button"
                role="tab"
                id={`tablet-${id}`}
                aria-selected={id === tab}
                aria-controls="tablet-panel"
                onClick={() => setTab(id)}
              >
                <Icon name={icon} />
                {name}
              </button>
            ))}
          </div>
        </main>
      </div>
      <Adding open={adding} onClose={() => setAdding(false)} />
    </DragProvider>
  );
};
