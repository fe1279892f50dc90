/** "Vera Rubin: five times the throughput of Blackwell, a tenth of the token cost": the same workload on the three racks. */
import { weakestTier } from '../../calibration/tier.ts';
import { verdictOf, type ClaimAnswer, type ClaimFigure } from './claim.ts';
import { evaluateWith, frontierWith, poolAlone, type DeskFigures } from './desk-figures.ts';
import { curveTable, ratioAt, times } from './frontier-figures.ts';
import { THREE_RACKS } from './plans.ts';
import { fixedLengths, partsOf, type RackFrontier } from './rack-frontier.ts';
import { VERA_RUBIN } from './statements.ts';

const THROUGHPUT = 5;
const COST = 10;
const SPEED = 100;
const SPEEDS = [20, 40, 60, 80, 100, 125, 150, 200];
const ACCELERATORS = 72;

export const veraRubin = (figures: DeskFigures): ClaimAnswer => {
  const run = (systemId: string): RackFrontier =>
    frontierWith(figures, {
      systemId,
      accelerators: ACCELERATORS,
      modelId: 'deepseek-r1',
      engine: 'sglang',
      weights: ['native', 'nvfp4'],
      modes: ['aggregated', 'disaggregated'],
      drafts: [0, 1, 2, 3],
      mix: fixedLengths(8_192, 1_024),
    });
  const [gb200, gb300, rubin] = [run('gb200-nvl72'), run('gb300-nvl72'), run('vr-nvl72')];
  const over = (name: string, lower: RackFrontier, speed: number, note: string, published?: number): ClaimFigure =>
    ratioAt({ name, upper: rubin, lower, speed, note, ...(published === undefined ? {} : { published }) });
  const headline = over('Throughput over GB200 NVL72', gb200, SPEED, 'at 100 tok/s per user', THROUGHPUT);
  const widest = over('Throughput over GB200 NVL72, in a hurry', gb200, 150, 'at 150 tok/s per user');
  const dearer = monthOf(figures, 'd3') / monthOf(figures, 'd1');
  const cheaper: ClaimFigure = {
    name: 'Token cost of GB200 NVL72 over that of Vera Rubin',
    ours: headline.ours === null ? null : headline.ours / dearer,
    published: COST,
    unit: 'times',
    tier: headline.tier,
    note: `at 100 tok/s per user; the rack costs ${times(dearer)} a month`,
  };
  const rows = [
    headline,
    over('Throughput over GB300 NVL72', gb300, SPEED, 'at 100 tok/s per user'),
    over('Throughput over GB200 NVL72, unhurried', gb200, 20, 'at 20 tok/s per user'),
    widest,
    cheaper,
  ];
  return {
    ...VERA_RUBIN,
    figures: rows,
    table: curveTable(SPEEDS, [
      ['GB200 NVL72', gb200, 'lower'],
      ['GB300 NVL72', gb300],
      ['VR NVL72', rubin, 'upper'],
    ]),
    ...verdictOf(headline),
    reason: `${peaks(figures)} Kernels can gain no more than these. 5 is the ratio of the NVFP4 peaks that NVIDIA prints for inference, 50 against 10 PFLOP/s per GPU, of which 35 are dense. The ratio grows with the speed, to ${times(widest.ours)} at 150 tok/s per user, as faster memory keeps larger batches alive there. A rack that costs ${times(dearer)} as much a month makes no tenfold cheaper token of that. No operator of Vera Rubin is measured: gaps between kernels are those of Blackwell.`,
    tier: weakestTier(...rows.map(({ tier }) => tier)),
  };
};

/** Dollars a month of the one rack of a pool, with its hall and energy. Throws where a price is missing: the shipped catalogue has them. */
const monthOf = (figures: DeskFigures, deploymentId: string): number => {
  const { costPerMonth } = evaluateWith(figures, poolAlone(THREE_RACKS, deploymentId)).totals;
  if (costPerMonth === null) throw new Error(`claims: ${deploymentId} has no price`);
  return costPerMonth;
};

const peaks = ({ catalogue }: DeskFigures): string => {
  const { device: blackwell } = partsOf(catalogue, 'deepseek-r1', 'gb200-nvl72');
  const { device: rubin } = partsOf(catalogue, 'deepseek-r1', 'vr-nvl72');
  return `Dense FP4 rises by ${times(rubin.peak.fp4 / blackwell.peak.fp4)} and memory bandwidth by ${times(rubin.bandwidth / blackwell.bandwidth)} over GB200.`;
};
