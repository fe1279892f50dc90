/** The 28 × 14 badge of what limits: CMP, BW, CAP, NET, HST, PWR. */
import type { Wall } from '../../src/performance/step.ts';
import './trust-mark.css';

const CODES: Readonly<Record<Wall, string>> = {
  compute: 'CMP',
  bandwidth: 'BW',
  capacity: 'CAP',
  interconnect: 'NET',
  host: 'HST',
  power: 'PWR',
};

/** The word of a wall, as sentences say it: "limited by bandwidth". */
export const wallWord = (wall: Wall): string => wall;

export const WallBadge = ({ wall }: { readonly wall: Wall }) => (
  <abbr className={`wall-badge wall-${wall}`} title={`limited by ${wallWord(wall)}`} style={{ textDecoration: 'none' }}>
    {CODES[wall]}
  </abbr>
);
