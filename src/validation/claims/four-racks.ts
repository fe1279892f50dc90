/** "72 nodes and 288 accelerators in one MLPerf entry": four NVL72 racks, and whether four give four times as much. */
import { trustOf } from '../../performance/basis.ts';
import { instanceOf } from '../../performance/instance.ts';
import type { Layout } from '../../performance/layout.ts';
import { precisionOf } from '../../performance/precision.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { saturationOf, serviceCurveOf } from '../../serving/service-curve.ts';
import { verdictOf, type ClaimAnswer, type ClaimFigure } from './claim.ts';
import { evaluateWith, type DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { FOUR_RACKS } from './plans.ts';
import { fixedLengths, partsOf } from './rack-frontier.ts';
import { FOUR_RACK_ENTRY } from './statements.ts';

const PUBLISHED_NODES = 72;
const PUBLISHED_ACCELERATORS = 288;
const RACKS = 4;
const MODEL = 'deepseek-r1';
const SYSTEM = 'gb300-nvl72';
const MIX = fixedLengths(800, 3_900);

/** Experts over every rank. */
const wide = (ranks: number): Layout => ({ tp: 1, pp: 1, attnDp: ranks, moeTp: 1, ep: ranks });

export const fourRacks = (figures: DeskFigures): ClaimAnswer => {
  const { catalogue, calibration } = figures;
  const { model, system, device } = partsOf(catalogue, MODEL, SYSTEM);
  const instanceWith = (layout: Layout) =>
    instanceOf(
      model,
      device,
      layout,
      precisionOf(model, 'nvfp4', 'auto', 'tensorrt-llm'),
      calibration.engines['tensorrt-llm'],
      calibration,
    );
  const perGpu = (ranks: number): number | null => {
    const curve = serviceCurveOf(instanceWith(wide(ranks)), MIX, { prefillBudgetTokens: 8_192, maxBatch: 'auto' });
    return curve && (saturationOf(curve) * MIX.outputTokens) / ranks;
  };
  const [inside, across] = [perGpu(system.accelerators), perGpu(2 * system.accelerators)];
  const [four, one] = [outputOf(figures, FOUR_RACKS), outputOf(figures, withRacks(1))];
  const { tier } = trustOf(instanceWith(wide(system.accelerators)));
  const figure = (
    name: string,
    ours: number | null,
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
  const nodes = figure(
    'Nodes',
    RACKS * (system.computeTrays ?? Number.NaN),
    'count',
    'compute trays of four racks',
    PUBLISHED_NODES,
  );
  return {
    ...FOUR_RACK_ENTRY,
    figures: [
      nodes,
      figure('Accelerators', RACKS * system.accelerators, 'count', 'of four racks', PUBLISHED_ACCELERATORS),
      figure('Four racks over one', four / one, 'times', 'offline output, instances inside their racks'),
      figure('Output of four racks', four, 'tokenRate', 'offline, 800 tokens in and 3,900 out'),
      figure(
        'An instance over two racks, per GPU',
        inside && across ? across / inside : null,
        'share',
        'of an instance as wide as one rack; experts of 144 ranks over the network cards',
      ),
    ],
    table: null,
    ...verdictOf(nodes),
    reason: `The counts are those of four racks of 18 trays with four accelerators each. Four racks give ${figureText(four / one, 'times')} of one, because no instance leaves its NVLink domain: the fabric between racks carries requests alone. An instance stretched over two racks gives ${figureText(inside && across ? across / inside : null, 'share')} per GPU, as every expert layer then waits for the network cards. The entry is a proof of scheduling and of a fabric, not of one large instance.`,
    tier,
  };
};

const withRacks = (racks: number): Scenario => ({
  ...FOUR_RACKS,
  rackGroups: FOUR_RACKS.rackGroups.map((group) => ({ ...group, placements: group.placements.slice(0, racks) })),
});

/** Offline output rate of all racks, tok/s. */
const outputOf = (figures: DeskFigures, scenario: Scenario): number =>
  evaluateWith(figures, scenario).deployments[0]?.slaTokensPerSecond ?? 0;
