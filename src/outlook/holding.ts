/** Whether a deployment keeps its targets, with how much to spare, and how long it does so under growth [Y1]. */
import type { DeploymentAnswer } from '../evaluate/evaluation.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';

/** Rounding of demand that exactly fills a capacity must not count as too much. */
const ROUNDING = 1e-9;

/** Peak load as a share of what the plan may use; null where nothing interactive is asked or no load keeps the targets. */
export const usedShare = ({ headroom }: Pick<DeploymentAnswer, 'headroom'>, utilisationCap: number): number | null =>
  headroom === null ? null : 1 / ((1 + headroom) * utilisationCap);

/** Every hour within the targets and within the share of capacity a plan may use. */
export const keeps = (answer: Pick<DeploymentAnswer, 'verdict' | 'headroom'>, utilisationCap: number): boolean =>
  (answer.verdict === 'stable' || answer.verdict === 'idle') &&
  (usedShare(answer, utilisationCap) ?? 0) <= 1 + ROUNDING;

/** As a plan wants to stand: targets kept, and where it holds something ready, as many instances as that asks for. Eq. Q4 */
export const isReady = (
  answer: Pick<DeploymentAnswer, 'verdict' | 'headroom' | 'instancesNeeded' | 'instancesGiven'>,
  { utilisationCap, spare }: Scenario,
): boolean =>
  keeps(answer, utilisationCap) && (spare === 'none' || (answer.instancesNeeded ?? 0) <= answer.instancesGiven);

/** Growth a year that all workloads of a deployment share, offline ones too; null where they differ. */
export const commonGrowth = (scenario: Scenario, deployment: Deployment): number | null => {
  const rates = scenario.workloads
    .filter(({ id }) => deployment.workloadIds.includes(id))
    .map(({ demand }) => demand.growthPerYear);
  const [first] = rates;
  return first !== undefined && rates.every((rate) => rate === first) ? first : null;
};

/** Years until a load that takes `used` of what may be used fills it: ln(1 ÷ used) ÷ ln(1 + growth); Infinity without growth. Eq. Y1 */
export const yearsUntilFull = (used: number, growthPerYear: number): number =>
  growthPerYear > 0 ? Math.log(1 / used) / Math.log(1 + growthPerYear) : Infinity;
