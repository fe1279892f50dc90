/** What the page opens with: a link, a named example, the plan kept on this device, or the first visit. */
import { useEffect, useState } from 'react';
import type { ReadError } from '../../src/scenario/read-error.ts';
import type { Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { isScenarioFragment } from '../../src/scenario/url-codec.ts';
import { loadExample } from '../share/files.ts';
import { restoreAutosave } from '../state/autosave.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { loadPlanning } from './load-planning.ts';

/** Opens what was read, or says why it was not. */
export const openResult = (result: Result<Scenario, ReadError>): boolean => {
  const { say, select, show } = useSessionStore.getState();
  // What was opened, or why it was not, is said there.
  show('plan');
  if (!result.ok) {
    const { place, reason, remedy } = result.error;
    say({ tone: 'refusal', text: `Not opened: ${place === '' ? '' : `${place}: `}${reason}. ${remedy}` });
    return false;
  }
  select(null);
  say(null);
  useScenarioStore.getState().open(result.value);
  return true;
};

const openAddress = async (): Promise<boolean> => {
  const { hash, search } = window.location;
  const example = new URLSearchParams(search).get('example');
  // The workspace is fetched while the plan is read.
  if (isScenarioFragment(hash) || example !== null) loadPlanning();
  if (isScenarioFragment(hash)) {
    const { readLink } = await import('../share/link.ts');
    return openResult(await readLink(hash));
  }
  return example !== null && openResult(await loadExample(example));
};

const openKept = async (): Promise<void> => {
  const restored = await restoreAutosave();
  // The person may have opened something while the device was read.
  if (useScenarioStore.getState().history !== null) return;
  if (restored.kind === 'plan') useScenarioStore.getState().open(restored.scenario);
  if (restored.kind === 'refused') useSessionStore.getState().say({ tone: 'refusal', text: restored.text });
};

/** After the first edit the address no longer tells what is on screen: a reload must not bring the old plan back. */
const forgetAddressOnEdit = (): (() => void) =>
  useScenarioStore.subscribe((state) => {
    const { hash, search, pathname } = window.location;
    if ((isScenarioFragment(hash) || search !== '') && state.history && state.history.past.length > 0) {
      window.history.replaceState(null, '', pathname);
    }
  });

/** True once it is known what to show. */
export const useOpening = (): boolean => {
  const [known, setKnown] = useState(false);
  useEffect(() => {
    const refused = (): boolean => useSessionStore.getState().message?.tone === 'refusal';
    const openAll = async (): Promise<void> => {
      if (!(await openAddress()) && !refused()) await openKept();
      setKnown(true);
    };
    void openAll();
    const changed = (): void => void openAddress();
    window.addEventListener('hashchange', changed);
    const stop = forgetAddressOnEdit();
    return () => {
      window.removeEventListener('hashchange', changed);
      stop();
    };
  }, []);
  return known;
};
