/** The rows of what each rack group costs: how it is had, purchase, the year, and an accelerator and hour. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { Scenario } from '../scenario/schema.ts';
import { rackGroupName } from './pool-rows.ts';
import { rowsOf, type TableRow } from './row.ts';

/** Every rack group of the plan, in its order, also those that serve nothing. */
export const costRows = ({ costs, totals }: Evaluation, scenario: Scenario, catalogue: Catalogue): TableRow[] =>
  scenario.rackGroups.flatMap((group, index) => {
    const cost = costs[index] ?? null;
    return rowsOf('rack group', rackGroupName(group.id, group.systemId, scenario, catalogue), totals.tier, (add) => {
      add('had by', cost?.basis ?? 'no price', '', null);
      add('term of the rate', cost ? (cost.term ?? 'none') : 'no price', '', null);
      add('confidence of the price', cost?.priceConfidence ?? 'no price', '', null);
      add('purchase price', cost?.capex ?? 'no price', 'USD', null);
      for (const edge of ['low', 'base', 'high'] as const) {
        add(
          `cost per accelerator and hour: ${edge}`,
          cost ? (cost.perAcceleratorHour?.[edge] ?? 'no accelerators') : 'no price',
          'USD',
        );
      }
      add(
        'cost per accelerator and hour that it is up',
        cost ? (cost.perAvailableHour ?? 'no accelerators') : 'no price',
        'USD',
      );
      for (const part of ['hardware', 'facility', 'energy', 'operations', 'network', 'rent'] as const) {
        add(`cost per month: ${part}`, cost ? cost.yearly[part] / 12 : 'no price', 'USD');
      }
    });
  });
