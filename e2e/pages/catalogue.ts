/** The catalogue that ships, read as a file: Playwright loads tests with Node itself, which does not import plain JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { ROOT } from '../../tools/architecture/tree.ts';

const FIGURES = join(ROOT, 'src', 'catalogue', 'generated', 'figures.json');

export const shippedCatalogue = loadCatalogue(JSON.parse(readFileSync(FIGURES, 'utf8')));
