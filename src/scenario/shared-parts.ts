/**
 * Two documents that are alike in most parts, with one object for both wherever they are: whoever remembers what it worked out of a part
 * need only look whether it is the same object.
 */

type Parts = Record<string, unknown>;

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** `now`, with every part of it that equals that of `before` replaced by that one. Items of lists are compared by their id. */
export const sharedParts = <T>(before: unknown, now: T): T => share(before, now) as T;

const share = (before: unknown, now: unknown): unknown => {
  if (before === now) return before;
  if (Array.isArray(before) && Array.isArray(now)) return shareList(before, now);
  return isParts(before) && isParts(now) ? shareParts(before, now) : now;
};

const shareParts = (before: Parts, now: Parts): Parts => {
  let same = true;
  let shared: Parts | null = null;
  let more = 0;
  for (const key in now) {
    const [old, one] = [before[key], now[key]];
    const part = share(old, one);
    if (part !== old || (part === undefined && !Object.hasOwn(before, key))) same = false;
    if (part !== one) (shared ??= { ...now })[key] = part;
    more++;
  }
  for (const _ in before) more--;
  return same && more === 0 ? before : (shared ?? now);
};

const idOf = (item: unknown): unknown => (isParts(item) ? item['id'] : undefined);

const shareList = (before: readonly unknown[], now: readonly unknown[]): readonly unknown[] => {
  const byId = idOf(now[0]) === undefined ? null : new Map(before.map((item) => [idOf(item), item]));
  const shared = now.map((item, index) => share(byId ? byId.get(idOf(item)) : before[index], item));
  return shared.length === before.length && shared.every((item, index) => item === before[index]) ? before : shared;
};
