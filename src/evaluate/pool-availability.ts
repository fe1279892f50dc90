/** Share of hours in which an accelerator of a pool is there: repairs, and on spot what is taken away. */
import type { CostFigures } from '../catalogue/figures.ts';
import type { PoolGroup } from './pool.ts';

/** Mean over the accelerators of all its groups and their copies; that of the catalogue without any. */
export const poolAvailabilityOf = (
  groups: readonly Pick<PoolGroup, 'rackGroup' | 'site' | 'accelerators'>[],
  { availabilityShare, spotInterruptionShare }: CostFigures,
): number => {
  const all = groups.reduce((sum, { accelerators, site }) => sum + accelerators * site.count, 0);
  const onSpot = groups
    .filter(({ rackGroup }) => rackGroup.acquisition === 'cloud-spot')
    .reduce((sum, { accelerators, site }) => sum + accelerators * site.count, 0);
  return availabilityShare.base * (1 - (all > 0 ? onSpot / all : 0) * spotInterruptionShare.base);
};
