/** What racks draw and give to the room whatever they serve: provisioned power, heat, rest, and the PUE that follows from the heat [E1]. */
import type { Catalogue, Region } from '../catalogue/figures.ts';
import { baseSwings } from '../catalogue/pue-swing.ts';
import { IDLE } from '../economics/accelerator-power.ts';
import { liquidShareOf, pueThroughYear, siteLiquidShare, type PueThroughYear } from '../economics/facility.ts';
import { powerLimitOf, provisionedPower } from '../economics/power-limit.ts';
import { groupPower } from '../economics/system-power.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { quantity, scale, type Watts } from '../units/quantity.ts';
import { systemsOf } from './pool.ts';

/** IT watts that the feeds are sized for, the nameplate, and what of the heat leaves by liquid. */
export interface SiteHeat {
  readonly provisioned: Watts;
  readonly nameplate: Watts;
  readonly liquid: Watts;
  readonly liquidShare: number;
}

export const heatOf = (groups: readonly RackGroup[], catalogue: Catalogue): SiteHeat => {
  const standing = groups.flatMap((rackGroup) => {
    const system = catalogue.systems[rackGroup.systemId];
    if (!system) return [];
    const systems = systemsOf(rackGroup);
    return [
      {
        itPower: scale(provisionedOf(rackGroup, catalogue), systems),
        nameplate: (system.powerNameplate ?? 0) * systems,
        liquidShare: liquidShareOf(system),
      },
    ];
  });
  const sum = (of: (one: (typeof standing)[number]) => number): Watts =>
    quantity<'J/s'>(standing.reduce((total, one) => total + of(one), 0));
  return {
    provisioned: sum(({ itPower }) => itPower),
    nameplate: sum(({ nameplate }) => nameplate),
    liquid: sum(({ itPower, liquidShare }) => itPower * liquidShare),
    liquidShare: siteLiquidShare(standing),
  };
};

/** Watts that the feed of one system of a group is sized for; 0 where no figure exists. */
export const provisionedOf = ({ systemId, powerLimitShare }: RackGroup, catalogue: Catalogue): Watts => {
  const system = catalogue.systems[systemId];
  return system ? provisionedPower(system, acceleratorOf(systemId, catalogue), powerLimitShare) : quantity<'J/s'>(0);
};

/** IT watts of a group that serves nothing: idle accelerators, storage and CPU racks as they run. Null where no figure exists. */
export const restPowerOf = (rackGroup: RackGroup, catalogue: Catalogue): Watts | null => {
  const system = catalogue.systems[rackGroup.systemId];
  if (!system) return null;
  const accelerator = acceleratorOf(rackGroup.systemId, catalogue);
  const rest = groupPower({
    system,
    accelerator,
    figures: catalogue.power,
    systems: systemsOf(rackGroup),
    activeAccelerators: 0,
    activity: IDLE,
    limit: powerLimitOf(accelerator, rackGroup.powerLimitShare, catalogue.power),
  });
  return rest?.watts ?? null;
};

const acceleratorOf = (systemId: string, { systems, accelerators }: Catalogue) => {
  const id = systems[systemId]?.acceleratorId ?? null;
  return id === null ? null : (accelerators[id] ?? null);
};

/** Through the year, by the heat of the racks that stand there. */
export const sitePueOf = (site: Site, region: Region, liquidShare: number, catalogue: Catalogue): PueThroughYear =>
  pueThroughYear(
    {
      statedPue: site.pue ?? null,
      pueAir: region.pueAir.base,
      pueLiquid: region.pueLiquid.base,
      liquidShare,
    },
    baseSwings(catalogue.power),
    region,
  );
