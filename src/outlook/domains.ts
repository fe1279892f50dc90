/** What fails together in the racks of a deployment, and the scenario that is left when the largest of each kind does. */
import type { PoolBundle } from '../evaluate/pool-bundle.ts';
import type { ServingUnit } from '../evaluate/pool-capacity.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import { carryingGroups, type CarryingGroup } from './enlarge.ts';
import type { DomainLoss, FailureDomain } from './failures-answer.ts';
import { withDemand, withoutPosition, withoutSite, withoutSystem } from './variants.ts';

export interface Loss extends Pick<
  DomainLoss,
  'domain' | 'siteId' | 'rackGroupId' | 'position' | 'systems' | 'accelerators'
> {
  /** Null where nothing of the deployment is left. */
  readonly left: Scenario | null;
  /** Of the capacity, where the scenario cannot show it: an instance is less than a system. */
  readonly capacityShare: number | null;
}

export const DOMAINS: readonly FailureDomain[] = ['instance', 'system', 'position', 'site'];

/**
 * The largest loss of each domain, by the capacity that goes with it. Where the parts of a request stand apart a small part may weigh most:
 * then every group is a candidate. Several of one domain are to be compared by what is left.
 */
export const lossesOf = (
  scenario: Scenario,
  deployment: Deployment,
  bundle: PoolBundle,
  catalogue: Catalogue,
): Loss[] => {
  const groups = carryingGroups(scenario, bundle);
  if (!bundle.pool || groups.length === 0) return [];
  const standing = groups.flatMap((group) => {
    const rackGroup = scenario.rackGroups.find(({ id }) => id === group.rackGroupId);
    const accelerators = catalogue.systems[rackGroup?.systemId ?? '']?.accelerators ?? 0;
    return rackGroup ? [{ ...group, rackGroup, accelerators }] : [];
  });
  const apart = bundle.pool.units.some(({ unit }) => unit.mode !== 'aggregated');
  const perSystem = ({ share, systems, copies }: CarryingGroup): number => share / (systems * copies);
  const systems = standing.map((group): Sized => ({
    size: perSystem(group),
    loss: {
      domain: 'system',
      siteId: group.rackGroup.siteId,
      rackGroupId: group.rackGroupId,
      position: group.rackGroup.placements[0]?.position ?? null,
      systems: 1,
      accelerators: group.accelerators,
      left: null,
      capacityShare: null,
    },
    left: () => withoutSystem(scenario, group.rackGroupId),
  }));
  const positions = merged(
    standing.flatMap((group) =>
      group.rackGroup.placements.map(({ position, count }): Sized => ({
        size: count * perSystem(group),
        loss: {
          domain: 'position',
          siteId: group.rackGroup.siteId,
          rackGroupId: group.rackGroupId,
          position,
          systems: count,
          accelerators: count * group.accelerators,
          left: null,
          capacityShare: null,
        },
        left: () => withoutPosition(scenario, group.rackGroup.siteId, position),
      })),
    ),
  );
  const sites = merged(
    standing.map((group): Sized => ({
      size: group.systems * perSystem(group),
      loss: {
        domain: 'site',
        siteId: group.rackGroup.siteId,
        rackGroupId: null,
        position: null,
        systems: group.systems,
        accelerators: group.systems * group.accelerators,
        left: null,
        capacityShare: null,
      },
      left: () => withoutSite(scenario, group.rackGroup.siteId),
    })),
  );
  return [
    instanceLoss(scenario, deployment, bundle.pool),
    ...largest(systems, apart),
    ...largest(positions, apart),
    ...largest(sites, false),
  ];
};

interface Sized {
  readonly size: number;
  readonly loss: Loss;
  readonly left: () => Scenario;
}

/** What stands on one place goes together. */
const merged = (all: readonly Sized[]): Sized[] => {
  const byPlace = new Map<string, Sized>();
  for (const one of all) {
    const key = `${one.loss.siteId}/${one.loss.position ?? ''}`;
    const known = byPlace.get(key);
    byPlace.set(
      key,
      known
        ? {
            ...known,
            size: known.size + one.size,
            loss: {
              ...known.loss,
              systems: known.loss.systems + one.loss.systems,
              accelerators: known.loss.accelerators + one.loss.accelerators,
            },
          }
        : one,
    );
  }
  return [...byPlace.values()];
};

/** Where parts stand apart, the largest of each rack group. */
const largest = (all: readonly Sized[], apart: boolean): Loss[] => {
  const ordered = all.toSorted((a, b) => b.size - a.size);
  const candidates = apart
    ? ordered.filter(
        ({ loss }, index) => ordered.findIndex((other) => other.loss.rackGroupId === loss.rackGroupId) === index,
      )
    : ordered.slice(0, 1);
  return candidates.map(({ loss, left }) => ({ ...loss, left: left() }));
};

/** Losing 1 of n instances is, hour by hour, as if n ÷ (n − 1) of the demand had to be served. Parts apart stop with their rarest. Eq. Y5 */
const instanceLoss = (scenario: Scenario, deployment: Deployment, pool: NonNullable<PoolBundle['pool']>): Loss => {
  const whole = pool.units.reduce((sum, one) => sum + carried(one), 0);
  const lost = ({ unit, capacity }: ServingUnit): number => {
    const parts = [capacity.instances, capacity.prefill?.instances, capacity.ffn?.instances].flatMap((n) => n ?? []);
    return carried({ unit, capacity }) / (whole * Math.min(...parts) * unit.copies);
  };
  const worst = pool.units.reduce((a, b) => (lost(b) > lost(a) ? b : a));
  const share = lost(worst);
  const group = worst.unit.groups[0];
  if (!group) throw new Error('domains: a unit without a rack group');
  return {
    domain: 'instance',
    siteId: group.site.id,
    rackGroupId: group.rackGroup.id,
    position: null,
    systems: 0,
    accelerators: acceleratorsOf(worst.capacity.instance.layout),
    left: share < 1 - 1e-9 ? withDemand(scenario, deployment.workloadIds, 1 / (1 - share)) : null,
    capacityShare: Math.min(1, share),
  };
};

const carried = ({ capacity }: ServingUnit): number =>
  capacity.slaCapacity > 0 ? capacity.slaCapacity : capacity.saturation;
