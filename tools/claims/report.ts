/** Writes docs/claims.md, and the plans of the claims as examples that open in the app: `npx tsx tools/claims/report.ts`. */
import { writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { defaultCalibration } from '../../src/calibration/default-calibration.ts';
import { loadTables } from '../../src/calibration/load-tables.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { withoutDefaults } from '../../src/scenario/without-defaults.ts';
import { CLAIM_ACCELERATORS, claimDesk } from '../../src/validation/claims/claim-desk.ts';
import { CLAIM_PLANS } from '../../src/validation/claims/plans.ts';
import { claimsDocument } from '../../src/validation/claims/report.ts';
import { CLAIMS } from '../../src/validation/claims/statements.ts';

const root = new URL('../../', import.meta.url);

const write = async (path: string, content: string): Promise<void> => {
  const file = new URL(path, root);
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(content, { ...options, filepath: path }));
};

for (const [id, plan] of Object.entries(CLAIM_PLANS))
  await write(`public/examples/${id}.json`, JSON.stringify(withoutDefaults(scenarioSchema, plan)));

const tables = await loadTables(CLAIM_ACCELERATORS);
const desk = claimDesk(defaultCatalogue, { ...defaultCalibration, tables });
await write('docs/claims.md', claimsDocument(CLAIMS.map(({ id }) => desk.answer(id))));
