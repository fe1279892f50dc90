/** Sequences in flight on one instance of each rack group: at the peak hour, at the SLA limit, and what memory and batch allow. */
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { sequences } from './figures.ts';
import './sequences-chart.css';

interface SequencesChartProps {
  readonly groups: readonly { readonly name: string; readonly group: GroupAnswer }[];
}

export const SequencesChart = ({ groups }: SequencesChartProps) => {
  const most = Math.max(...groups.map(({ group }) => group.sequencesMax));
  const at = (value: number): string => `${most > 0 ? (value / most) * 100 : 0}%`;
  return (
    <FigureFrame
      title="Sequences in flight"
      subtitle="on one instance at the peak hour; tick: SLA limit"
      description={groups
        .map(
          ({ name, group }) =>
            `${name}: ${sequences(group.sequencesAtPeak)} at the peak hour, ${sequences(group.sequencesAtSla)} at the SLA limit, ${sequences(group.sequencesMax)} fit.`,
        )
        .join(' ')}
      samples={{
        axis: 'Rack group',
        positions: groups.map((_, index) => index),
        at: (index) => {
          const one = groups[index];
          return {
            label: one?.name ?? '',
            rows: [
              { name: 'At the peak hour', value: sequences(one?.group.sequencesAtPeak ?? 0) },
              { name: 'At the SLA limit', value: sequences(one?.group.sequencesAtSla ?? 0) },
              { name: 'Fit', value: sequences(one?.group.sequencesMax ?? 0) },
            ],
          };
        },
      }}
    >
      <div className="sequences scrolls" role="region" tabIndex={0} aria-label="Sequences in flight, by rack group">
        {groups.map(({ name, group }) => (
          <div key={`${group.rackGroupId}/${group.role}`} className="sequences__row">
            <span className="sequences__name ellipsis" title={name}>
              {name}
            </span>
            <div className="sequences__track">
              <span className="sequences__max" style={{ width: at(group.sequencesMax) }} />
              <span className="sequences__peak" style={{ width: at(Math.min(group.sequencesAtPeak, most)) }} />
              {group.sequencesAtSla > 0 && (
                <span className="sequences__sla" style={{ left: at(group.sequencesAtSla) }} />
              )}
            </div>
            <span className="sequences__figures">
              <b>{sequences(group.sequencesAtPeak)}</b>{' '}
              <span className="unit">
                {group.sequencesAtSla > 0 && `SLA ${sequences(group.sequencesAtSla)}, `}
                {sequences(group.sequencesMax)} fit
              </span>
            </span>
          </div>
        ))}
      </div>
    </FigureFrame>
  );
};
