/**
 * Before and after: the levers of a deployment switched on one after the other, each answered by `evaluate` on the plan as it would be
 * with that serving. A lever that cannot be had says why, and the next goes on without it.
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Tier } from '../calibration/tier.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import { messageOf } from '../issues/messages.ts';
import { layoutWords } from '../performance/layout.ts';
import type { Deployment, Scenario, Serving } from '../scenario/schema.ts';
import type { Dollars, Joules, Seconds, TokensPerSecond } from '../units/quantity.ts';
import { quantity } from '../units/quantity.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, Verdict } from './evaluation.ts';
import { filledDay } from './filled-day.ts';
import { LEVERS_IN_ORDER, type Lever, type LeverFacts, type LeverId } from './ladder-levers.ts';
import { ladderStartOf } from './ladder-start.ts';
import { createMemo, type EvaluationMemo } from './memo.ts';

export interface LadderQuestion {
  readonly scenario: Scenario;
  readonly deploymentId: string;
  /** Levers not to switch on. */
  readonly leftOut: readonly LeverId[];
}

export interface LadderRow {
  readonly id: 'start' | LeverId;
  readonly name: string;
  /** What the lever changed, or would have. */
  readonly change: string;
  /** Why it cannot be had, as a sentence; its figures are those of the row before then. */
  readonly refused: string | null;
  readonly figures: LadderFigures | null;
}

export interface LadderFigures {
  readonly verdict: Verdict;
  readonly tier: Tier;
  /** Of the slowest workload at the demand of the plan; null under overload and for offline work. */
  readonly ttftP95: Seconds | null;
  readonly tpotP95: Seconds | null;
  /** Largest output rate inside the targets, 0 where no load keeps them, and the rate at which the queue grows. */
  readonly slaTokensPerSecond: TokensPerSecond;
  readonly saturatedTokensPerSecond: TokensPerSecond;
  /** With a day whose peak fills the rate inside the targets; null where there is none, or a price or power is missing. */
  readonly costPerMtok: Dollars | null;
  readonly energyPerToken: Joules | null;
  /** Cut of an instance that decodes, and how many there are. */
  readonly layout: string;
  readonly instances: number;
}

export interface LadderRun {
  /** Rows in all. */
  readonly total: number;
  /** The next row; null after the last. */
  next(): LadderRow | null;
}

/** A run is advanced row by row, so that whoever drives it can show each and stop. */
export const ladderRun = (
  { scenario, deploymentId, leftOut }: LadderQuestion,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo = createMemo(),
): LadderRun => {
  const deployment = scenario.deployments.find(({ id }) => id === deploymentId);
  if (!deployment) throw new Error(`ladder: no deployment ${deploymentId}`);
  const alone = aloneIn(scenario, deployment);
  const start = ladderStartOf(alone, deployment, catalogue, calibration);
  const levers = LEVERS_IN_ORDER.filter(({ id }) => !leftOut.includes(id));
  if (typeof start === 'string') {
    let told = false;
    return {
      total: 1,
      next: () => {
        if (told) return null;
        told = true;
        return { ...START, change: '', refused: start, figures: null };
      },
    };
  }
  const answer = (serving: Serving): LadderFigures | string => figuresOf(alone, serving, catalogue, calibration, memo);
  let serving = start.serving;
  let figures: LadderFigures | null = null;
  let at = -1;
  return {
    total: levers.length + 1,
    next: () => {
      if (at === -1) {
        at = 0;
        const first = answer(serving);
        figures = typeof first === 'string' ? null : first;
        return { ...START, change: startWords(serving), refused: figures ? null : String(first), figures };
      }
      const lever = levers[at];
      if (!lever) return null;
      at += 1;
      const { row, kept } = stepOf(lever, serving, figures, start.facts, answer);
      serving = kept;
      figures = row.figures;
      return row;
    },
  };
};

const START = { id: 'start', name: 'Everything off' } as const;

const startWords = ({ weights }: Serving): string =>
  `${weights === 'bf16' ? 'BF16 weights' : 'the widest weights that fit'} on the fewest accelerators that hold them, one sequence at a time`;

const stepOf = (
  { id, name, apply }: Lever,
  before: Serving,
  figures: LadderFigures | null,
  facts: LeverFacts,
  answer: (serving: Serving) => LadderFigures | string,
): { readonly row: LadderRow; readonly kept: Serving } => {
  const changed = apply(before, facts);
  if ('refused' in changed) return { row: { id, name, change: '', refused: changed.refused, figures }, kept: before };
  const { serving, change } = changed;
  const after = answer(serving);
  return typeof after === 'string'
    ? { row: { id, name, change, refused: after, figures }, kept: before }
    : { row: { id, name, change, refused: null, figures: after }, kept: serving };
};

/** The plan with this deployment alone: its racks, the stores beside them, its workloads and their sites. */
const aloneIn = (scenario: Scenario, deployment: Deployment): Scenario => {
  const own = scenario.rackGroups.filter(({ id }) => deployment.rackGroupIds.includes(id));
  const sites = new Set(own.map(({ siteId }) => siteId));
  return {
    ...scenario,
    sites: scenario.sites.filter(({ id }) => sites.has(id)),
    rackGroups: scenario.rackGroups.filter(
      (group) => own.includes(group) || (group.role === 'kv-store' && sites.has(group.siteId)),
    ),
    workloads: scenario.workloads.filter(({ id }) => deployment.workloadIds.includes(id)),
    deployments: [deployment],
  };
};

const withServing = (alone: Scenario, serving: Serving): Scenario => ({
  ...alone,
  deployments: alone.deployments.map((deployment) => ({ ...deployment, serving })),
});

/** A sentence where nothing serves. */
const figuresOf = (
  alone: Scenario,
  serving: Serving,
  catalogue: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo,
): LadderFigures | string => {
  const scenario = withServing(alone, serving);
  const evaluation = evaluate(scenario, catalogue, calibration, memo);
  const [pool] = evaluation.deployments;
  const [lead] = pool?.groups ?? [];
  if (!pool || !lead || pool.slaTokensPerSecond === null) return reasonOf(evaluation);
  const full = filledDay(scenario, pool.headroom);
  const { totals } = full ? evaluate(full, catalogue, calibration, memo) : { totals: null };
  const tokens = totals?.outputTokensPerMonth ?? 0;
  return {
    verdict: pool.verdict,
    tier: pool.tier,
    ttftP95: slowest(evaluation, 'ttft'),
    tpotP95: slowest(evaluation, 'tpot'),
    slaTokensPerSecond: pool.slaTokensPerSecond,
    saturatedTokensPerSecond: quantity<'tok/s'>(
      pool.groups.reduce((most, group) => most + group.saturatedTokensPerSecond, 0),
    ),
    costPerMtok: totals?.costPerMtokOutput ?? null,
    energyPerToken: totals && tokens > 0 ? quantity<'J'>(totals.energyPerMonth / tokens) : null,
    layout: layoutWords(lead.layout),
    instances: lead.instances,
  };
};

const slowest = ({ workloads }: Evaluation, figure: 'ttft' | 'tpot'): Seconds | null =>
  workloads.reduce<Seconds | null>((worst, workload) => {
    const value = workload[figure]?.p95 ?? null;
    return value !== null && (worst === null || value > worst) ? value : worst;
  }, null);

const reasonOf = ({ issues }: Evaluation): string => {
  const issue = issues.find(({ severity, path }) => severity === 'refusal' && path.startsWith('deployments/'));
  if (!issue) return 'Nothing serves.';
  const { title, detail } = messageOf(issue);
  return `${title}: ${detail}`;
};
