/** What the estate as a whole has to say: workloads without a pool, systems that are projections or lack a figure. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { Scenario, Site } from '../scenario/schema.ts';
import type { GroupCost } from './cost-answer.ts';
import { missingPriceOf } from './group-cost.ts';
import type { GroupPower } from './site-answer.ts';

export const unassignedIssues = (scenario: Scenario): Issue[] =>
  scenario.workloads
    .filter(({ id }) => !scenario.deployments.some(({ workloadIds }) => workloadIds.includes(id)))
    .map(({ id, name }) => ({
      code: 'workload-unassigned',
      severity: 'warning',
      path: `workloads/${id}`,
      facts: { workload: name },
    }));

/** Things to know about the systems in use, once per system. */
export const systemIssues = (powers: readonly GroupPower[], catalogue: Catalogue): Issue[] =>
  [...new Set(powers.map(({ rackGroup }) => rackGroup.systemId))].flatMap((id): Issue[] => {
    const system = catalogue.systems[id];
    if (!system)
      return [{ code: 'unknown-reference', severity: 'refusal', path: `systems/${id}`, facts: { kind: 'system', id } }];
    const withoutPower = powers.some(({ rackGroup, itPower }) => rackGroup.systemId === id && itPower === null);
    return [
      ...(system.status === 'shipping'
        ? []
        : [
            {
              code: 'status-projection' as const,
              severity: 'note' as const,
              path: `systems/${id}`,
              facts: { system: system.name, status: system.status },
            },
          ]),
      ...(withoutPower
        ? [
            {
              code: 'no-power' as const,
              severity: 'warning' as const,
              path: `systems/${id}`,
              facts: { system: system.name },
            },
          ]
        : []),
    ];
  });

/** Systems whose price is missing for the way they were acquired, once per system and price. */
export const priceIssues = (
  powers: readonly GroupPower[],
  costs: readonly (GroupCost | null)[],
  sites: readonly Site[],
  catalogue: Catalogue,
): Issue[] => {
  const missing = powers.flatMap(({ rackGroup, itPower }, index) => {
    const site = sites.find(({ id }) => id === rackGroup.siteId);
    const system = catalogue.systems[rackGroup.systemId];
    if (costs[index] !== null || itPower === null || !site || !system) return [];
    const price = missingPriceOf(rackGroup, site, system, catalogue);
    return price === null ? [] : [{ system, price }];
  });
  const once = new Map(missing.map((one) => [`${one.system.id} ${one.price}`, one]));
  return [...once.values()].map(({ system, price }) => ({
    code: 'no-price',
    severity: 'warning',
    path: `systems/${system.id}`,
    facts: { system: system.name, price },
  }));
};

/** What is on spot, with the share of hours it is away, once per system. */
export const spotIssues = (
  powers: readonly GroupPower[],
  costs: readonly (GroupCost | null)[],
  catalogue: Catalogue,
): Issue[] => {
  const shares = new Map(
    powers.flatMap(({ rackGroup }, index) => {
      const share = costs[index]?.interruptionShare ?? 0;
      return share > 0 ? [[rackGroup.systemId, share] as const] : [];
    }),
  );
  return [...shares].map(([id, interruptedShare]) => ({
    code: 'spot-interrupted',
    severity: 'note',
    path: `systems/${id}`,
    facts: { system: catalogue.systems[id]?.name ?? id, interruptedShare },
  }));
};
