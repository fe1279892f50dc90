/** Which wall each phase of a group meets, and what more of each resource would give. */
import type { ReactNode } from 'react';
import { wallWord } from '../ui/wall-words.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { significant } from '../../src/units/significant.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { SeriesSwatch } from '../ui/charts/series-swatch.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import { WallGains } from '../ui/wall-gains.tsx';
import './phases.css';

interface PhasesProps {
  readonly group: GroupAnswer;
  readonly control?: ReactNode;
}

export const Phases = ({ group, control }: PhasesProps) => (
  <FigureFrame
    title="Walls of this group"
    subtitle="at its working point"
    description={group.phases.map(({ phase, wall }) => `${phase} is limited by ${wallWord(wall)}.`).join(' ')}
    control={control}
    samples={{
      axis: 'Phase',
      positions: group.phases.map((_, index) => index),
      at: (index) => {
        const point = group.phases[index];
        return {
          label: point?.phase ?? '',
          rows: [
            { name: 'Limited by', value: point ? wallWord(point.wall) : '' },
            { name: 'FLOP per byte', value: significant(point?.flopPerByte ?? 0) },
          ],
        };
      },
    }}
  >
    <div className="phases scrolls" role="region" tabIndex={0} aria-label="Walls of this group">
      <ul>
        {group.phases.map(({ phase, flopPerByte, wall }) => (
          <li key={phase}>
            <SeriesSwatch colour={`var(--phase-${phase})`} /> <span>{phase}</span> <WallBadge wall={wall} />
            <span className="phases__figure">
              <b>{significant(flopPerByte)}</b> <span className="unit">FLOP/B</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="phases__head">10 % more of one thing gives, in load</p>
      <WallGains gains={group.elasticities} />
    </div>
  </FigureFrame>
);
