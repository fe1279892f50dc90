/** What fails together, and what is left then. */
import { createOutlook } from './outlook-store.ts';

export const { useStore: useFailuresStore, useAsked: useFailures } = createOutlook('failures');
