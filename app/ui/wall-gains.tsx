/** How much more is served with 10 % more of each resource: a row per wall, largest first. */
import type { Wall } from '../../src/performance/step.ts';
import { signedPercent } from '../../src/units/format-change.ts';
import { text } from '../../src/units/format.ts';
import { WallBadge } from './wall-badge.tsx';
import './wall-gains.css';

const NAMES: Readonly<Record<Wall, string>> = {
  compute: 'compute',
  bandwidth: 'memory bandwidth',
  capacity: 'memory capacity',
  interconnect: 'links',
  host: 'host step',
  power: 'power',
};

const STEP = 0.1;

interface WallGainsProps {
  /** d ln(load) / d ln(resource). */
  readonly gains: readonly { readonly wall: Wall; readonly elasticity: number }[];
}

export const WallGains = ({ gains }: WallGainsProps) => {
  const walls = gains.toSorted((a, b) => b.elasticity - a.elasticity);
  const top = Math.max(...walls.map((one) => one.elasticity), 0);
  return walls.map(({ wall, elasticity }) => (
    <div key={wall} className="wall-row">
      <WallBadge wall={wall} />
      <span className="wall-row__name">{NAMES[wall]}</span>
      <span className="wall-row__track">
        <span
          className={`wall-row__bar wall-${wall}`}
          style={{ width: `${top > 0 ? Math.max(0, (elasticity / top) * 100) : 0}%` }}
        />
      </span>
      <b>{text(signedPercent(elasticity * STEP))}</b>
    </div>
  ));
};
