/** The tabs of the dock, with how fast the answer came and how many issues there are. */
import { useRef, type KeyboardEvent } from 'react';
import { useResultsStore } from '../state/results-store.ts';
import { useSessionStore, type DockTab } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { IssueList } from './issue-list.tsx';
import { milliseconds } from './numbers.ts';
import './dock-tabs.css';

/** `short` is what there is room for; the whole name is read out and shown on hover. */
const TABS: readonly { readonly id: DockTab; readonly name: string; readonly short?: string }[] = [
  { id: 'demand', name: 'Demand and capacity', short: 'Demand' },
  { id: 'latency', name: 'Latency' },
  { id: 'frontier', name: 'Frontier' },
  { id: 'walls', name: 'Walls' },
  { id: 'steps', name: 'Step time', short: 'Step' },
  { id: 'memory', name: 'Memory and KV', short: 'Memory' },
  { id: 'ladder', name: 'Ladder' },
  { id: 'cost', name: 'Cost' },
  { id: 'money', name: 'TCO and crossover', short: 'TCO' },
  { id: 'energy', name: 'Energy and carbon', short: 'Energy' },
  { id: 'years', name: 'Years and failures', short: 'Years' },
  { id: 'sensitivity', name: 'Sensitivity' },
  { id: 'table', name: 'Table' },
];

const TabList = () => {
  const open = useSessionStore((state) => state.dockTab);
  const openTab = useSessionStore((state) => state.openTab);
  const list = useRef<HTMLDivElement>(null);

  const steer = (event: KeyboardEvent) => {
    const at = TABS.findIndex((tab) => tab.id === open);
    const steps: Partial<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: TABS.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = TABS[(next + TABS.length) % TABS.length];
    if (!tab) return;
    openTab(tab.id);
    list.current?.querySelector<HTMLElement>(`#dock-tab-${tab.id}`)?.focus();
  };

  return (
    <div role="tablist" aria-label="Answers" ref={list} onKeyDown={steer}>
      {TABS.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`dock-tab-${tab.id}`}
          aria-selected={tab.id === open}
          aria-controls="dock-panel"
          tabIndex={tab.id === open ? 0 : -1}
          aria-label={tab.name}
          title={tab.short === undefined ? undefined : tab.name}
          onClick={() => openTab(tab.id)}
        >
          {tab.short ?? tab.name}
        </button>
      ))}
    </div>
  );
};

export const DockTabs = () => {
  const answeredInMs = useResultsStore((state) => state.answeredInMs);
  const expanded = useSessionStore((state) => state.dockExpanded);
  const expandDock = useSessionStore((state) => state.expandDock);
  return (
    <div className="dock-tabs">
      <TabList />
      <div className="dock-tabs__right">
        {answeredInMs !== null && <span>answered in {milliseconds(answeredInMs)}</span>}
        <IssueList />
        <Button
          kind="quiet"
          icon={expanded ? 'collapse' : 'expand'}
          label={expanded ? 'Show the estate again' : 'Expand the answers'}
          onClick={() => expandDock(!expanded)}
        />
      </div>
    </div>
  );
};
