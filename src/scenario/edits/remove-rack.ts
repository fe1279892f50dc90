/** Takes everything off a position. A rack group left standing nowhere goes, with the references to it. */
import type { Place } from '../positions.ts';
import { clearPosition } from '../rack-groups.ts';
import type { Scenario } from '../schema.ts';

/** The scenario with the position free; the same scenario when it already was. */
export const removeRack = (scenario: Scenario, args: Place): Scenario => clearPosition(scenario, args);
