/**
 * The catalogue that ships with the planner.
 */
import type { Catalogue } from './figures.ts';
import figures from './generated/figures.json' with { type: 'json' };
import { loadCatalogue } from './load.ts';

export const defaultCatalogue: Catalogue = loadCatalogue(figures);
