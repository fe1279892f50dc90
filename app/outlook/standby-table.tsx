/** How often enough of each pool is up, how fast a replacement serves, and what would run if the rest were off. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { DeploymentFailures, FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import { bytes, percent, seconds, text } from '../../src/units/format.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { cell, TableFigure, type Cell, type FigureRow } from '../ui/charts/table-figure.tsx';

const COLUMNS = [
  { head: 'Pool' },
  { head: 'Enough up', align: 'right' },
  { head: 'Of systems' },
  { head: 'A replacement serves after', align: 'right' },
  { head: 'Instance-hours a day, scaled by hour' },
  { head: 'Spare' },
] as const;

/** Four digits: between 99.9 and 99.99 % lie nine tenths of the outages. */
const often = (share: number): string => `${significant(share * 100, 4)} %`;

const kindsCell = ({ availability }: DeploymentFailures): Cell =>
  availability
    ? cell(
        availability.kinds
          .map(({ systemId, given, needed }) => {
            const all = `${whole(given)} ${defaultCatalogue.systems[systemId]?.name ?? systemId}`;
            return needed === null ? `power ends before ${all} do` : `${whole(needed)} of ${all}`;
          })
          .join('; '),
      )
    : cell('no answer', 'weak');

const startCell = ({ startUp }: DeploymentFailures): Cell =>
  startUp
    ? {
        text: text(seconds(startUp.total)),
        title: `${text(bytes(startUp.weightBytes))} from ${startUp.from === 'drives' ? 'drives' : 'the network'} in ${text(seconds(startUp.readTime))}, engine ${text(seconds(startUp.engineStart))}`,
      }
    : cell('no answer', 'weak');

const replicasCell = ({ replicas }: DeploymentFailures): Cell => {
  if (!replicas) return cell('no answer', 'weak');
  const all = replicas.given * 24;
  const used = replicas.hoursNeeded + replicas.hoursStarting;
  return cell(
    `${whole(replicas.hoursNeeded)} needed + ${significant(replicas.hoursStarting, 2)} starting of ${whole(all)}${all > 0 ? `, ${text(percent(used / all))}` : ''}`,
  );
};

const spareCell = ({ spare }: DeploymentFailures): Cell => {
  if (spare.held === null) return cell('none asked', 'weak');
  return spare.held ? cell(`${spare.asked} held`) : cell(`${spare.asked} not held`, 'broken');
};

const rowOf = (pool: DeploymentFailures): FigureRow => ({
  key: pool.deploymentId,
  cells: [
    cell(pool.name),
    pool.availability ? cell(often(pool.availability.ofPeak), 'strong') : cell('no answer', 'weak'),
    kindsCell(pool),
    startCell(pool),
    replicasCell(pool),
    spareCell(pool),
  ],
});

export const StandbyTable = ({ answer }: { readonly answer: FailuresAnswer }) => (
  <TableFigure
    title="Standing by"
    subtitle="enough up: share of time that the busiest hour is carried"
    description={answer.deployments
      .map(({ name, availability }) =>
        availability ? `${name} has enough up ${often(availability.ofPeak)} of the time.` : `${name} has no answer.`,
      )
      .join(' ')}
    columns={COLUMNS}
    rows={answer.deployments.map(rowOf)}
  />
);
