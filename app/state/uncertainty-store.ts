/** What chance does to the plan: quantiles of its totals, and which figures move them most. */
import { createOutlook } from './outlook-store.ts';

export const { useStore: useUncertaintyStore, useAsked: useUncertainty } = createOutlook('uncertainty');
