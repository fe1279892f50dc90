/** Codes and words of the walls: what limits. */
import type { Wall } from '../../src/performance/step.ts';

/** Three letters at most, as badges carry them. */
export const WALL_CODES: Readonly<Record<Wall, string>> = {
  compute: 'CMP',
  bandwidth: 'BW',
  capacity: 'CAP',
  interconnect: 'NET',
  host: 'HST',
  power: 'PWR',
};

const WORDS: Readonly<Record<Wall, string>> = {
  compute: 'compute',
  bandwidth: 'memory bandwidth',
  capacity: 'memory capacity',
  interconnect: 'links',
  host: 'the host',
  power: 'power',
};

/** The word of a wall, as sentences say it: "limited by memory bandwidth". */
export const wallWord = (wall: Wall): string => WORDS[wall];
