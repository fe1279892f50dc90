/**
 * What a failure leaves: each deployment with the largest instance, system, position and site of its racks lost, answered again as the
 * smaller plan it then is; how often enough is up; how long a replacement takes.
 */
import type { PoolBundle } from '../evaluate/pool-bundle.ts';
import { poolAvailabilityOf } from '../evaluate/pool-availability.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import { availabilityApart, availabilityOf, type SystemKind } from './availability.ts';
import { DOMAINS, lossesOf, type Loss } from './domains.ts';
import { carryingGroups } from './enlarge.ts';
import type {
  AvailabilityAnswer,
  DeploymentFailures,
  DomainLoss,
  FailureDomain,
  FailuresAnswer,
  SpareAnswer,
} from './failures-answer.ts';
import { answerIn, poolsIn, type OutlookGround, type Pools } from './growth.ts';
import { keeps, usedShare } from './holding.ts';
import type { OutlookRun } from './run.ts';
import { replicasOf, startUpOf } from './start-up.ts';
import { withoutSystem } from './variants.ts';

/** One step per deployment. */
export const failuresOf = (ground: OutlookGround, scenario: Scenario): OutlookRun<FailuresAnswer> => {
  const done: DeploymentFailures[] = [];
  let whole: Pools | null = null;
  return {
    total: scenario.deployments.length,
    next: () => {
      const deployment = scenario.deployments[done.length];
      if (!deployment) return null;
      whole ??= poolsIn(ground, scenario);
      done.push(failuresOfOne(ground, scenario, whole, deployment));
      return { deployments: [...done] };
    },
  };
};

const failuresOfOne = (
  ground: OutlookGround,
  scenario: Scenario,
  whole: Pools,
  deployment: Deployment,
): DeploymentFailures => {
  const bundle = whole.bundles.find(({ deploymentId }) => deploymentId === deployment.id);
  if (!bundle) throw new Error(`failures: no deployment ${deployment.id}`);
  const losses = lossesOf(scenario, deployment, bundle, whole.catalogue).map((loss) =>
    lossAnswer(ground, whole, deployment, loss),
  );
  const worst = DOMAINS.flatMap((domain) => worstOf(losses.filter((loss) => loss.domain === domain)));
  const lead = leadUnit(bundle);
  const startUp = lead && startUpOf(lead, whole.catalogue.memoryTiers);
  const { verdict, headroom, name, instancesGiven, instancesNeededByHour } = bundle.deployment;
  return {
    deploymentId: deployment.id,
    name,
    verdict,
    headroom,
    losses: worst,
    availability: availabilityIn(ground, scenario, whole, deployment, bundle),
    startUp,
    replicas:
      startUp && instancesNeededByHour.length > 0
        ? replicasOf(instancesGiven, instancesNeededByHour, startUp.total)
        : null,
    spare: spareOf(scenario, keeps(bundle.deployment, scenario.utilisationCap), worst),
  };
};

const lossAnswer = (ground: OutlookGround, whole: Pools, deployment: Deployment, loss: Loss): DomainLoss => {
  const { left, capacityShare, ...lost } = loss;
  const cap = whole.scenario.utilisationCap;
  const before = answerIn(whole, deployment.id);
  const met = whole.bundles.flatMap(({ workloads }) => workloads).filter(({ slaMet }) => slaMet === true);
  if (left === null) {
    const missed = met.filter(({ deploymentId }) => deploymentId === deployment.id).map(({ workloadId }) => workloadId);
    return {
      ...lost,
      capacityShare: 1,
      headroom: null,
      verdict: 'withheld',
      missedWorkloadIds: missed,
      holds: before.verdict === 'idle',
    };
  }
  const pools = poolsIn(ground, left);
  const after = answerIn(pools, deployment.id);
  const still = new Set(
    pools.bundles
      .flatMap(({ workloads }) => workloads.filter(({ slaMet }) => slaMet === true))
      .map((one) => one.workloadId),
  );
  const [had, has] = [before, after].map(({ slaCapacity, saturation }) => slaCapacity || saturation || 0);
  return {
    ...lost,
    capacityShare: capacityShare ?? (had && has !== undefined ? Math.max(0, 1 - has / had) : 0),
    headroom: after.headroom,
    verdict: after.verdict,
    missedWorkloadIds: met.map(({ workloadId }) => workloadId).filter((id) => !still.has(id)),
    holds: keeps(after, cap),
  };
};

