/** The two buttons at the end of every top bar: light or dark, and what the signs mean. */
import { lazy, Suspense } from 'react';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { isDark } from './use-theme.ts';

const HelpButton = lazy(() => import('./help-button.tsx'));

export const HelpAndTheme = () => {
  const setTheme = useSessionStore((state) => state.setTheme);
  return (
    <>
      <Button
        kind="quiet"
        icon="theme"
        label="Switch between light and dark"
        onClick={() => setTheme(isDark() ? 'light' : 'dark')}
      />
      <Suspense fallback={null}>
        <HelpButton />
      </Suspense>
    </>
  );
};
