/** The calibration a scenario needs: the shipped terms, and the measured operators of the accelerators in its racks. */
import type { Calibration } from '../calibration/calibration.ts';
import { loadTables } from '../calibration/load-tables.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Loads what is not loaded yet; rejects when a table cannot be loaded, since an answer without it would be another one. */
export const calibrationFor = async (
  scenario: Scenario,
  catalogue: Catalogue,
  calibration: Calibration,
): Promise<Calibration> => {
  const accelerators = scenario.rackGroups.flatMap(({ systemId }) => catalogue.systems[systemId]?.acceleratorId ?? []);
  return { ...calibration, tables: { ...calibration.tables, ...(await loadTables(accelerators)) } };
};
