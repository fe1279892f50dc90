/** Sizes of models as the field writes them: `671 B` is billions of parameters, `1.04 T` thousands of billions. */
import { number, text } from '../../src/units/format.ts';

const STEPS = [
  { divisor: 1e12, unit: 'T' },
  { divisor: 1e9, unit: 'B' },
] as const;

/** A parameter count in trillions, billions or millions. */
export const parametersText = (parameters: number): string => {
  const step = STEPS.find(({ divisor }) => parameters >= divisor) ?? { divisor: 1e6, unit: 'M' };
  return text(number(parameters / step.divisor, step.unit));
};
