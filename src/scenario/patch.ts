/**
 * Changing single fields of one item of the scenario. The schema of the item decides whether the result stands,
 * so an edit can never leave a document that would not be read again.
 */
import * as z from 'zod/mini';
import { sameValue } from './same-value.ts';

/** New values by field; `undefined` takes a field back to its default, or to absent. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The item with the fields of the patch; the same object when nothing changes or the result would be invalid. */
export const patched = <S extends z.ZodMiniType>(
  schema: S,
  item: z.output<S> & object,
  patch: Patch<z.output<S>>,
): z.output<S> => {
  const fields = Object.entries({ ...item, ...patch }).filter(([, value]) => value !== undefined);
  const parsed = z.safeParse(schema, Object.fromEntries(fields));
  return parsed.success && !sameValue(parsed.data, item) ? parsed.data : item;
};

/** The list with the item of this id changed; the same list when the change returns the same item or there is none. */
export const changeItem = <T extends { readonly id: string }>(list: T[], id: string, change: (item: T) => T): T[] => {
  const index = list.findIndex((item) => item.id === id);
  const item = list[index];
  if (item === undefined) return list;
  const next = change(item);
  return next === item ? list : list.with(index, next);
};
