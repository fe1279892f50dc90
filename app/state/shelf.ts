/** What autosave needs of a device: a place for plans that takes its time, and one for the moment the page is left. */

/** A plan as it was put away. What comes back may have been written by another version of the page. */
export interface Kept {
  readonly savedAt: number;
  readonly scenario: unknown;
}

/** The plan to go on with, and the last one that could not be read. */
export type ShelfPlace = 'present' | 'unreadable';

export interface SlowShelf {
  /** Gets ready, so that the next `put` does not have to. Reports nothing: `put` and `get` do. */
  prepare(): void;
  /** Fails when the browser keeps nothing. */
  put(place: ShelfPlace, kept: Kept): Promise<void>;
  /** Undefined where nothing was put. Fails when the browser gives nothing back. */
  get(place: ShelfPlace): Promise<Kept | undefined>;
}

export interface Shelf extends SlowShelf {
  /** Puts the present plan down before it returns, where it is found until a `put` is done. Does nothing where that is forbidden. */
  leaveNote(kept: Kept): void;
}

type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'rackwright.unsaved';

/**
 * A shelf that also takes a note. A page that is left may be gone before its database has taken what it was given, even in a
 * transaction already committed; this storage is written before the call returns. A note is always newer than the shelf: what
 * is put later takes it away.
 *
 * @param notes throws where the browser forbids storage
 */
export const withNotes = (slow: SlowShelf, notes: () => Notes): Shelf => {
  const noteText = (): string | null => {
    try {
      return notes().getItem(KEY);
    } catch {
      return null;
    }
  };
  const put: Shelf['put'] = async (place, kept) => {
    const before = noteText();
    await slow.put(place, kept);
    // A note that came meanwhile tells of a later edit.
    if (place === 'present' && before !== null && noteText() === before) notes().removeItem(KEY);
  };
  return {
    prepare: () => slow.prepare(),
    put,
    get: async (place) => {
      const text = place === 'present' ? noteText() : null;
      const note = text === null ? null : readNote(text);
      if (!note) return slow.get(place);
      // The note stays where the shelf refuses it, and is found again.
      void put(place, note).catch(() => {});
      return note;
    },
    leaveNote: (kept) => {
      try {
        notes().setItem(KEY, JSON.stringify(kept));
      } catch {
        // Forbidden or full: the shelf is tried as well, and says so.
      }
    },
  };
};

/** Null when it is not a note of ours. */
const readNote = (text: string): Kept | null => {
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note !== 'object' || note === null || !('savedAt' in note) || !('scenario' in note)) return null;
    return typeof note.savedAt === 'number' ? { savedAt: note.savedAt, scenario: note.scenario } : null;
  } catch {
    return null;
  }
};
