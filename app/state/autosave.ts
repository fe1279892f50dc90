/**
 * Keeps the present scenario on this device and gives it back on the next visit. Only a scenario that was edited is kept:
 * looking at a link or an example must not replace the plan a person was working on.
 */
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { deviceShelf, whyNotStored } from './device-shelf.ts';
import { useScenarioStore } from './scenario-store.ts';
import { useSessionStore } from './session-store.ts';
import type { Kept, Shelf } from './shelf.ts';

/** A pause in the edits; shorter ones are one write. */
const QUIET_MS = 400;

/** Hidden may be the last that is heard of a page, on a phone above all. Both reach the window. */
const LEAVING = ['pagehide', 'visibilitychange'];

/** Saves each edited scenario a moment after the last edit, and when the plan or the page is left. Returns what ends it. */
export const startAutosave = (shelf: Shelf = deviceShelf, page: EventTarget = window): (() => void) => {
  /** Edited, and not yet known to be kept. */
  let unsaved: Scenario | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let warned = false;
  const save = async (): Promise<void> => {
    clearTimeout(timer);
    const scenario = unsaved;
    if (!scenario) return;
    try {
      await shelf.put('present', { savedAt: Date.now(), scenario });
      if (unsaved === scenario) unsaved = null;
      warned = false;
    } catch (reason) {
      if (!warned) useSessionStore.getState().say({ tone: 'refusal', text: notKept(reason) });
      warned = true;
    }
  };
  const stop = useScenarioStore.subscribe(({ history, revision }, before) => {
    if (revision === before.revision) return;
    // Ready before the first edit, so that none waits for the opening.
    if (history !== null) shelf.prepare();
    const edited = history !== null && (history.past.length > 0 || history.future.length > 0);
    if (!edited) {
      void save();
      return;
    }
    unsaved = history.present;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), QUIET_MS);
  });
  const leave = (): void => {
    if (unsaved) shelf.leaveNote({ savedAt: Date.now(), scenario: unsaved });
    void save();
  };
  for (const event of LEAVING) page.addEventListener(event, leave);
  return () => {
    stop();
    leave();
    for (const event of LEAVING) page.removeEventListener(event, leave);
  };
};

/** What the device gave back. */
export type Restored =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'plan'; readonly scenario: Scenario }
  /** Something is or may be kept, and why it is not shown. */
  | { readonly kind: 'refused'; readonly text: string };

/** Reads the scenario kept on this device. One that cannot be understood is set aside, so that the next save does not take its place. */
export const restoreAutosave = async (shelf: Shelf = deviceShelf): Promise<Restored> => {
  try {
    const kept = await shelf.get('present');
    if (!kept) return { kind: 'nothing' };
    const read = readScenario(kept.scenario);
    if (read.ok) return { kind: 'plan', scenario: read.value };
    const { place, reason } = read.error;
    const fate = await setAside(shelf, kept);
    return {
      kind: 'refused',
      text: `The plan kept on this device could not be read: ${place === '' ? '' : `${place}: `}${reason}. ${fate}`,
    };
  } catch (reason) {
    return { kind: 'refused', text: `No plan kept on this device can be opened: ${whyNotStored(reason)}.` };
  }
};

const setAside = async (shelf: Shelf, kept: Kept): Promise<string> => {
  try {
    await shelf.put('unreadable', kept);
    return 'It was set aside.';
  } catch {
    return 'The next plan you edit takes its place.';
  }
};

const notKept = (reason: unknown): string =>
  `This plan is not kept on this device: ${whyNotStored(reason)}. Copy the link or save the file to keep it.`;
