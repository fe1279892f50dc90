/**
 * Model items for tests: the figures our formulas take and the check values the research derived on its own.
 */
import type * as z from 'zod/mini';
import type { Model } from '../../src/catalogue/figures.ts';
import { modelItem } from '../../src/catalogue/schema-models.ts';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { items } from './generate.ts';

export interface CheckedModel {
  readonly model: Model;
  readonly nativeWeightBytes: number;
  readonly checks: z.infer<typeof modelItem>['checks'];
}

/** Every model of the catalogue with its check values. */
export function checkedModels(): CheckedModel[] {
  return items('models', modelItem).map((item) => ({
    model: modelOf(item.id),
    nativeWeightBytes: item.nativeWeightBytes,
    checks: item.checks,
  }));
}

export function modelOf(id: string): Model {
  const model = defaultCatalogue.models[id];
  if (model === undefined) throw new Error(`no model ${id}`);
  return model;
}

/** Relative difference; zero against zero is zero. */
export const relativeError = (ours: number, theirs: number): number =>
  ours === theirs ? 0 : Math.abs(ours - theirs) / Math.max(Math.abs(ours), Math.abs(theirs));
