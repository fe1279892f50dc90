/** What each tab of the dock shows, in chunks of their own: none of them is part of the first load. */
import { lazy } from 'react';
import type { DockViews } from '../results/dock.tsx';
import type { DockTab } from '../state/session-store.ts';

export const DOCK_VIEWS: DockViews = {
  demand: lazy(() => import('../results/demand-tab.tsx')),
  latency: lazy(() => import('../results/latency-tab.tsx')),
  frontier: lazy(() => import('../frontier/frontier-tab.tsx')),
  walls: lazy(() => import('../walls/walls-tab.tsx')),
  steps: lazy(() => import('../steps/steps-tab.tsx')),
  memory: lazy(() => import('../memory/memory-tab.tsx')),
  ladder: lazy(() => import('../ladder/ladder-tab.tsx')),
  cost: lazy(() => import('../results/cost-tab.tsx')),
  energy: lazy(() => import('../results/energy-tab.tsx')),
  money: lazy(() => import('../outlook/money-tab.tsx')),
  years: lazy(() => import('../outlook/years-tab.tsx')),
  sensitivity: lazy(() => import('../outlook/sensitivity-tab.tsx')),
  table: lazy(() => import('../results/table-tab.tsx')),
};

/** Tabs with a side list of their own, which takes the place of the inspector while the dock is expanded. */
export const WITH_SIDE_LIST: ReadonlySet<DockTab> = new Set(['frontier', 'walls']);
