/** What to order when, so that every year's demand keeps its targets. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Order, YearsAnswer } from '../../src/outlook/years-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { shortSystem } from '../ui/group-name.ts';
import { shortName } from '../ui/short-name.ts';
import { RuledTable, type RuledColumn } from '../ui/charts/ruled-table.tsx';
import { endWords, neededWords, orderWords } from './words.ts';

interface OrdersTableProps {
  readonly answer: YearsAnswer;
  readonly scenario: Scenario;
}

/** A plan of one pool orders for that. */
const columnsFor = (pools: number): readonly RuledColumn[] =>
  pools > 1 ? COLUMNS : COLUMNS.filter(({ head }) => head !== FOR);

const FOR = 'For';

const COLUMNS: readonly RuledColumn[] = [
  { head: 'Order' },
  { head: FOR },
  { head: 'Needed' },
  { head: 'Lead time', align: 'right' },
  { head: 'Order out' },
];

const systemName = ({ systemId }: Order): string => shortSystem(defaultCatalogue.systems[systemId]?.name ?? systemId);

const leadWords = ({ leadMonths }: Order): string => {
  if (leadMonths === null) return 'not stated';
  return leadMonths === 0 ? 'none' : `${significant(leadMonths, 2)} months`;
};

export const OrdersTable = ({ answer, scenario }: OrdersTableProps) => {
  const { orders, ends } = answer;
  const columns = columnsFor(ends.length);
  const names = ends.map(({ name }) => name);
  const siteOf = ({ rackGroupId }: Order): string => {
    const siteId = scenario.rackGroups.find(({ id }) => id === rackGroupId)?.siteId;
    return scenario.sites.find(({ id }) => id === siteId)?.name ?? '';
  };
  const poolOf = ({ deploymentId }: Order): string =>
    ends.find((end) => end.deploymentId === deploymentId)?.name ?? deploymentId;
  const samples: Samples = {
    axis: 'Order',
    positions: orders.map((_, index) => index),
    at: (index) => {
      const order = orders[index];
      if (!order) return { label: '', rows: [] };
      return {
        label: `${whole(order.systems)} × ${systemName(order)}`,
        rows: [
          { name: 'site', value: siteOf(order) },
          { name: 'for', value: poolOf(order) },
          { name: 'needed', value: neededWords(order.neededInYear) },
          { name: 'lead time', value: leadWords(order) },
          { name: 'order out', value: orderWords(order) },
        ],
      };
    },
  };
  const overPower = new Map(
    answer.years.flatMap(({ ordered }) => ordered.sitesOverPower.map((site) => [site.siteId, site] as const)),
  );
  return (
    <FigureFrame
      title="What to order when"
      subtitle="so that each year's demand keeps its targets; lead time taken off"
      description={orders.length === 0 ? 'Nothing needs to be ordered within the horizon.' : `${orders.length} orders.`}
      samples={samples}
    >
      <RuledTable label="Orders" columns={columns}>
        {orders.map((order) => (
          <tr key={`${order.rackGroupId}/${order.neededInYear}`}>
            <td data-strong="true" title={siteOf(order)}>
              {whole(order.systems)} × {systemName(order)}
            </td>
            {columns === COLUMNS && <td title={poolOf(order)}>{shortName(poolOf(order), names)}</td>}
            <td>{neededWords(order.neededInYear)}</td>
            {order.leadMonths === null ? (
              <td colSpan={2} data-weak="true">
                lead time not stated
              </td>
            ) : (
              <>
                <td data-align="right">{leadWords(order)}</td>
                <td>{orderWords(order)}</td>
              </>
            )}
          </tr>
        ))}
        {ends
          .filter(({ deploymentId }) => !orders.some((order) => order.deploymentId === deploymentId))
          .map((end) => (
            <tr key={end.deploymentId}>
              <td data-weak="true">nothing</td>
              {columns === COLUMNS && <td title={end.name}>{shortName(end.name, names)}</td>}
              <td colSpan={3} data-weak="true">
                {endWords(end)}
              </td>
            </tr>
          ))}
        {[...overPower.values()].map((site) => (
          <tr key={site.siteId}>
            <td data-strong="true">power</td>
            <td colSpan={columns.length - 1}>
              {site.name} must carry more than its cap with what is ordered; free positions are not counted
            </td>
          </tr>
        ))}
      </RuledTable>
    </FigureFrame>
  );
};
