/** The two points of the front beside the chosen plan: faster for one user, and more output for the same. */
import type { FrontierAnswer } from '../../src/search/frontier-types.ts';
import { spotAt, type Spot } from './spots.ts';
import type { Upward } from './upward.ts';
import type { FrontierView } from './view.ts';

export interface Neighbours {
  readonly faster: Spot | null;
  readonly cheaper: Spot | null;
}

/** Differences below this share are no choice. */
const NOTICED = 1.02;

export const neighboursOf = (answer: FrontierAnswer, view: FrontierView, chosen: Spot, upward: Upward): Neighbours => {
  const own = chosen.up[upward];
  const at = (index: number | undefined): Spot | null => (index === undefined ? null : spotAt(answer, index));
  const faster = view.front.x.findIndex((value) => value > NOTICED * chosen.perUser);
  const cheaper = view.front.y.findLastIndex((value) => value > NOTICED * own);
  // Of a plan inside the cloud one point may be both.
  const distinct = cheaper === faster ? cheaper - 1 : cheaper;
  return { faster: at(view.indices[faster]), cheaper: at(view.indices[distinct]) };
};
