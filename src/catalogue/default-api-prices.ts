/**
 * The API prices that ship with the planner. Import it where a crossover is asked for, not before: `import()` keeps it out of the first load.
 */
import type { ApiPrices } from './api-prices.ts';
import prices from './generated/api-prices.json' with { type: 'json' };

// Decoder: the generator validated every entry.
export const defaultApiPrices: ApiPrices = prices as ApiPrices;
