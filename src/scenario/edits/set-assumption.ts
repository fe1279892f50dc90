/** Replaces a figure of the catalogue in this scenario, by path; the catalogue's own value stays visible beside it. */
import { isAssumptionPath } from '../assumption-path.ts';
import { LIMITS, type Scenario } from '../schema.ts';

export interface SetAssumption {
  /** As `systems.gb200-nvl72.capex.base`. */
  readonly path: string;
  /** In base units. */
  readonly value: number;
}

/** The scenario with the figure replaced; the same scenario when it has that value or the path or value is not one. */
export const setAssumption = (scenario: Scenario, { path, value }: SetAssumption): Scenario => {
  if (!isAssumptionPath(path) || !Number.isFinite(value)) return scenario;
  const known = Object.hasOwn(scenario.assumptions, path);
  if (known && scenario.assumptions[path] === value) return scenario;
  if (!known && Object.keys(scenario.assumptions).length >= LIMITS.overrides) return scenario;
  return { ...scenario, assumptions: { ...scenario.assumptions, [path]: value } };
};
