/** What an accelerator and hour costs in each rack group, all cost in it: base, and the edges of price, finance, building and energy. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import type { RackGroup, Scenario } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { cell, TableFigure, type FigureRow } from '../ui/charts/table-figure.tsx';
import { shortSystem } from '../ui/group-name.ts';
import { ConfidenceMark, confidenceWord } from '../ui/trust-mark.tsx';
import { acquisitionWords, hourRange } from './cost-words.ts';
import { money } from './numbers.ts';

const COLUMNS = [
  { head: 'Racks' },
  { head: 'Had by' },
  { head: 'GPUs', align: 'right' },
  { head: 'Per GPU-hour', align: 'right' },
  { head: 'Low to high', align: 'right' },
  { head: 'Per hour up', align: 'right' },
] as const;

const rowOf = (group: RackGroup, cost: Evaluation['costs'][number], scenario: Scenario): FigureRow => {
  const system = shortSystem(defaultCatalogue.systems[group.systemId]?.name ?? group.systemId);
  const site = scenario.sites.find(({ id }) => id === group.siteId)?.name ?? group.siteId;
  const name = scenario.sites.length > 1 ? `${system}, ${site}` : system;
  const hour = cost?.perAcceleratorHour ?? null;
  return {
    key: group.id,
    cells: [
      { text: name, title: group.id },
      cell(cost ? acquisitionWords(cost) : 'no price', cost ? undefined : 'weak'),
      cell(cost ? whole(cost.accelerators) : 'no price', cost ? undefined : 'weak'),
      cost && hour
        ? {
            text: money(hour.base),
            tone: 'strong',
            mark: <ConfidenceMark confidence={cost.priceConfidence} />,
            title: `price: ${confidenceWord(cost.priceConfidence)}${cost.pricePaths.length > 0 ? `; ${cost.pricePaths.join(', ')}` : ''}`,
          }
        : cell(cost ? 'no GPU' : 'no price', 'weak'),
      hour ? cell(hourRange(money(hour.low), money(hour.high))) : cell('none', 'weak'),
      cost?.perAvailableHour != null ? cell(money(cost.perAvailableHour)) : cell('none', 'weak'),
    ],
  };
};

export const AcceleratorHours = ({
  evaluation,
  scenario,
}: {
  readonly evaluation: Evaluation;
  readonly scenario: Scenario;
}) => {
  const rows = scenario.rackGroups.map((group, index) => rowOf(group, evaluation.costs[index] ?? null, scenario));
  const missing = evaluation.costs.filter((cost) => cost === null).length;
  return (
    <TableFigure
      title="Cost of a GPU-hour"
      subtitle="USD, all cost in it; per hour up: repairs and interruptions taken out"
      description={`${rows.length} groups of racks, ${missing === 0 ? 'all with a price' : `${missing} without a price`}.`}
      columns={COLUMNS}
      rows={rows}
    />
  );
};
