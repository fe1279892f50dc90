/** One answer per occupied position, of one copy of its site: load, verdict, what it draws and what its feed and cooling allow. */
import { positionsOf } from '../scenario/positions.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import type { Estate } from './estate.ts';
import type { RackAnswer } from './evaluation.ts';
import { rememberFrom, type EvaluationMemo } from './memo.ts';
import type { PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool.ts';
import { provisionedOf } from './rack-power.ts';
import type { GroupPower } from './site-answer.ts';

/** Of all rack groups, site by site. */
export const rackAnswersOf = ({ scenario, catalogue, bundles, sites }: Estate, memo: EvaluationMemo): RackAnswer[] => {
  const owners = new Map(
    bundles
      .flatMap((bundle, index) => (scenario.deployments[index]?.rackGroupIds ?? []).map((id) => [id, bundle] as const))
      .toReversed(),
  );
  return sites.flatMap(({ site, groups }) =>
    groups.flatMap((group) => {
      const { rackGroup } = group;
      const owner = owners.get(rackGroup.id) ?? null;
      const provisioned = provisionedOf(rackGroup, catalogue);
      return rememberFrom(memo.racks, rackGroup.id, [site, group, owner, provisioned], () =>
        groupRacks(site, group, owner, provisioned),
      );
    }),
  );
};

const groupRacks = (
  site: Site,
  { rackGroup, itPower }: GroupPower,
  bundle: PoolBundle | null,
  provisioned: Watts,
): RackAnswer[] => {
  const positions = positionsOf(site);
  const served = bundle?.deployment.groups.find(({ rackGroupId }) => rackGroupId === rackGroup.id);
  const hour = bundle?.deployment.peakHourUtc ?? 0;
  const drawn = itPower ? (itPower.weekday[hour] ?? 0) / systemsOf(rackGroup) : 0;
  const load = served && bundle ? unitShareOf(rackGroup, bundle, hour) : null;
  return rackGroup.placements.map(({ position, count }): RackAnswer => {
    const place = positions[position];
    return {
      siteId: site.id,
      position,
      rackGroupId: rackGroup.id,
      systemId: rackGroup.systemId,
      count,
      deploymentId: bundle?.deploymentId ?? null,
      load,
      verdict: served && bundle ? bundle.deployment.verdict : 'withheld',
      wall: served?.wall ?? null,
      phase: served ? (served.role === 'prefill' ? 'prefill' : 'decode') : null,
      drawn: quantity<'J/s'>(drawn * count),
      provisioned: scale(provisioned, count),
      limit: watts(place ? place.airWatts + place.liquidWatts : 0),
    };
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