/** The loss that leaves least. */
const worstOf = (losses: readonly DomainLoss[]): DomainLoss[] =>
  losses.length === 0 ? [] : [losses.reduce((a, b) => (severity(b) > severity(a) ? b : a))];

const severity = ({ holds, verdict, headroom, capacityShare }: DomainLoss): number =>
  (holds ? 0 : 10) + (verdict === 'withheld' ? 10 : 0) - (headroom ?? 0) / 1e3 + capacityShare;

/** The unit that carries most. */
const leadUnit = ({ pool }: PoolBundle) =>
  pool?.units.reduce((a, b) => (b.capacity.saturation > a.capacity.saturation ? b : a)) ?? null;

const availabilityIn = (
  ground: OutlookGround,
  scenario: Scenario,
  { catalogue }: Pools,
  deployment: Deployment,
  bundle: PoolBundle,
): AvailabilityAnswer | null => {
  const used = usedShare(bundle.deployment, scenario.utilisationCap);
  if (used === null || !bundle.pool) return null;
  const up = poolAvailabilityOf(bundle.pool.input.groups, catalogue.costs);
  const groups = carryingGroups(scenario, bundle);
  const systemOf = (id: string): string => scenario.rackGroups.find((group) => group.id === id)?.systemId ?? id;
  if (bundle.pool.units.some(({ unit }) => unit.mode !== 'aggregated'))
    return availabilityApart(
      groups.map(({ rackGroupId, systems, copies }) => ({
        systemId: systemOf(rackGroupId),
        given: systems * copies,
        spare: mayBeDown(ground, scenario, deployment, rackGroupId, systems * copies),
      })),
      up,
    );
  const kinds = new Map<string, SystemKind>();
  for (const { rackGroupId, systems, copies, share } of groups) {
    const systemId = systemOf(rackGroupId);
    const known = kinds.get(systemId) ?? { systemId, given: 0, share: 0 };
    kinds.set(systemId, { systemId, given: known.given + systems * copies, share: known.share + share });
  }
  const answer = availabilityOf([...kinds.values()], used, up);
  const byPower = bundle.deployment.powerLimitedByHour.some(Boolean);
  return used === Infinity || (used > 1 && byPower) ? withoutNeed(answer) : answer;
};

/** More systems do not carry a peak that has no power. */
const withoutNeed = (answer: AvailabilityAnswer): AvailabilityAnswer => ({
  ...answer,
  kinds: answer.kinds.map((kind) => ({ ...kind, needed: null })),
});

/** Systems down at once that are tried: more at the same time is a matter of the site. */
const MOST_DOWN = 6;

/**
 * How many of the `systems` of a group at all its alike sites may be down with every target kept; −1 where targets are missed with all of
 * them up. They go at one site after the other, and no further than the last of the sites that stays under the group's own name.
 */
const mayBeDown = (
  ground: OutlookGround,
  scenario: Scenario,
  { id }: Deployment,
  rackGroupId: string,
  systems: number,
): number => {
  let left = scenario;
  const most = Math.min(MOST_DOWN, systems);
  for (let down = 0; down <= most; down++) {
    if (!keeps(answerIn(poolsIn(ground, left), id), scenario.utilisationCap)) return down - 1;
    if (!left.rackGroups.some((group) => group.id === rackGroupId)) return down;
    if (down < most) left = withoutSystem(left, rackGroupId);
  }
  return most;
};

const spareOf = ({ spare }: Scenario, keepsWhole: boolean, losses: readonly DomainLoss[]): SpareAnswer => {
  const firstMiss = losses.findIndex(({ holds }) => !holds);
  const survived = firstMiss < 0 ? losses : losses.slice(0, firstMiss);
  const holds: FailureDomain | null = keepsWhole ? (survived.at(-1)?.domain ?? null) : null;
  const asked = losses.find(({ domain }) => domain === spare);
  return { asked: spare, held: asked ? keepsWhole && asked.holds : null, holds };
};
