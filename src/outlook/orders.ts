/** When systems must be ordered to stand when they are needed [Y2]. */
import { copiesOf } from '../evaluate/pool.ts';
import type { Deployment, RackGroup, Scenario } from '../scenario/schema.ts';
import type { Order } from './years-answer.ts';

/** Months from order to service of a rack group's systems; null where no lead time is known. */
export type LeadMonths = (rackGroup: RackGroup) => number | null;

const MONTHS = 12;

/** `systems` at each of the alike sites of the group, needed so many years after the plan goes live. Eq. Y2 */
export const orderOf = (
  scenario: Scenario,
  deployment: Deployment,
  rackGroupId: string,
  systems: number,
  neededInYear: number,
  leadMonthsOf: LeadMonths,
): Order => {
  const rackGroup = scenario.rackGroups.find(({ id }) => id === rackGroupId);
  if (!rackGroup) throw new Error(`order: no rack group ${rackGroupId}`);
  const leadMonths = leadMonthsOf(rackGroup);
  const orderByYear = leadMonths === null ? null : neededInYear - leadMonths / MONTHS;
  return {
    deploymentId: deployment.id,
    rackGroupId,
    systemId: rackGroup.systemId,
    systems: systems * copiesOf(scenario, rackGroup),
    neededInYear,
    orderByYear,
    leadMonths,
    late: orderByYear !== null && orderByYear < 0,
  };
};
