/**
 * The names that ship with the planner.
 */
import type { Aliases } from './aliases.ts';
import aliases from './generated/aliases.json' with { type: 'json' };

export const defaultAliases: Aliases = aliases;
