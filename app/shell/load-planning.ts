/** Fetches the workspace, a chunk of its own: when the first page is idle, or at once when a plan is about to open. */
import type { ComponentType } from 'react';
import { create } from 'zustand';

interface Loaded {
  /** Null until it is here. */
  readonly Planning: ComponentType | null;
  /** The fetch failed, and none is under way. */
  readonly failed: boolean;
}

/** Not `lazy`: Suspense holds its fallback for a while, and the workspace must be drawn the moment it is here. */
export const usePlanning = create<Loaded>()(() => ({ Planning: null, failed: false }));

let asked = false;

/** Fetches the workspace and starts the planner, once; after a failure it tries again. */
export const loadPlanning = (): void => {
  if (asked) return;
  asked = true;
  usePlanning.setState({ failed: false });
  import('./planning.tsx').then(
    ({ Planning, startPlanning }) => {
      startPlanning();
      usePlanning.setState({ Planning });
    },
    () => {
      asked = false;
      usePlanning.setState({ failed: true });
    },
  );
};

/** Safari has no idle callback: there, a moment after the first page is drawn. */
const LATER_MS = 200;

/** Fetches the workspace as soon as the page has nothing else to do. Returns what takes it back. */
export const loadPlanningWhenIdle = (): (() => void) => {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(loadPlanning, LATER_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(loadPlanning);
  return () => cancelIdleCallback(request);
};
