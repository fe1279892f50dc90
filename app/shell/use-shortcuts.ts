/** Keys of the whole window: undo, redo, and Escape out of the expanded dock. */
import { useEffect } from 'react';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';

/** A field keeps its own undo while it is being typed in. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'));

const onKey = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || isTyping(event.target)) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && (key === 'z' || key === 'y')) {
    event.preventDefault();
    const { undo, redo } = useScenarioStore.getState();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
    return;
  }
  const { dockExpanded, inHand, expandDock } = useSessionStore.getState();
  if (event.key === 'Escape' && dockExpanded && inHand === null) expandDock(false);
};

export const useShortcuts = (): void => {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};
