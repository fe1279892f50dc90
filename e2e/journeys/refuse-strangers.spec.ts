/** A link is data from a stranger: what cannot be read is refused in words, and what can is only ever text. */
import { expect, test } from '@playwright/test';
import { linkOf, linkOfText } from '../pages/links.ts';
import { answered, exampleScenario } from '../pages/workspace.ts';

const scenario = exampleScenario();

const REFUSED: readonly { readonly what: string; readonly link: () => Promise<string>; readonly reason: string }[] = [
  { what: 'a malformed link', link: async () => '#s1.@@@@', reason: 'cut off or altered' },
  { what: 'a link cut off', link: async () => (await linkOf(scenario)).slice(0, 200), reason: 'cut off or altered' },
  { what: 'an empty link', link: async () => '#s1.', reason: 'cut off or altered' },
  { what: 'a newer link', link: async () => '#s99.AAAA', reason: 'this program reads up to s1' },
  { what: 'an oversized link', link: async () => `#s1.${'A'.repeat(200_001)}`, reason: 'longer than' },
  {
    what: 'a link that unpacks without end',
    link: () => linkOfText(JSON.stringify({ version: 1, name: 'a'.repeat(12_000_000) })),
    reason: 'unpacks to more than',
  },
  { what: 'a link to no JSON', link: () => linkOfText('<script>alert(1)</script>'), reason: 'not JSON' },
  {
    what: 'a link that reaches for the prototype',
    link: () => linkOfText('{"version":1,"__proto__":{"polluted":true}}'),
    reason: '__proto__',
  },
  {
    what: 'a link of the wrong shape',
    link: () => linkOfText(JSON.stringify({ ...scenario, horizonYears: 'long' })),
    reason: 'horizonYears',
  },
  {
    what: 'a deeply nested link',
    link: () => linkOfText(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    reason: 'nested more than',
  },
];

for (const { what, link, reason } of REFUSED) {
  test(`${what} is refused with the reason`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`./${await link()}`);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Not opened');
    await expect(alert).toContainText(reason);
    expect(errors).toEqual([]);
  });
}

test('markup in names stays text', async ({ page }) => {
  const name = '<img src=x onerror="document.title=1">';
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const hostile = {
    ...scenario,
    name,
    sites: scenario.sites.map((site) => ({ ...site, name })),
    workloads: scenario.workloads.map((workload) => ({ ...workload, name })),
  };
  await page.goto(`./${await linkOf(hostile)}`);
  await answered(page);
  await expect(page.getByLabel('Name of the plan')).toHaveValue(name);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
  expect(dialogs).toEqual([]);
});
