/** Plans on this device: a database of the browser, opened once and left open until the page goes. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { withNotes, type Kept, type Shelf, type ShelfPlace } from './shelf.ts';

interface Schema extends DBSchema {
  autosave: { key: ShelfPlace; value: Kept };
}

let database: Promise<IDBPDatabase<Schema>> | null = null;

const forget = (): void => {
  database = null;
};

const open = (): Promise<IDBPDatabase<Schema>> => {
  if (database) return database;
  const opening = import('idb').then(({ openDB }) =>
    openDB<Schema>('rackwright', 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('autosave');
      },
      // A newer page in another tab may change the database; this tab opens it again when it needs it.
      blocking: () => {
        forget();
        void opening.then((held) => held.close());
      },
      terminated: forget,
    }),
  );
  database = opening;
  // A failed opening is tried again by the next one who asks.
  opening.catch(forget);
  return opening;
};

export const deviceShelf: Shelf = withNotes(
  {
    prepare: () => void open().catch(() => {}),
    put: async (place, kept) => {
      const transaction = (await open()).transaction('autosave', 'readwrite');
      const putting = transaction.store.put(kept, place);
      // Does not wait for an answer that a page being left would not hear.
      transaction.commit();
      await Promise.all([putting, transaction.done]);
    },
    get: async (place) => (await open()).get('autosave', place),
  },
  () => localStorage,
);

/** Why the browser stores or returns nothing, as a clause. */
export const whyNotStored = (reason: unknown): string => {
  const { name, message } = reason instanceof Error ? reason : new Error(String(reason));
  if (name === 'QuotaExceededError') return 'its storage is full';
  if (name === 'SecurityError' || name === 'NotAllowedError') return 'the browser does not allow it to store anything';
  return `its storage failed (${message})`;
};
