import { expect, it } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { poolAvailabilityOf } from './pool-availability.ts';
import { scenarioOf } from './scenario-under-test.ts';

const { rackGroups, sites } = scenarioOf('availability', {
  systemId: 'hgx-h100-8',
  modelId: 'llama-3.1-8b',
  workflowId: 'chat',
  slaClassId: 'real-time',
  peakSessionsPerSecond: 1,
});
const group = (acquisition: 'buy' | 'cloud-spot', accelerators: number, count = 1) => {
  const [rackGroup, site] = [rackGroups[0], sites[0]];
  if (!rackGroup || !site) throw new Error('no group');
  return { rackGroup: { ...rackGroup, acquisition }, site: { ...site, count }, accelerators };
};

it('takes interruptions of spot off that of the rest, by accelerators of all copies', () => {
  const { costs } = defaultCatalogue;
  expect(poolAvailabilityOf([group('buy', 8)], costs)).toBe(0.985);
  expect(poolAvailabilityOf([group('cloud-spot', 8)], costs)).toBeCloseTo(0.985 * 0.95, 9);
  // 8 bought and 3 · 8 on spot: three quarters of them are away 5 % of the time
  expect(poolAvailabilityOf([group('buy', 8), group('cloud-spot', 8, 3)], costs)).toBeCloseTo(0.985 * 0.9625, 9);
  expect(poolAvailabilityOf([], costs)).toBe(0.985);
});
