/** Takes a replaced figure back to the catalogue's own. */
import type { Scenario } from '../schema.ts';

export interface ClearAssumption {
  readonly path: string;
}

/** The scenario without the override; the same scenario when there was none. */
export const clearAssumption = (scenario: Scenario, { path }: ClearAssumption): Scenario => {
  if (!Object.hasOwn(scenario.assumptions, path)) return scenario;
  const { [path]: _, ...assumptions } = scenario.assumptions;
  return { ...scenario, assumptions };
};
