/** Which of the three layouts the window has room for. */
import { useSyncExternalStore } from 'react';

export type Viewport = 'phone' | 'tablet' | 'desk';

const TABLET = '(min-width: 640px)';
const DESK = '(min-width: 1024px)';

const subscribe = (changed: () => void): (() => void) => {
  const queries = [window.matchMedia(TABLET), window.matchMedia(DESK)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
};

const read = (): Viewport => {
  if (window.matchMedia(DESK).matches) return 'desk';
  return window.matchMedia(TABLET).matches ? 'tablet' : 'phone';
};

export const useViewport = (): Viewport => useSyncExternalStore(subscribe, read);
