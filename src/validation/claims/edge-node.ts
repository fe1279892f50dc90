/** "An edge node under 300 W against GPU trays": one box in a shop and one node in a hall, same model, same questions. */
import { filledDay } from '../../evaluate/filled-day.ts';
import type { Evaluation } from '../../evaluate/evaluation.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { ClaimAnswer, ClaimFigure } from './claim.ts';
import { evaluateWith, poolAlone, type DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { EDGE_BOX } from './plans.ts';
import { EDGE_NODE } from './statements.ts';

const PUBLISHED_WATTS = 300;

interface Filled {
  readonly tokensPerSecond: number;
  readonly watts: number;
  readonly joulesPerToken: number;
  readonly ttft: number;
  readonly evaluation: Evaluation;
}

export const edgeNode = (figures: DeskFigures): ClaimAnswer => {
  const [edge, hall] = [filledPool(figures, 'd1'), filledPool(figures, 'd2')];
  if (!edge || !hall) throw new Error('claims: the edge plan keeps no targets');
  const tier = edge.evaluation.totals.tier;
  // What of the node serves the tokens of one box.
  const share = edge.tokensPerSecond / hall.tokensPerSecond;
  const resting = idleWatts(figures, 'd2');
  const figure = (
    name: string,
    ours: number,
    unit: ClaimFigure['unit'],
    note: string,
    published: number | null = null,
  ) => ({
    name,
    ours,
    published,
    unit,
    tier,
    note,
  });
  return {
    ...EDGE_NODE,
    figures: [
      figure(
        'Edge box at the meter, full',
        edge.watts,
        'watts',
        'Jetson Thor; the claim is under 300 W',
        PUBLISHED_WATTS,
      ),
      figure('Output within targets, edge box', edge.tokensPerSecond, 'tokenRate', 'NVFP4 weights'),
      figure(
        'The node for the same tokens',
        hall.watts * share,
        'watts',
        `${figureText(share, 'share')} of an HGX H100, if its rest is used by others`,
      ),
      figure('Energy of a token, edge box', edge.joulesPerToken, 'joulesPerToken', 'full'),
      figure('Energy of a token, node', hall.joulesPerToken, 'joulesPerToken', 'full, FP8 weights'),
      figure('TTFT p95, edge box', edge.ttft, 'seconds', 'round trip of 2 ms'),
      figure('TTFT p95, node', hall.ttft, 'seconds', 'round trip of 12 ms'),
    ],
    table: null,
    verdict: edge.watts < PUBLISHED_WATTS ? 'agrees' : 'ours is higher',
    gap: edge.watts / PUBLISHED_WATTS,
    reason: `Under 300 W is easily kept: an edge box draws ${figureText(edge.watts, 'watts')}. That says nothing of efficiency: the node reads its weights once for many more sequences and takes ${figureText(hall.joulesPerToken, 'joulesPerToken')} where the box takes ${figureText(edge.joulesPerToken, 'joulesPerToken')}, so the same tokens cost it ${figureText(hall.watts * share, 'watts')} as long as its other tokens are wanted too. For a shop that asks little the box wins, since the node draws ${figureText(resting, 'watts')} with nothing to do. Of Kneron's own node nothing but the watts is published: in the app it can be placed, and answers are withheld.`,
    tier,
  };
};

/** At the meter, with nothing asked. */
const idleWatts = (figures: DeskFigures, deploymentId: string): number => {
  const alone = poolAlone(EDGE_BOX, deploymentId);
  const workloads = alone.workloads.map((workload) => ({
    ...workload,
    demand: { ...workload.demand, peakSessionsPerSecond: 0 },
  }));
  return evaluateWith(figures, { ...alone, workloads }).totals.peakMeterPower;
};

/** Null where nothing keeps the targets. */
const filledPool = (figures: DeskFigures, deploymentId: string): Filled | null => {
  const alone = poolAlone(EDGE_BOX, deploymentId);
  const full = fullDay(alone, evaluateWith(figures, alone));
  if (!full) return null;
  const evaluation = evaluateWith(figures, full);
  const { totals, workloads } = evaluation;
  const ttft = workloads[0]?.ttft?.p95;
  if (ttft === undefined || totals.outputTokensPerMonth <= 0) return null;
  return {
    tokensPerSecond: totals.peakOutputTokensPerSecond,
    watts: totals.peakMeterPower,
    joulesPerToken: totals.energyPerMonth / totals.outputTokensPerMonth,
    ttft,
    evaluation,
  };
};

const fullDay = (scenario: Scenario, { deployments }: Evaluation): Scenario | null =>
  filledDay(scenario, deployments[0]?.headroom ?? null);
