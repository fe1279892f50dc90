/** Dimension lines under the pools: name between arrowheads; the selected pool's name is highlighted. */
import { memo } from 'react';
import { useSessionStore } from '../state/session-store.ts';
import type { PoolRun } from './estate-facts.ts';
import { SIDE, type RoomGeometry } from './room-geometry.ts';
import './brackets.css';

/** Letters that fit the bracket of a single rack. */
const SHORT = 5;

export interface BracketsProps {
  readonly runs: readonly PoolRun[];
  /** First position of the row. */
  readonly offset: number;
  readonly geometry: RoomGeometry;
  readonly selectedPool: string | null;
}

export const Brackets = memo(({ runs, offset, geometry, selectedPool }: BracketsProps) => {
  const select = useSessionStore((session) => session.select);
  const { pitch, rackWidth, bracketY } = geometry;
  // A single rack leaves little room for the name of its pool: its bracket is as wide as its position.
  const insetOf = (from: number, to: number): number => (from === to ? 2 : (pitch - rackWidth) / 2 - 3);
  const roomOf = (from: number, to: number, free: number): number =>
    (from === to ? Math.max(1, free) : to - from + 1) * pitch - 8;
  return runs.map(({ deploymentId, name, short, from, to, free }) => (
    <div
      key={from}
      className={from === to && free > 0 && short.length > SHORT ? 'bracket bracket-beside' : 'bracket'}
      style={{
        top: bracketY,
        left: SIDE + (from - offset) * pitch + insetOf(from, to),
        width: (to - from + 1) * pitch - 2 * insetOf(from, to),
      }}
    >
      <Arrow to="left" />
      {deploymentId === null ? (
        <span className="bracket-name bracket-role" style={{ maxWidth: roomOf(from, to, free) }} title={name}>
          {name}
        </span>
      ) : (
        <button
          type="button"
          className={deploymentId === selectedPool ? 'bracket-name bracket-name-selected' : 'bracket-name'}
          aria-pressed={deploymentId === selectedPool}
          style={{ maxWidth: roomOf(from, to, free) }}
          title={`${name}, pool`}
          aria-label={name}
          tabIndex={-1}
          onClick={() => select({ kind: 'deployment', deploymentId })}
        >
          {from === to ? short : name}
        </button>
      )}
      <Arrow to="right" />
    </div>
  ));
});
Brackets.displayName = 'Brackets';

const Arrow = ({ to }: { readonly to: 'left' | 'right' }) => (
  <span className={`bracket-line bracket-line-${to}`} aria-hidden="true">
    <svg width="5" height="9" viewBox="0 0 5 9">
      <path d={to === 'left' ? 'M.5 0v9M5 1.5L1 4.5L5 7.5' : 'M4.5 0v9M0 1.5L4 4.5L0 7.5'} />
    </svg>
  </span>
);
