/** Changes how many systems stand on an occupied position. */
import type { Place } from '../positions.ts';
import { clearPosition, setCount } from '../rack-groups.ts';
import type { Scenario } from '../schema.ts';

export interface SetRackCount extends Place {
  readonly count: number;
}

/** The scenario with the new count, 0 taking the rack away; the same scenario when the position is free. */
export const setRackCount = (scenario: Scenario, args: SetRackCount): Scenario =>
  args.count === 0 ? clearPosition(scenario, args) : setCount(scenario, args, args.count);
