/** What chance does to the hours: load of a pool and power of a site, each with its spread. */
import { useState, type ReactNode } from 'react';
import type { DeploymentAnswer, Evaluation } from '../../src/evaluate/evaluation.ts';
import type { UncertaintyAnswer } from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { percent, text, watts } from '../../src/units/format.ts';
import { quantity } from '../../src/units/quantity.ts';
import { ChartState } from '../ui/charts/chart-state.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { PoolChooser } from '../ui/charts/pool-chooser.tsx';
import { HourBandChart } from './hour-band-chart.tsx';
import '../ui/charts/chooser.css';

const share = (value: number): string => text(percent(value));
const power = (value: number): string => text(watts(quantity<'J/s'>(value)));

interface HourBandsProps {
  readonly answer: UncertaintyAnswer;
  readonly evaluation: Evaluation;
  readonly pool: DeploymentAnswer | null;
  /** Chooses what the tab shows. */
  readonly control: ReactNode;
}

export const HourBands = ({ answer, evaluation, pool, control }: HourBandsProps) => {
  const load = answer.deployments.find(({ deploymentId }) => deploymentId === pool?.deploymentId);
  return (
    <>
      {load && pool ? (
        <HourBandChart
          title="Load by hour"
          subtitle={`share of SLA capacity, P10–P90 of ${answer.draws} draws`}
          band={load.loadByHour}
          limit={{ name: 'SLA capacity', value: 1, kind: 'capacity' }}
          format={share}
          control={
            <>
              {control}
              <PoolChooser evaluation={evaluation} pool={pool} />
            </>
          }
        />
      ) : (
        <StateFigure title="No load of this pool" control={control}>
          Its draws have no answer.
        </StateFigure>
      )}
      <SiteBand answer={answer} evaluation={evaluation} />
    </>
  );
};

const SiteBand = ({ answer, evaluation }: Pick<HourBandsProps, 'answer' | 'evaluation'>) => {
  const [chosen, choose] = useState<string | null>(null);
  const site = answer.sites.find(({ siteId }) => siteId === chosen) ?? answer.sites[0];
  if (!site) return <ChartState title="No site">Place a rack to see what it draws.</ChartState>;
  const now = evaluation.sites.find(({ siteId }) => siteId === site.siteId);
  return (
    <HourBandChart
      title="Power by hour"
      subtitle={`at the meter${now && now.count > 1 ? ' of one of the sites alike' : ''}, P10–P90`}
      band={site.meterPowerByHour}
      limit={now ? { name: 'cap', value: now.powerCap, kind: 'limit' } : null}
      format={power}
      control={
        answer.sites.length > 1 ? (
          <select
            className="chart__chooser"
            aria-label="Site shown"
            value={site.siteId}
            onChange={({ target }) => choose(target.value)}
          >
            {answer.sites.map(({ siteId, name }) => (
              <option key={siteId} value={siteId}>
                {name}
              </option>
            ))}
          </select>
        ) : null
      }
    />
  );
};
