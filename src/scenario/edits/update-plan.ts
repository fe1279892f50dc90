/** Changes what holds for the whole plan: the years money is counted over, and the share of capacity it may use. */
import { patched, type Patch } from '../patch.ts';
import { scenarioSchema, type Scenario } from '../schema.ts';

export type UpdatePlan = Patch<Pick<Scenario, 'horizonYears' | 'utilisationCap'>>;

/** The scenario with the fields changed; the same scenario when nothing changes or a value is out of range. */
export const updatePlan = (scenario: Scenario, patch: UpdatePlan): Scenario => patched(scenarioSchema, scenario, patch);
