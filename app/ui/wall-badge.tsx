/** The 28 × 14 badge of what limits: CMP, BW, CAP, NET, HST, PWR. */
import type { Wall } from '../../src/performance/step.ts';
import { WALL_CODES, wallWord } from './wall-words.ts';
import './trust-mark.css';

export const WallBadge = ({ wall }: { readonly wall: Wall }) => (
  <abbr className={`wall-badge wall-${wall}`} title={`limited by ${wallWord(wall)}`}>
    {WALL_CODES[wall]}
  </abbr>
);
