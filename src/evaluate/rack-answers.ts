/** One answer per occupied position, of one copy of its site: load, verdict, what it draws and what its feed and cooling allow. */
import type { Catalogue } from '../catalogue/figures.ts';
import { positionsOf } from '../scenario/positions.ts';
import type { RackGroup, Scenario, Site } from '../scenario/schema.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import type { RackAnswer } from './evaluation.ts';
import type { PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool.ts';
import { provisionedOf } from './rack-power.ts';
import type { GroupPower } from './site-answer.ts';

export const rackAnswersOf = (
  scenario: Scenario,
  site: Site,
  groups: readonly GroupPower[],
  bundles: readonly PoolBundle[],
  catalogue: Catalogue,
): RackAnswer[] => {
  const positions = positionsOf(site);
  return groups.flatMap(({ rackGroup, itPower }) => {
    const owner = scenario.deployments.find(({ rackGroupIds }) => rackGroupIds.includes(rackGroup.id));
    const bundle = bundles.find(({ deploymentId }) => deploymentId === owner?.id);
    const served = bundle?.deployment.groups.find(({ rackGroupId }) => rackGroupId === rackGroup.id);
    const hour = bundle?.deployment.peakHourUtc ?? 0;
    const systems = systemsOf(rackGroup);
    const drawn = itPower ? (itPower.weekday[hour] ?? 0) / systems : 0;
    const load = served && bundle ? unitShareOf(rackGroup, bundle, hour) : null;
    const provisioned = provisionedOf(rackGroup, catalogue);
    return rackGroup.placements.map(({ position, count }): RackAnswer => {
      const place = positions[position];
      return {
        siteId: site.id,
        position,
        rackGroupId: rackGroup.id,
        systemId: rackGroup.systemId,
        count,
        deploymentId: owner?.id ?? null,
        load,
        verdict: served && bundle ? bundle.deployment.verdict : 'withheld',
        wall: served?.wall ?? null,
        phase: served ? (served.role === 'prefill' ? 'prefill' : 'decode') : null,
        drawn: quantity<'J/s'>(drawn * count),
        provisioned: scale(provisioned, count),
        limit: watts(place ? place.airWatts + place.liquidWatts : 0),
      };
    });
  });
};

/** Share of the unit that a group is part of: where the nearest are loaded first, each has its own. Null where it is part of none. */
const unitShareOf = ({ id }: RackGroup, { pool }: PoolBundle, hour: number): number | null => {
  const index = (pool?.units ?? []).findIndex(({ unit }) =>
    [unit, unit.prefill, unit.ffn].some((part) => part?.groups.some(({ rackGroup }) => rackGroup.id === id)),
  );
  const day = pool?.weekday.units[index];
  return day ? (day.interactive[hour] ?? 0) + (day.offline[hour] ?? 0) : null;
};

const watts = (value: number): Watts => quantity<'J/s'>(value);
