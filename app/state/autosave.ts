/**
 * Keeps the present scenario on this device and gives it back on the next visit. Only a scenario that was edited is kept:
 * looking at a link or an example must not replace the plan a person was working on.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useScenarioStore } from './scenario-store.ts';
import { useSessionStore } from './session-store.ts';

interface Kept {
  readonly savedAt: number;
  readonly scenario: unknown;
}

interface Shelf extends DBSchema {
  autosave: { key: 'present' | 'unreadable'; value: Kept };
}

/** A pause in the edits; shorter ones are one write. */
const QUIET_MS = 400;

/** Saves each edited scenario a moment after the last edit, and when the plan or the page is left. Returns what ends it. */
export const startAutosave = (): (() => void) => {
  let waiting: Scenario | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let warned = false;
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    const scenario = waiting;
    waiting = null;
    if (!scenario) return;
    try {
      await put('present', { savedAt: Date.now(), scenario });
      warned = false;
    } catch (reason) {
      if (!warned) useSessionStore.getState().say({ tone: 'refusal', text: whyNotKept(reason) });
      warned = true;
    }
  };
  const stop = useScenarioStore.subscribe(({ history, revision }, before) => {
    if (revision === before.revision) return;
    const edited = history !== null && (history.past.length > 0 || history.future.length > 0);
    if (!edited) {
      void save();
      return;
    }
    waiting = history.present;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), QUIET_MS);
  });
  const leave = (): void => void save();
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', leave);
  return () => {
    stop();
    leave();
    window.removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', leave);
  };
};

/** The scenario kept on this device; null when there is none or it cannot be read. One that cannot be read is set aside. */
export const restoreAutosave = async (): Promise<Scenario | null> => {
  try {
    const kept = await get('present');
    if (!kept) return null;
    const read = readScenario(kept.scenario);
    if (read.ok) return read.value;
    await put('unreadable', kept);
    useSessionStore.getState().say({
      tone: 'refusal',
      text: `The plan kept on this device could not be read: ${read.error.place} ${read.error.reason}. It was set aside.`,
    });
    return null;
  } catch {
    // Storage is denied here: there is nothing to restore, and the first save says why nothing will be kept.
    return null;
  }
};

let shelf: Promise<IDBPDatabase<Shelf>> | null = null;

const open = (): Promise<IDBPDatabase<Shelf>> => {
  shelf ??= import('idb').then(({ openDB }) =>
    openDB<Shelf>('rackwright', 1, {
      upgrade: (database) => {
        database.createObjectStore('autosave');
      },
      terminated: () => {
        shelf = null;
      },
    }),
  );
  // A failed opening is tried again by the next save.
  shelf.catch(() => {
    shelf = null;
  });
  return shelf;
};

const put = async (key: 'present' | 'unreadable', value: Kept): Promise<void> => {
  await (await open()).put('autosave', value, key);
};

const get = async (key: 'present'): Promise<Kept | undefined> => (await open()).get('autosave', key);

const whyNotKept = (reason: unknown): string => {
  const full = reason instanceof DOMException && reason.name === 'QuotaExceededError';
  const why = full ? 'its storage is full' : 'the browser does not allow it to store anything';
  return `This plan is not kept on this device: ${why}. Copy the link or save the file to keep it.`;
};
