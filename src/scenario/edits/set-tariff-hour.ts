/** Sets the price of electricity in one local hour as a multiplier of the site's price. */
import { withMultiplier } from '../multipliers.ts';
import type { Scenario } from '../schema.ts';
import { updateSite } from './update-site.ts';

export interface SetTariffHour {
  readonly siteId: string;
  /** Local hour of the site, 0 to 23. */
  readonly hour: number;
  readonly multiplier: number;
}

/** The scenario with that hour changed; the same scenario when nothing changes or the multiplier is invalid. */
export const setTariffHour = (scenario: Scenario, { siteId, hour, multiplier }: SetTariffHour): Scenario => {
  const site = scenario.sites.find((item) => item.id === siteId);
  if (!site) return scenario;
  return updateSite(scenario, {
    siteId,
    patch: { tariffShape: withMultiplier(site.tariffShape, 24, hour, multiplier) },
  });
};
