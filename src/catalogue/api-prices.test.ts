import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect, compact } from '../../tools/catalogue/generate.ts';
import { catalogueFolder } from '../../tools/catalogue/item-files.ts';
import { defaultApiPrices } from './default-api-prices.ts';
import { defaultCatalogue } from './default-catalogue.ts';

const { prices } = defaultApiPrices;

describe('API prices', () => {
  it('are in step with the item files (otherwise: npm run catalogue)', () => {
    const onDisk = readFileSync(join(catalogueFolder, 'generated', 'api-prices.json'), 'utf8');
    expect(onDisk === compact(collect().apiPrices)).toBe(true);
  });

  it('are all there, dated, and of models of the catalogue or of none', () => {
    expect(prices).toHaveLength(154);
    for (const { modelId, asOf, offer, source } of prices) {
      if (modelId !== null) expect(defaultCatalogue.models, offer).toHaveProperty([modelId]);
      expect(asOf, offer).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
      expect(source.length, offer).toBeGreaterThan(10);
    }
  });

  it('know the models that several providers sell', () => {
    const offers = (modelId: string): number => prices.filter((one) => one.modelId === modelId).length;
    expect(offers('gpt-oss-120b')).toBe(9);
    expect(offers('deepseek-r1')).toBe(8);
    expect(offers('deepseek-v4-pro')).toBe(7);
  });

  it('keep price cards of the past apart from what is listed', () => {
    const quoted = prices.filter(({ tier }) => tier === 'quoted');
    expect(quoted).toHaveLength(5);
    expect(quoted.map(({ asOf }) => asOf)).toContain('2025-02-28');
  });
});

describe('rents', () => {
  it('are those of the records, by term', () => {
    const { rentPerAcceleratorHour: rents } = defaultCatalogue.costs;
    expect(rents['b200-sxm']).toEqual({
      lease: { low: 2.9, base: 2.9, high: 2.9 },
      reserved: { low: 5.1, base: 5.1, high: 5.1 },
      onDemand: { low: 6, base: 10, high: 14 },
      spot: { low: 2.25, base: 5.3, high: 6 },
    });
    expect(rents['tpu-v5p']?.spot?.base).toBe(2.1);
    expect(rents['rubin-ultra']).toBeUndefined();
  });
});
