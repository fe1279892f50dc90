/** Gives the scenario another name. */
import * as z from 'zod/mini';
import { scenarioSchema, type Scenario } from '../schema.ts';

export interface RenameScenario {
  readonly name: string;
}

/** The scenario with the name, trimmed; the same scenario when that is empty, too long or the name it has. */
export const renameScenario = (scenario: Scenario, args: RenameScenario): Scenario => {
  const name = z.safeParse(scenarioSchema.shape.name, args.name);
  return name.success && name.data !== scenario.name ? { ...scenario, name: name.data } : scenario;
};
