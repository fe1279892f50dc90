/** What a site has to say: more than its cap can carry, hours in which power holds the work back, a tariff that says nothing. */
import type { Issue } from '../issues/issue.ts';
import type { Site } from '../scenario/schema.ts';
import type { DeploymentAnswer, SiteAnswer } from './evaluation.ts';

export const siteIssues = (site: Site, { provisionedMeterPower, powerCap }: SiteAnswer): Issue[] => [
  ...(provisionedMeterPower > powerCap
    ? [
        {
          code: 'site-power-exceeded' as const,
          severity: 'warning' as const,
          path: `sites/${site.id}`,
          facts: {
            site: site.name,
            meterWatts: provisionedMeterPower,
            capWatts: powerCap,
            overWatts: provisionedMeterPower - powerCap,
          },
          mend: {
            action: 'set-site-power' as const,
            args: { siteId: site.id, powerCapWatts: Math.ceil(provisionedMeterPower / 10_000) * 10_000 },
          },
        },
      ]
    : []),
  ...(site.tariffShape?.every((price) => price === 0)
    ? [
        {
          code: 'tariff-empty' as const,
          severity: 'warning' as const,
          path: `sites/${site.id}`,
          facts: { site: site.name },
        },
      ]
    : []),
];

/** Pools that power holds back before their accelerators do. */
export const powerLimitIssues = (deployments: readonly DeploymentAnswer[]): Issue[] =>
  deployments.flatMap(({ deploymentId, name, powerLimitedByHour }) => {
    const hours = powerLimitedByHour.filter(Boolean).length;
    return hours === 0
      ? []
      : [
          {
            code: 'power-limits-hours',
            severity: 'note',
            path: `deployments/${deploymentId}`,
            facts: { deployment: name, hours },
          },
        ];
  });
