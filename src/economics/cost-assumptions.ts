/**
 * Financial figures with one number each: the catalogue holds low, base and high, a calculation needs one of them.
 * An uncertainty draw builds the same object from its own samples.
 */
import type { Accelerator, Band, CostFigures, System } from '../catalogue/figures.ts';

export type CostAssumptions = Readonly<
  Record<Exclude<keyof CostFigures, 'rentPerAcceleratorHour' | 'leadTimeMonths'>, number>
>;

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
  taxShare: figures.taxShare[edge],
  leasedHardwareShare: figures.leasedHardwareShare[edge],
  reservedShareOfOnDemand: figures.reservedShareOfOnDemand[edge],
  spotShareOfOnDemand: figures.spotShareOfOnDemand[edge],
  spotInterruptionShare: figures.spotInterruptionShare[edge],
});

const OPPOSITE: Readonly<Record<keyof Band, keyof Band>> = { low: 'high', base: 'base', high: 'low' };

/**
 * The figures that move an hour of an accelerator most, all to the cheap or all to the dear edge; the rest stays at base. Price and
 * electricity move with them, by whoever holds those. A long life is cheap.
 */
export const cornerAssumptions = (figures: CostFigures, edge: keyof Band): CostAssumptions => ({
  ...costAssumptions(figures),
  waccPerYear: figures.waccPerYear[edge],
  itLifeYears: figures.itLifeYears[OPPOSITE[edge]],
  constructionUsdPerWatt: figures.constructionUsdPerWatt[edge],
  coloUsdPerKwMonth: figures.coloUsdPerKwMonth[edge],
  leasedHardwareShare: figures.leasedHardwareShare[edge],
});

/** What is paid for as server, fabric and storage, each as a share of the price of the system. */
export interface CapexSplit {
  readonly server: number;
  readonly fabric: number;
  readonly storage: number;
}

/**
 * The price of a whole rack or pod contains its scale-out network and storage (GB200 NVL72: Bernstein 2025), a server price does not, and
 * a rack of separate servers is priced as servers: there they come on top. Storage racks are storage; CPU racks and boxes are servers.
 */
export const capexSplit = (
  system: Pick<System, 'kind' | 'accelerators' | 'scaleUpDomain'>,
  accelerator: Pick<Accelerator, 'scaleUpDomain'> | null,
  assumptions: Pick<CostAssumptions, 'networkShareOfCapex' | 'storageShareOfCapex'>,
): CapexSplit => {
  const { networkShareOfCapex: fabric, storageShareOfCapex: storage } = assumptions;
  const domain = system.scaleUpDomain ?? accelerator?.scaleUpDomain ?? null;
  const rackOfServers = system.kind === 'rack' && domain !== null && domain < system.accelerators;
  if (system.kind === 'storage') return { server: 0, fabric: 0, storage: 1 };
  if (system.kind === 'node' || rackOfServers) return { server: 1, fabric, storage };
  if (system.kind === 'rack' || system.kind === 'pod') return { server: 1 - fabric - storage, fabric, storage };
  return { server: 1, fabric: 0, storage: 0 };
};
