/** Every figure of an evaluation as one flat table, for the Table tab, the CSV file and the command line. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { Scenario } from '../scenario/schema.ts';
import { costRows } from './cost-rows.ts';
import { poolRows } from './pool-rows.ts';
import type { TableRow } from './row.ts';
import { siteRows } from './site-rows.ts';
import { totalRows } from './total-rows.ts';
import { workloadRows } from './workload-rows.ts';

/** One row per figure: totals, workloads, pools with their rack groups, cost of every rack group, sites; each in the order of the scenario. */
export const tableRows = (evaluation: Evaluation, scenario: Scenario, catalogue: Catalogue): TableRow[] => [
  ...totalRows(evaluation, scenario.name),
  ...evaluation.workloads.flatMap((workload) => workloadRows(workload, evaluation, catalogue)),
  ...evaluation.deployments.flatMap((pool) => poolRows(pool, scenario, catalogue)),
  ...costRows(evaluation, scenario, catalogue),
  ...evaluation.sites.flatMap((site) => siteRows(site, evaluation.totals.tier)),
];
