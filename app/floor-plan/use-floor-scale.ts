/** 3 px per U where the window has room; 2 px below 860 px of height or 1400 px of width, unless a tablet gives the rooms all its width. */
import { useSyncExternalStore } from 'react';
import type { FloorScale } from './room-geometry.ts';

const LARGE =
  '(min-width: 1400px) and (min-height: 860px), (min-width: 860px) and (max-width: 1023px) and (min-height: 1000px)';

const subscribe = (changed: () => void): (() => void) => {
  const query = window.matchMedia(LARGE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

const read = (): FloorScale => (window.matchMedia(LARGE).matches ? 3 : 2);

export const useFloorScale = (): FloorScale => useSyncExternalStore(subscribe, read);
