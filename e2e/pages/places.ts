/** Which places of a scenario take a system and which refuse it, asked of the same rules as the page. */
import { messageOf } from '../../src/issues/messages.ts';
import { fittingPositions, placementRefusals } from '../../src/scenario/placement.ts';
import { groupAt, positionCount, positionLabel } from '../../src/scenario/positions.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { shippedCatalogue } from './catalogue.ts';

export interface NamedPlace {
  readonly siteId: string;
  readonly position: number;
  /** `A5`. */
  readonly label: string;
}

/** The first free position that takes the system. Throws when there is none: the test needs another example. */
export const freePlace = (scenario: Scenario, systemId: string): NamedPlace => {
  const place = fittingPositions(shippedCatalogue, scenario, systemId).find((each) => groupAt(scenario, each) === null);
  if (!place) throw new Error(`${scenario.name} has no free position for ${systemId}`);
  return place;
};

/** A free position that refuses some system, with the sentence it is refused by. */
export const refusedPlace = (
  scenario: Scenario,
): NamedPlace & { readonly systemId: string; readonly reason: string } => {
  for (const [siteIndex, site] of scenario.sites.entries()) {
    for (let position = 0; position < positionCount(site); position += 1) {
      const place = { siteId: site.id, position, label: positionLabel(siteIndex, position) };
      if (groupAt(scenario, place)) continue;
      for (const systemId of ['gb300-nvl72', 'gb200-nvl72', 'vr-nvl72']) {
        const issues = placementRefusals(shippedCatalogue, scenario, systemId, site.id, position, 1);
        const overload = issues.find((issue) =>
          ['position-power', 'position-liquid', 'position-air'].includes(issue.code),
        );
        if (overload) return { ...place, systemId, reason: messageOf(overload).detail };
      }
    }
  }
  throw new Error(`${scenario.name} refuses no rack: the test needs another example`);
};

/** Name of a system as the palette shows it. */
export const systemName = (systemId: string): string => {
  const system = shippedCatalogue.systems[systemId];
  if (!system) throw new Error(`no system ${systemId}`);
  return system.name;
};
