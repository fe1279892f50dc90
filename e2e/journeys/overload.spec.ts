/** Overloaded is a verdict, never a latency. */
import { expect, test } from '@playwright/test';
import { linkOf } from '../pages/links.ts';
import { answered, exampleScenario } from '../pages/workspace.ts';

test('demand far above capacity shows the verdict and no latency', async ({ page }) => {
  const scenario = exampleScenario();
  const overloaded = {
    ...scenario,
    workloads: scenario.workloads.map((workload) => ({
      ...workload,
      demand: { ...workload.demand, peakSessionsPerSecond: workload.demand.peakSessionsPerSecond * 1e4 },
    })),
  };
  await page.goto(`./${await linkOf(overloaded)}`);
  await answered(page);
  const cards = page.getByRole('region', { name: 'Workloads' });
  const interactive = cards.getByRole('button').filter({ hasText: 'TTFT p99' });
  expect(await interactive.count()).toBeGreaterThan(0);
  for (const card of await interactive.all()) {
    await expect(card).toContainText('overloaded');
    await expect(card).not.toContainText(/\d\s*(ms|s|min)\b/);
  }
  const figures = page.getByLabel('Key figures');
  await expect(figures).toContainText('overloaded');
  await expect(figures).not.toContainText(/TTFT p99, tightest[^C]*\d\s*(ms|s)\b/);
});
