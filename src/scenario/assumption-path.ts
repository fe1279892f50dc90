/** Paths of replaced catalogue figures. Whoever applies one walks objects by its segments, so names of the prototype are barred. */
const MAX_LENGTH = 160;

export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether this may be the path of an override, as `systems.gb200-nvl72.capex.base`. Whether it exists is for the catalogue to say. */
export const isAssumptionPath = (path: string): boolean =>
  path.length <= MAX_LENGTH &&
  /^[a-zA-Z][\w./-]*$/.test(path) &&
  path.split('.').every((segment) => segment !== '' && !FORBIDDEN_KEYS.has(segment));
