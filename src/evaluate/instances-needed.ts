/** Instances that a load asks for: within the share that may be used, with some of them down, and the largest that fails at once to spare [Q4]. */
import type { Scenario } from '../scenario/schema.ts';
import type { GroupAnswer } from './evaluation.ts';
import type { ServingUnit } from './pool-capacity.ts';
import { systemsOf } from './pool.ts';

export interface NeedTerms {
  /** Share of SLA capacity a plan may use. */
  readonly utilisationCap: number;
  /** Of an accelerator, 0..1. */
  readonly availability: number;
  readonly spare: Scenario['spare'];
}

/** Instances that go with the largest thing that fails at once: a site is one copy of it. `groups` are of all copies. Eq. Q4 */
export const largestDomain = (
  spare: NeedTerms['spare'],
  units: readonly ServingUnit[],
  groups: readonly GroupAnswer[],
): number => {
  if (spare === 'none' || groups.length === 0) return 0;
  if (spare === 'instance') return 1;
  const standing = units.flatMap(({ unit }) => [unit, unit.prefill, unit.ffn].flatMap((part) => part?.groups ?? []));
  const placed = groups.flatMap((group) => {
    const found = standing.find(({ rackGroup }) => rackGroup.id === group.rackGroupId);
    if (!found) return [];
    const { rackGroup, site } = found;
    return [{ instances: group.instances / site.count, systems: systemsOf(rackGroup), siteId: site.id }];
  });
  // An instance that spans systems goes with any of them.
  if (spare === 'system') return Math.max(...placed.map(({ instances, systems }) => Math.ceil(instances / systems)));
  const sites = [...new Set(placed.map(({ siteId }) => siteId))];
  return Math.max(
    ...sites.map((siteId) => placed.reduce((sum, one) => sum + (one.siteId === siteId ? one.instances : 0), 0)),
  );
};

/** For a load in requests per second when one instance serves `perInstance` inside its targets; 0 without load. Eq. Q4 */
export const instancesFor = (
  load: number,
  perInstance: number,
  { utilisationCap, availability }: NeedTerms,
  spare: number,
): number => (load > 0 ? Math.ceil(Math.ceil(load / (perInstance * utilisationCap)) / availability) + spare : 0);
