/** Puts the chosen theme on the document; `system` leaves the choice to the operating system. */
import { useEffect } from 'react';
import { useSessionStore } from '../state/session-store.ts';

export const useTheme = (): void => {
  const theme = useSessionStore((state) => state.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
};

/** Whether dark is what the person sees now. */
export const isDark = (): boolean => {
  const { theme } = useSessionStore.getState();
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
};
