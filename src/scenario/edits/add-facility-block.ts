/** Adds a modular block to a site: its positions come last, so that no rack moves, and its power comes on top of the cap. */
import { FACILITY_BLOCKS, type FacilityBlock } from '../facility-blocks.ts';
import type { Scenario, Site } from '../schema.ts';
import { updateSite } from './update-site.ts';

export interface AddFacilityBlock {
  readonly siteId: string;
  readonly blockId: FacilityBlock['id'];
}

/** The scenario with the block added; the same scenario when there is no such site or no room for its positions. */
export const addFacilityBlock = (scenario: Scenario, { siteId, blockId }: AddFacilityBlock): Scenario => {
  const site = scenario.sites.find((item) => item.id === siteId);
  const block = FACILITY_BLOCKS.find((item) => item.id === blockId);
  if (!site || !block) return scenario;
  return updateSite(scenario, {
    siteId,
    patch: { positions: withPositions(site, block), powerCapWatts: site.powerCapWatts + block.meterWatts },
  });
};

/** Positions like the last ones of the site join them. */
const withPositions = (
  { positions }: Site,
  { positions: count, airWatts, liquidWatts }: FacilityBlock,
): Site['positions'] => {
  const last = positions.at(-1);
  return last?.airWatts === airWatts && last.liquidWatts === liquidWatts
    ? [...positions.slice(0, -1), { ...last, count: last.count + count }]
    : [...positions, { count, airWatts, liquidWatts }];
};
