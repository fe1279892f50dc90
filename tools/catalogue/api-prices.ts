/** Joins the price lists of the providers into the one file the crossover loads; a price names a model of the catalogue or none. */
import * as z from 'zod/mini';
import type { ApiPrice, ApiPrices, ApiTokenPrices } from '../../src/catalogue/api-prices.ts';
import { confidence } from '../../src/catalogue/schema.ts';
import { readFolder } from './item-files.ts';
import { readFile } from './read-valid.ts';

const usd = z.number().check(z.nonnegative());
const maybeUsd = z.optional(z.nullable(usd));
const tier = z.object({
  above_prompt_tokens: z.number().check(z.positive()),
  input_usd_per_mtok: usd,
  cached_input_usd_per_mtok: maybeUsd,
  output_usd_per_mtok: usd,
});
const price = z.object({
  provider: z.string(),
  provider_kind: z.enum(['first-party', 'third-party host', 'aggregator']),
  model_id: z.string(),
  catalogue_model: z.string(),
  input_usd_per_mtok: usd,
  cached_input_usd_per_mtok: maybeUsd,
  output_usd_per_mtok: usd,
  reasoning_output_usd_per_mtok: maybeUsd,
  long_context_tiers: z.optional(z.nullable(z.array(tier))),
  as_of: z.string().check(z.regex(/^\d{4}-\d{2}(-\d{2})?$/)),
  source: z.string().check(z.minLength(1)),
  confidence,
});
const priceList = z.object({
  id: z.string(),
  unit: z.literal('USD per million tokens'),
  note: z.string(),
  conflicts: z.optional(z.array(z.string())),
  prices: z.array(price),
});

/** Quoted prices stand in one file of their own. */
const QUOTED = 'historic-or-quoted';

/** Every price of the folder `api-prices`, by provider. `models` holds the ids a price may name. Throws with the file when one is malformed. */
export function apiPrices(models: object): ApiPrices {
  const lists = readFolder('api-prices').map(({ id, file, json }) => ({ id, list: readFile(priceList, file, json) }));
  return {
    note: lists[0]?.list.note ?? '',
    conflicts: lists.flatMap(({ list }) => list.conflicts ?? []),
    prices: lists.flatMap(({ id, list }) => list.prices.map((one) => entryOf(one, id === QUOTED, models))),
  };
}

const entryOf = (one: z.infer<typeof price>, quoted: boolean, models: object): ApiPrice => {
  const reasoning = one.reasoning_output_usd_per_mtok;
  const tiers = one.long_context_tiers ?? [];
  return {
    modelId: Object.hasOwn(models, one.catalogue_model) ? one.catalogue_model : null,
    offer: one.model_id,
    provider: one.provider,
    kind: one.provider_kind,
    tier: quoted ? 'quoted' : 'listed',
    ...pricesOf(one),
    ...(typeof reasoning === 'number' && reasoning !== one.output_usd_per_mtok ? { reasoningOutput: reasoning } : {}),
    ...(tiers.length === 0
      ? {}
      : { longContext: tiers.map((each) => ({ abovePromptTokens: each.above_prompt_tokens, ...pricesOf(each) })) }),
    asOf: one.as_of,
    source: one.source,
    confidence: one.confidence,
  };
};

const pricesOf = (
  one: Pick<z.infer<typeof tier>, 'input_usd_per_mtok' | 'cached_input_usd_per_mtok' | 'output_usd_per_mtok'>,
): ApiTokenPrices => ({
  input: one.input_usd_per_mtok,
  cached: one.cached_input_usd_per_mtok ?? null,
  output: one.output_usd_per_mtok,
});
