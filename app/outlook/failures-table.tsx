/** What fails together, and what is left of each pool then; how long a replacement takes, and how often enough is up. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { DeploymentFailures, DomainLoss, FailuresAnswer } from '../../src/outlook/failures-answer.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { positionLabel } from '../../src/scenario/positions.ts';
import { bytes, percent, seconds, text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { Light } from '../ui/light.tsx';
import { RuledTable } from '../ui/charts/ruled-table.tsx';
import { domainWords } from './words.ts';

interface FailuresTableProps {
  readonly answer: FailuresAnswer;
  readonly scenario: Scenario;
}

const COLUMNS = [
  { head: 'Lost' },
  { head: 'Capacity lost', align: 'right' },
  { head: 'Headroom left', align: 'right' },
  { head: 'Then' },
] as const;

const headroomWords = (headroom: number | null): string => (headroom === null ? 'none' : text(percent(headroom)));

const placeWords = (loss: DomainLoss, scenario: Scenario): string => {
  const site = scenario.sites.findIndex(({ id }) => id === loss.siteId);
  const name = scenario.sites[site]?.name ?? loss.siteId;
  const group = scenario.rackGroups.find(({ id }) => id === loss.rackGroupId);
  const system = group ? (defaultCatalogue.systems[group.systemId]?.name ?? group.systemId) : '';
  if (loss.domain === 'site') return name;
  return loss.position === null ? `${system}, ${name}` : `${positionLabel(site, loss.position)}, ${system}`;
};

const missedWords = ({ missedWorkloadIds, verdict }: DomainLoss, scenario: Scenario): string => {
  const names = missedWorkloadIds.map((id) => scenario.workloads.find((one) => one.id === id)?.name ?? id);
  return names.length === 0 ? verdict : `${verdict}; misses ${names.join(', ')}`;
};

/** What stands beside the losses: how often enough is up, and how long a replacement takes. */
const standbyWords = ({ availability, startUp, spare }: DeploymentFailures): string => {
  const parts: string[] = [];
  if (availability) parts.push(`enough up ${text(percent(availability.ofPeak))} of the time`);
  if (startUp) {
    const from = startUp.from === 'drives' ? 'drives' : 'the network';
    parts.push(
      `a replacement serves after ${text(seconds(startUp.total))} (${text(bytes(startUp.weightBytes))} from ${from})`,
    );
  }
  if (spare.held !== null) parts.push(spare.held ? `spare ${spare.asked} held` : `spare ${spare.asked} not held`);
  return parts.join(' · ');
};

const samplesOf = ({ deployments }: FailuresAnswer, scenario: Scenario): Samples => {
  const rows = deployments.flatMap((pool) => pool.losses.map((loss) => ({ pool, loss })));
  return {
    axis: 'Lost',
    positions: rows.map((_, index) => index),
    at: (index) => {
      const row = rows[index];
      if (!row) return { label: '', rows: [] };
      const { pool, loss } = row;
      return {
        label: `${pool.name}: ${domainWords(loss.domain).toLowerCase()}`,
        rows: [
          { name: 'what', value: placeWords(loss, scenario) },
          { name: 'accelerators', value: whole(loss.accelerators) },
          { name: 'capacity lost', value: text(percent(loss.capacityShare)) },
          { name: 'headroom left', value: headroomWords(loss.headroom) },
          { name: 'then', value: missedWords(loss, scenario) },
        ],
      };
    },
  };
};

export const FailuresTable = ({ answer, scenario }: FailuresTableProps) => (
  <FigureFrame
    title="When something fails"
    subtitle="the largest of each kind lost at the busiest hour"
    description={answer.deployments
      .map(
        ({ name, spare }) => `${name} survives the loss of ${spare.holds === null ? 'nothing' : `one ${spare.holds}`}.`,
      )
      .join(' ')}
    samples={samplesOf(answer, scenario)}
  >
    <RuledTable label="Losses" columns={COLUMNS}>
      {answer.deployments.map((pool) => (
        <PoolRows key={pool.deploymentId} pool={pool} scenario={scenario} />
      ))}
    </RuledTable>
  </FigureFrame>
);

const PoolRows = ({ pool, scenario }: { readonly pool: DeploymentFailures; readonly scenario: Scenario }) => (
  <>
    <tr data-group="true">
      <th scope="rowgroup" colSpan={4}>
        {pool.name}
      </th>
    </tr>
    {pool.losses.map((loss) => (
      <tr key={loss.domain}>
        <td title={placeWords(loss, scenario)} data-whole="true">
          {domainWords(loss.domain)}
        </td>
        <td data-align="right">{text(percent(loss.capacityShare))}</td>
        <td data-align="right" data-strong="true">
          {headroomWords(loss.headroom)}
        </td>
        <td data-broken={!loss.holds}>
          <Light state={loss.holds ? 'met' : 'missed'} label={loss.holds ? 'targets hold' : 'targets missed'} />{' '}
          {missedWords(loss, scenario)}
        </td>
      </tr>
    ))}
    <tr>
      <td colSpan={4} data-weak="true">
        {standbyWords(pool)}
      </td>
    </tr>
  </>
);
