/** The verdict of every workload in every hour, by shape as well as by colour, and the hours that power cuts short. */
import type { ReactNode } from 'react';
import type { DeploymentAnswer, Evaluation, Verdict, WorkloadAnswer } from '../../src/evaluate/evaluation.ts';
import { useSessionStore } from '../state/session-store.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { Light, type LightState } from '../ui/light.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { weekdayWords } from './day-tokens.ts';
import { hourLabel, requestRate } from './numbers.ts';
import { dayShare, hoursOf, hourWords } from './workload-hours.ts';
import '../ui/charts/chart-legend.css';
import './issue-list.css';
import './verdict-strips.css';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const LIGHTS: Readonly<Record<Exclude<Verdict, 'idle'>, LightState>> = {
  stable: 'met',
  backlogged: 'tight',
  overloaded: 'missed',
  withheld: 'none',
};

const Shape = ({ verdict, label }: { readonly verdict: Verdict; readonly label: string }) =>
  verdict === 'idle' ? (
    <span className="verdict-strip__idle" role="img" aria-label={label} />
  ) : (
    <Light state={LIGHTS[verdict]} label={label} />
  );

const Row = ({ workload }: { readonly workload: WorkloadAnswer }) => {
  const select = useSessionStore((state) => state.select);
  const [late, shed] = [dayShare(workload, 'lateByHour'), dayShare(workload, 'shedByHour')];
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="link-button verdict-strip__name ellipsis"
          title={workload.name}
          onClick={() => select({ kind: 'workload', workloadId: workload.workloadId })}
        >
          {workload.name}
        </button>
      </th>
      {HOURS.map((hour) => {
        const verdict = workload.verdictByHour[hour] ?? 'withheld';
        const words = hourWords(workload, hour);
        return (
          <td key={hour} data-verdict={verdict} title={words}>
            <Shape verdict={verdict} label={words} />
          </td>
        );
      })}
      <td className="verdict-strip__share">{late}</td>
      <td className="verdict-strip__share" data-broken={shed !== 'none' && shed !== 'not asked'}>
        {shed}
      </td>
    </tr>
  );
};

/** A row of its own only where some hour is cut short. */
const PowerRow = ({ pool }: { readonly pool: DeploymentAnswer }) => {
  if (!pool.powerLimitedByHour.some(Boolean)) return null;
  return (
    <tr>
      <th scope="row">
        <span className="verdict-strip__name ellipsis" title={`${pool.name}: hours limited by power`}>
          P: limited by power, {pool.name}
        </span>
      </th>
      {HOURS.map((hour) => {
        const limited = pool.powerLimitedByHour[hour] === true;
        const words = `${hourLabel(hour)} ${limited ? 'limited by power' : 'not limited by power'}`;
        return (
          <td key={hour} title={words} data-power={limited}>
            {limited ? (
              <abbr title={words} aria-label={words}>
                P
              </abbr>
            ) : (
              <span className="visually-hidden">{words}</span>
            )}
          </td>
        );
      })}
      <td className="verdict-strip__share" colSpan={2}>
        power, {pool.powerLimitedByHour.filter(Boolean).length} h
      </td>
    </tr>
  );
};

const samplesOf = ({ workloads, deployments }: Evaluation): Samples => ({
  axis: 'Hour, UTC',
  positions: HOURS.map((hour) => (hour + 0.5) / 24),
  at: (hour) => ({
    label: hourLabel(hour),
    rows: [
      ...workloads.flatMap((one) => [
        { name: `${one.name}: verdict`, value: one.verdictByHour[hour] ?? 'withheld' },
        { name: `${one.name}: asked`, value: requestRate(one.askedByHour[hour] ?? 0) },
        { name: `${one.name}: inside targets`, value: requestRate(one.servedByHour[hour] ?? 0) },
        { name: `${one.name}: late`, value: requestRate(one.lateByHour[hour] ?? 0) },
        { name: `${one.name}: shed`, value: requestRate(one.shedByHour[hour] ?? 0) },
      ]),
      ...deployments.map((pool) => ({
        name: `${pool.name}: limited by power`,
        value: pool.powerLimitedByHour[hour] === true ? 'yes' : 'no',
      })),
    ],
  }),
});

const describe = ({ workloads, deployments }: Evaluation): string => {
  const over = workloads.flatMap((one) => {
    const hours = hoursOf(one, 'overloaded');
    return hours > 0 ? [`${one.name} is overloaded in ${hours} of 24 hours`] : [];
  });
  const limited = deployments.flatMap(({ name, powerLimitedByHour }) => {
    const hours = powerLimitedByHour.filter(Boolean).length;
    return hours > 0 ? [`power limits ${name} in ${hours} of 24 hours`] : [];
  });
  const all = [...over, ...limited];
  return all.length > 0 ? `${all.join('; ')}.` : 'No hour is overloaded and none is limited by power.';
};

const SHOWN = ['stable', 'backlogged', 'overloaded', 'idle', 'withheld'] as const;

/** `control` chooses what the tab shows. */
export const VerdictStrips = ({
  evaluation,
  control,
}: {
  readonly evaluation: Evaluation;
  readonly control?: ReactNode;
}) => {
  const { workloads, deployments } = evaluation;
  const present = SHOWN.filter((verdict) => workloads.some((one) => hoursOf(one, verdict) > 0));
  return (
    <FigureFrame
      title="Verdict by hour"
      subtitle={`${weekdayWords(deployments)}, UTC`}
      description={describe(evaluation)}
      samples={samplesOf(evaluation)}
      control={
        <>
          {control}
          <ul className="chart-legend verdict-strips__legend">
            {present.map((verdict) => (
              <li key={verdict}>
                <span aria-hidden="true">
                  <Shape verdict={verdict} label={verdict} />
                </span>
                {verdict}
              </li>
            ))}
          </ul>
        </>
      }
    >
      <div className="verdict-strips scrolls" role="region" tabIndex={0} aria-label="Verdict by workload and hour">
        <table>
          <thead>
            <tr>
              <th scope="col">Workload</th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  <span className="visually-hidden">{hourLabel(hour)}</span>
                  {hour % 3 === 0 && <span aria-hidden="true">{hourLabel(hour).slice(0, 2)}</span>}
                </th>
              ))}
              <th scope="col">late</th>
              <th scope="col">shed</th>
            </tr>
          </thead>
          <tbody>
            {workloads.map((workload) => (
              <Row key={workload.workloadId} workload={workload} />
            ))}
            {deployments.map((pool) => (
              <PowerRow key={pool.deploymentId} pool={pool} />
            ))}
          </tbody>
        </table>
      </div>
    </FigureFrame>
  );
};
