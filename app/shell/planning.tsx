/** Everything an open plan needs: the workspace, its tablet form or the summary on a phone, and the planner behind them. */
import { PhoneSummary } from './phone-summary.tsx';
import { TabletWorkspace } from './tablet-workspace.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useViewport } from './use-viewport.ts';
import { Workspace } from './workspace.tsx';

export { startPlanning } from '../state/evaluate-on-edit.ts';

export const Planning = () => {
  const viewport = useViewport();
  useShortcuts();
  switch (viewport) {
    case 'desk':
      return <Workspace />;
    case 'tablet':
      return <TabletWorkspace />;
    case 'phone':
      return <PhoneSummary />;
  }
};
