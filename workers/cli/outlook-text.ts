/** Years and failures for a terminal. */
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { DeploymentFailures, DomainLoss } from '../../src/outlook/failures-answer.ts';
import type { Order, YearAnswer } from '../../src/outlook/years-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import {
  carbon,
  dollars,
  electricity,
  number,
  percent,
  seconds,
  text,
  watts,
  type Parts,
} from '../../src/units/format.ts';
import type { OutlookReport } from './outlook.ts';
import { printable } from './text-report.ts';

export const outlookText = (report: OutlookReport, scenario: Scenario, catalogue: Catalogue): string => {
  const { years, orders, ends } = report.years;
  const nameOf = (systemId: string): string => catalogue.systems[systemId]?.name ?? systemId;
  const lines = [
    'years (the plan as it stands; cost, energy and carbon with what is ordered)',
    ...table(
      ['year', 'targets kept', 'cost', 'energy', 'carbon', 'accelerators'],
      years.map(({ year, standing, ordered }) => [
        String(year),
        `${standing.workloadsMet} of ${standing.workloadsAnswered}`,
        ordered.cost === null ? 'price missing' : words(dollars(ordered.cost)),
        words(electricity(ordered.energy)),
        words(carbon(ordered.carbon)),
        String(ordered.accelerators),
      ]),
    ),
    '',
    'headroom by year',
    ...table(
      ['deployment', ...years.map(({ year }) => String(year)), 'ends'],
      ends.map(({ deploymentId, name, year }) => [
        name,
        ...years.map((one) => headroomIn(one, deploymentId)),
        year === null ? 'not within the horizon' : `year ${words(number(year))}`,
      ]),
    ),
    '',
    'orders',
    ...(orders.length === 0
      ? ['  none']
      : table(
          ['system', 'count', 'needed in year', 'order by year'],
          orders.map((order) => [
            nameOf(order.systemId),
            String(order.systems),
            words(number(order.neededInYear)),
            orderBy(order),
          ]),
        )),
    ...powerLines(years),
    ...report.failures.deployments.flatMap((one) => ['', ...failureLines(one, scenario, nameOf)]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
};

/** Power that goes with the orders of the last year. */
const powerLines = (years: readonly YearAnswer[]): string[] =>
  (years.at(-1)?.ordered.sitesOverPower ?? []).map(
    ({ name, provisionedMeterPower, powerCap }) =>
      `  ${name} then needs ${words(watts(provisionedMeterPower))} at the meter, its cap is ${words(watts(powerCap))}`,
  );

const headroomIn = ({ deployments }: YearAnswer, deploymentId: string): string => {
  const found = deployments.find((one) => one.deploymentId === deploymentId);
  if (!found) return '';
  return found.headroom === null ? found.verdict : words(percent(found.headroom));
};

const orderBy = ({ orderByYear, leadMonths, late }: Order): string => {
  if (orderByYear === null || leadMonths === null) return 'lead time unknown';
  const lead = `${words(number(leadMonths))} months before`;
  return `${words(number(orderByYear))} (${lead}${late ? ', before the plan goes live' : ''})`;
};

const failureLines = (one: DeploymentFailures, scenario: Scenario, nameOf: (systemId: string) => string): string[] => {
  const { name, losses, availability, startUp, spare } = one;
  return [
    `failures: ${name}`,
    ...table(
      ['largest', 'where', 'accelerators', 'headroom left', 'verdict', 'targets'],
      losses.map((loss) => [
        loss.domain,
        place(loss, scenario, nameOf),
        String(loss.accelerators),
        headroomLeft(loss),
        loss.verdict,
        loss.holds ? 'kept' : `missed by ${loss.missedWorkloadIds.length}`,
      ]),
    ),
    ...(availability ? [`  enough up for the peak: ${words(percent(availability.ofPeak))} of the time`] : []),
    `  replacement ready after: ${startUp ? words(seconds(startUp.total)) : 'no read rate published'}`,
    `  survives the loss of: ${spare.holds ?? 'nothing'}${spare.held === null ? '' : `; asked for ${spare.asked}, ${spare.held ? 'held' : 'not held'}`}`,
  ];
};

const headroomLeft = ({ headroom, verdict }: DomainLoss): string => {
  if (headroom !== null) return words(percent(headroom));
  return verdict === 'withheld' ? 'nothing left' : 'no peak';
};

const place = (loss: DomainLoss, { sites, rackGroups }: Scenario, nameOf: (systemId: string) => string): string => {
  const site = sites.find(({ id }) => id === loss.siteId)?.name ?? loss.siteId;
  const group = rackGroups.find(({ id }) => id === loss.rackGroupId);
  return group ? `${nameOf(group.systemId)}, ${site}` : site;
};

const words = (parts: Parts): string => text(parts).replaceAll('\u00a0', ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = head.map((cell, column) =>
    rows.reduce((width, row) => Math.max(width, (row[column] ?? '').length), cell.length),
  );
  return [head, ...rows].map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
};
