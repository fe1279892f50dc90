/**
 * Financial figures with one number each: the catalogue holds low, base and high, a calculation needs one of them.
 * An uncertainty draw builds the same object from its own samples.
 */
import type { Accelerator, Band, CostFigures, System } from '../catalogue/figures.ts';

export type CostAssumptions = Readonly<Record<keyof CostFigures, number>>;

/** One edge of every band; base unless asked for. */
export const costAssumptions = (figures: CostFigures, edge: keyof Band = 'base'): CostAssumptions => ({
  waccPerYear: figures.waccPerYear[edge],
  itLifeYears: figures.itLifeYears[edge],
  facilityLifeYears: figures.facilityLifeYears[edge],
  residualShare: figures.residualShare[edge],
  installationShare: figures.installationShare[edge],
  maintenancePerYear: figures.maintenancePerYear[edge],
  facilityOpexUsdPerKwYear: figures.facilityOpexUsdPerKwYear[edge],
  licenceUsdPerAcceleratorYear: figures.licenceUsdPerAcceleratorYear[edge],
  staffUsdPerAcceleratorYear: figures.staffUsdPerAcceleratorYear[edge],
  constructionUsdPerWatt: figures.constructionUsdPerWatt[edge],
  coloUsdPerKwMonth: figures.coloUsdPerKwMonth[edge],
  networkShareOfCapex: figures.networkShareOfCapex[edge],
  storageShareOfCapex: figures.storageShareOfCapex[edge],
  egressUsdPerGb: figures.egressUsdPerGb[edge],
  bytesPerStreamedToken: figures.bytesPerStreamedToken[edge],
  availabilityShare: figures.availabilityShare[edge],
});

/**
 * Scale-out network and storage to add to the price of a system, as a share of it. The price of a whole rack or pod
 * contains them (GB200 NVL72: Bernstein 2025), a server price does not, and a rack of separate servers is priced as servers.
 */
export const networkAndStorageShare = (
  system: Pick<System, 'kind' | 'accelerators' | 'scaleUpDomain'>,
  accelerator: Pick<Accelerator, 'scaleUpDomain'> | null,
  assumptions: CostAssumptions,
): number => {
  const domain = system.scaleUpDomain ?? accelerator?.scaleUpDomain ?? null;
  const rackOfServers = system.kind === 'rack' && domain !== null && domain < system.accelerators;
  return system.kind === 'node' || rackOfServers
    ? assumptions.networkShareOfCapex + assumptions.storageShareOfCapex
    : 0;
};
