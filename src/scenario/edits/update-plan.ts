/** Changes what holds for the whole plan: years money is counted over, share of capacity used, what is held ready, what moves work. */
import { patched, type Patch } from '../patch.ts';
import { scenarioSchema, type Scenario } from '../schema.ts';

export type UpdatePlan = Patch<Pick<Scenario, 'horizonYears' | 'utilisationCap' | 'shiftTo' | 'spare'>>;

/** The scenario with the fields changed; the same scenario when nothing changes or a value is out of range. */
export const updatePlan = (scenario: Scenario, patch: UpdatePlan): Scenario => patched(scenarioSchema, scenario, patch);
