/** The estate by year: headroom, orders, cost. */
import { createOutlook } from './outlook-store.ts';

export const { useStore: useYearsStore, useAsked: useYears } = createOutlook('years');
