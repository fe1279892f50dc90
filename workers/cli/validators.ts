/** Kinds of measured rows that this program can predict, on the tables of every measured accelerator. */
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { loadTables, MEASURED_ACCELERATORS } from '../../src/calibration/load-tables.ts';
import { defaultPower } from '../../src/calibration/power.ts';
import { defaultAliases } from '../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { e2eContext, e2ePredictor } from '../../src/validation/e2e-predictor.ts';
import { energyContext } from '../../src/validation/energy-configuration.ts';
import { e2eKind, energyKind, throughputKind } from '../../src/validation/kinds.ts';
import { predictEnergy } from '../../src/validation/predict-energy.ts';
import { predictThroughput, throughputContext } from '../../src/validation/predict-throughput.ts';
import { validatorOf, type Validators } from '../../src/validation/validator.ts';

export const loadValidators = async (): Promise<Validators> => {
  const calibration = { ...defaultCalibration, tables: await loadTables(MEASURED_ACCELERATORS) };
  return {
    e2e: validatorOf(e2eKind, (rows) => e2ePredictor(e2eContext(rows, defaultCatalogue, defaultAliases, calibration))),
    throughput: validatorOf(throughputKind, () => {
      const context = throughputContext(defaultCatalogue, defaultAliases, calibration);
      return (row) => predictThroughput(row, context);
    }),
    energy: validatorOf(energyKind, () => {
      const context = energyContext(defaultCatalogue, defaultAliases, calibration, defaultPower);
      return (row) => predictEnergy(row, context);
    }),
  };
};
