/** What is put away, when, and what comes back: on a device in memory that may refuse or forget. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { newScenario } from '../../src/scenario/defaults.ts';
import { renameScenario } from '../../src/scenario/edits/rename-scenario.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { restoreAutosave, startAutosave } from './autosave.ts';
import { useScenarioStore } from './scenario-store.ts';
import { useSessionStore } from './session-store.ts';
import { withNotes, type Kept, type ShelfPlace, type SlowShelf } from './shelf.ts';

/** Both storages of a browser, in memory. */
const device = () => {
  const kept = new Map<ShelfPlace, Kept>();
  const notes = new Map<string, string>();
  let puts = 0;
  let prepared = 0;
  let refusal: Error | null = null;
  let gone = false;
  const slow: SlowShelf = {
    prepare: () => {
      prepared += 1;
    },
    put: async (place, value) => {
      if (refusal) throw refusal;
      if (gone) return new Promise(() => {});
      puts += 1;
      kept.set(place, structuredClone(value));
    },
    get: async (place) => {
      if (refusal) throw refusal;
      return kept.get(place);
    },
  };
  const shelf = withNotes(slow, () => ({
    getItem: (key) => notes.get(key) ?? null,
    setItem: (key, text) => void notes.set(key, text),
    removeItem: (key) => void notes.delete(key),
  }));
  return {
    shelf,
    kept,
    notes,
    puts: () => puts,
    prepared: () => prepared,
    /** Null lets everything pass again. */
    refuse: (reason: Error | null): void => {
      refusal = reason;
    },
    /** The database takes nothing in any more, and tells nobody. */
    losePuts: (lost: boolean): void => {
      gone = lost;
    },
  };
};

const plan = (name: string): Scenario => newScenario(defaultCatalogue.version, name);
const rename = (name: string): void =>
  useScenarioStore.getState().edit('Rename', (scenario) => renameScenario(scenario, { name }));
const said = (): string | undefined => useSessionStore.getState().message?.text;
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

const leave = (event = 'pagehide'): unknown => page.dispatchEvent(new Event(event));
const keptScenario = (): unknown => memory.kept.get('present')?.scenario;

let stop = (): void => {};
let memory = device();
let page = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  useScenarioStore.getState().close();
  useSessionStore.getState().say(null);
  memory = device();
  page = new EventTarget();
  stop = startAutosave(memory.shelf, page);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('startAutosave', () => {
  it('is ready before the first edit, and keeps nothing that was only looked at', async () => {
    useScenarioStore.getState().open(plan('Looked at'));
    leave();
    await vi.advanceTimersByTimeAsync(5000);
    expect(memory.prepared()).toBeGreaterThan(0);
    expect(memory.puts()).toBe(0);
    expect(memory.notes.size).toBe(0);
  });

  it('keeps quick edits in one write, the last of them', async () => {
    useScenarioStore.getState().open(plan('Plan'));
    for (const name of ['One', 'Two', 'Three']) {
      rename(name);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(memory.puts()).toBe(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(memory.puts()).toBe(1);
    expect(keptScenario()).toMatchObject({ name: 'Three' });
  });

  it.each(['pagehide', 'visibilitychange'])(
    'loses no edit at %s to a database that is never heard of again',
    async (event) => {
      useScenarioStore.getState().open(plan('Plan'));
      rename('Edited');
      memory.losePuts(true);
      leave(event);
      expect(await restoreAutosave(memory.shelf)).toMatchObject({ kind: 'plan', scenario: { name: 'Edited' } });
    },
  );

  it('loses no edit whose write was under way when the page was left', async () => {
    useScenarioStore.getState().open(plan('Plan'));
    rename('Edited');
    memory.losePuts(true);
    await vi.advanceTimersByTimeAsync(1000);
    leave();
    expect(await restoreAutosave(memory.shelf)).toMatchObject({ kind: 'plan', scenario: { name: 'Edited' } });
  });

  it('leaves no note behind that is older than what is kept', async () => {
    useScenarioStore.getState().open(plan('Plan'));
    rename('Older');
    leave('visibilitychange');
    rename('Newer');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await restoreAutosave(memory.shelf)).toMatchObject({ kind: 'plan', scenario: { name: 'Newer' } });
    expect(memory.notes.size).toBe(0);
  });

  it('keeps the edit of a plan that is closed at once', async () => {
    useScenarioStore.getState().open(plan('Plan'));
    rename('Edited');
    useScenarioStore.getState().close();
    await settle();
    expect(keptScenario()).toMatchObject({ name: 'Edited' });
  });

  it('says once that nothing is kept, and tries the newest plan again when the page is left', async () => {
    memory.refuse(new DOMException('denied', 'SecurityError'));
    useScenarioStore.getState().open(plan('Plan'));
    rename('One');
    await vi.advanceTimersByTimeAsync(1000);
    expect(said()).toContain('not kept on this device: the browser does not allow it');
    useSessionStore.getState().say(null);
    rename('Two');
    await vi.advanceTimersByTimeAsync(1000);
    expect(said()).toBeUndefined();
    memory.refuse(null);
    leave();
    await settle();
    expect(keptScenario()).toMatchObject({ name: 'Two' });
  });

  it('tells a full storage from a forbidden one', async () => {
    memory.refuse(new DOMException('no room', 'QuotaExceededError'));
    useScenarioStore.getState().open(plan('Plan'));
    rename('One');
    await vi.advanceTimersByTimeAsync(1000);
    expect(said()).toContain('its storage is full');
  });
});

describe('restoreAutosave', () => {
  it('gives back what was kept', async () => {
    useScenarioStore.getState().open(plan('Plan'));
    rename('Edited');
    await vi.advanceTimersByTimeAsync(1000);
    const { history } = useScenarioStore.getState();
    expect(await restoreAutosave(memory.shelf)).toEqual({ kind: 'plan', scenario: history?.present });
  });

  it('tells a device that keeps nothing yet from one that gives nothing back', async () => {
    expect(await restoreAutosave(memory.shelf)).toEqual({ kind: 'nothing' });
    memory.refuse(new Error('The database is damaged'));
    const restored = await restoreAutosave(memory.shelf);
    expect(restored).toMatchObject({ kind: 'refused', text: expect.stringContaining('The database is damaged') });
  });

  it('passes over a note that is not one of ours', async () => {
    memory.kept.set('present', { savedAt: 1, scenario: plan('Kept') });
    memory.shelf.leaveNote({ savedAt: 2, scenario: plan('Note') });
    for (const key of memory.notes.keys()) memory.notes.set(key, '{"savedAt": "yesterday"');
    expect(await restoreAutosave(memory.shelf)).toMatchObject({ kind: 'plan', scenario: { name: 'Kept' } });
  });

  it('says where a kept plan is wrong and sets it aside as it was', async () => {
    const broken = { savedAt: 1, scenario: { ...plan('Plan'), name: 7 } };
    memory.kept.set('present', broken);
    const restored = await restoreAutosave(memory.shelf);
    expect(restored).toMatchObject({
      kind: 'refused',
      text: expect.stringMatching(/could not be read: name: .*set aside/),
    });
    expect(memory.kept.get('unreadable')).toEqual(broken);
  });
});
