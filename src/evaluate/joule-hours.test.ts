/** What a further joule costs on a site that makes power itself. Eq. E4 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { jouleHoursOf } from './joule-hours.ts';
import { scenarioOf } from './scenario-under-test.ts';

const plan = scenarioOf('own supply', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'batch',
  slaClassId: 'offline-batch/24h',
  peakSessionsPerSecond: 1,
});
const hoursWith = (watts: number | null) => {
  const sites = plan.sites.map((site) => ({
    ...site,
    pue: 1.25,
    ...(watts === null ? {} : { supply: { source: 'wind' as const, watts } }),
  }));
  const hours = jouleHoursOf({ ...plan, sites }, defaultCatalogue).get('s1');
  if (!hours) throw new Error('no site');
  return hours;
};
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('own supply', () => {
  test('of all the site is built for: a further joule is of its own price and intensity', () => {
    const { energyPrice, carbonIntensity } = defaultCatalogue.power.ownSupply.wind;
    const own = hoursWith(1e9);
    expect(mean(own.usdPerJoule) / (1.25 * energyPrice.base)).toBeCloseTo(1, 2);
    expect(mean(own.gramsPerJoule) / (1.25 * carbonIntensity.base)).toBeCloseTo(1, 2);
  });

  test('of less: a further joule comes from the grid', () => {
    expect(hoursWith(1_000)).toEqual(hoursWith(null));
  });
});
