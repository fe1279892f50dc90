/** The systems a person keeps at hand, on this device. Starts with one of each kind that is asked for most. */
import { create } from 'zustand';

const KEY = 'rackwright.short-list';
const START = [
  'gb200-nvl72',
  'gb300-nvl72',
  'lpx-256',
  'tpu-v7-cube',
  'hgx-h200-8',
  'mi355x-8',
  'cmx-icms',
  'jetson-edge',
];

export interface ShortListState {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
}

const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

/** A browser that forbids storage, or a spoiled entry, gives the list it starts with. */
const read = (): ReadonlySet<string> => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return new Set(isIds(stored) ? stored : START);
  } catch {
    return new Set(START);
  }
};

const write = (ids: ReadonlySet<string>): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ids]));
  } catch {
    // The list then lasts as long as the page.
  }
};

export const useShortList = create<ShortListState>()((set, get) => ({
  ids: read(),
  toggle: (id) => {
    const ids = new Set(get().ids);
    if (!ids.delete(id)) ids.add(id);
    write(ids);
    set({ ids });
  },
}));
