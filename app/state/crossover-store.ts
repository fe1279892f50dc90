/** Having the racks against renting them and against buying tokens, by volume. */
import { createOutlook } from './outlook-store.ts';

export const { useStore: useCrossoverStore, useAsked: useCrossover } = createOutlook('crossover');
