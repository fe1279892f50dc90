/** The palette: what can be placed or served, in three tabs with one search. `/` goes to the search from anywhere. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { Icon } from '../ui/icon.tsx';
import { ModelsTab, WorkflowsTab } from './catalogue-tabs.tsx';
import { RacksTab } from './racks-tab.tsx';
import './palette.css';

const TABS = [
  { id: 'racks', name: 'Racks', count: Object.keys(defaultCatalogue.systems).length },
  { id: 'models', name: 'Models', count: Object.keys(defaultCatalogue.models).length },
  { id: 'workflows', name: 'Workflows', count: Object.keys(defaultCatalogue.workflows).length },
] as const;

type TabId = (typeof TABS)[number]['id'];

export const Palette = () => {
  const [tab, setTab] = useState<TabId>('racks');
  const [search, setSearch] = useState('');
  const field = useSlashFocus();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[TABS.findIndex(({ id }) => id === tab) + step];
    if (step === 0 || !next) return;
    setTab(next.id);
    document.getElementById(`palette-${next.id}`)?.focus();
  };
  return (
    <div className="palette">
      <div className="palette-tabs" role="tablist" aria-label="Palette">
        {TABS.map(({ id, name, count }) => (
          <button
            key={id}
            id={`palette-${id}`}
            type="button"
            role="tab"
            aria-selected={tab === id}
            aria-controls="palette-panel"
            tabIndex={tab === id ? 0 : -1}
            onClick={() => setTab(id)}
            onKeyDown={onKeyDown}
          >
            {name} <span>{count}</span>
          </button>
        ))}
      </div>
      <div className="palette-search">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={`Search ${tab}`}
          aria-keyshortcuts="/"
          placeholder={`Search ${tab}`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div id="palette-panel" role="tabpanel" aria-labelledby={`palette-${tab}`} className="palette-panel">
        {tab === 'racks' && <RacksTab search={search} />}
        {tab === 'models' && <ModelsTab search={search} />}
        {tab === 'workflows' && <WorkflowsTab search={search} />}
      </div>
    </div>
  );
};

/** Slash focuses the search, except while something is typed elsewhere. */
const useSlashFocus = () => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return field;
};
