/** Writes docs/systems.md from the rows of src/validation/systems. Run: npx tsx tools/systems/report.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { defaultAliases } from '../../src/catalogue/default-aliases.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { curvesOf } from '../../src/validation/systems/curves.ts';
import { reportOf } from '../../src/validation/systems/report.ts';
import { outcomesOf } from '../../src/validation/systems/run.ts';
import { SYSTEM_ROWS } from '../../src/validation/systems/systems.ts';
import { createWorld } from '../../src/validation/systems/world.ts';
import { prettyText, projectRoot } from '../catalogue/item-files.ts';

const write = async (): Promise<void> => {
  const world = await createWorld(defaultCatalogue, defaultCalibration, defaultAliases);
  const text = reportOf(outcomesOf(world, SYSTEM_ROWS), curvesOf(world));
  writeFileSync(join(projectRoot, 'docs', 'systems.md'), await prettyText(text, 'markdown'));
};

void write();
