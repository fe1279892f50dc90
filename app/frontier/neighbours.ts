/** The two points of the front beside the chosen plan: the next one faster for one user, and the next no faster that costs less. */
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
  const at = (index: number | undefined): Spot | null => (index === undefined ? null : spotAt(answer, index));
  const faster = view.front.x.findIndex((value) => value > NOTICED * chosen.perUser);
  // Where a price is missing, more output on the axis shown stands for it.
  const worth = ({ up }: Spot): number => (Number.isFinite(chosen.up.dollar) ? up.dollar : up[upward]);
  const slower = view.front.x.findLastIndex(
    (value, index) => value <= NOTICED * chosen.perUser && (view.front.y[index] ?? 0) > NOTICED * chosen.up[upward],
  );
  const cheaper = at(view.indices[slower]);
  return {
    faster: at(view.indices[faster]),
    cheaper: cheaper && worth(cheaper) > NOTICED * worth(chosen) ? cheaper : null,
  };
};
