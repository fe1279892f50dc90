/** What the estate as a whole has to say: workloads without a pool, systems that are projections or lack a figure. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { Issue } from '../issues/issue.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { GroupCost } from './group-cost.ts';
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

/** Systems whose price is missing for the way they were acquired, once per system. */
export const priceIssues = (
  powers: readonly GroupPower[],
  costs: readonly (GroupCost | null)[],
  catalogue: Catalogue,
): Issue[] => {
  const missing = new Set(
    powers.flatMap(({ rackGroup, itPower }, index) =>
      costs[index] === null && itPower !== null ? [rackGroup.systemId] : [],
    ),
  );
  return [...missing].map((id) => ({
    code: 'no-price',
    severity: 'warning',
    path: `systems/${id}`,
    facts: { system: catalogue.systems[id]?.name ?? id },
  }));
};
