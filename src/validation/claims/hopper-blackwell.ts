/** "Hopper to Blackwell 20 times at 100 tok/s per user": frontiers of HGX H200 and GB200 NVL72 at equal speed for one user. */
import { weakestTier } from '../../calibration/tier.ts';
import { verdictOf, type ClaimAnswer } from './claim.ts';
import { frontierWith, type DeskFigures } from './desk-figures.ts';
import { curveTable, ratioAt, times } from './frontier-figures.ts';
import { fixedLengths, partsOf, type RackFrontier, type RackQuestion } from './rack-frontier.ts';
import { HOPPER_BLACKWELL } from './statements.ts';

const PUBLISHED = 20;
const SPEED = 100;
const UNHURRIED = 20;
const SPEEDS = [20, 40, 60, 80, 100, 125, 150];

/** Eight nodes of H200 against one rack: what the search may join. */
const HOPPER = { systemId: 'hgx-h200-8', accelerators: 64, weights: ['native'] } as const;
const BLACKWELL = { systemId: 'gb200-nvl72', accelerators: 72, weights: ['native', 'nvfp4'] } as const;
const FP8 = { ...BLACKWELL, weights: ['native'] } as const;

type Rack = Pick<RackQuestion, 'systemId' | 'accelerators' | 'weights'>;

export const hopperBlackwell = (figures: DeskFigures): ClaimAnswer => {
  const run = (rack: Rack, more: Partial<RackQuestion> = {}): RackFrontier =>
    frontierWith(figures, {
      modelId: 'deepseek-r1',
      engine: 'sglang',
      modes: ['aggregated', 'disaggregated'],
      drafts: [0, 1, 2, 3],
      mix: fixedLengths(8_192, 1_024),
      ...rack,
      ...more,
    });
  const bare: Partial<RackQuestion> = { modes: ['aggregated'], drafts: [0] };
  const kimi: Partial<RackQuestion> = { modelId: 'kimi-k2.5', drafts: [0] };
  const short: Partial<RackQuestion> = { mix: fixedLengths(1_024, 1_024) };
  const [hopperBare, hopper] = [run(HOPPER, bare), run(HOPPER)];
  const [bareFp8, apart, fp4, blackwell] = [
    run(FP8, bare),
    run(FP8, { drafts: [0] }),
    run(BLACKWELL, { drafts: [0] }),
    run(BLACKWELL),
  ];
  const ratio = (name: string, upper: RackFrontier, lower: RackFrontier, note: string, speed = SPEED) =>
    ratioAt({ name, upper, lower, speed, note });
  const headline = ratioAt({
    name: 'DeepSeek-R1, every lever on both',
    upper: blackwell,
    lower: hopper,
    speed: SPEED,
    note: 'FP4 on Blackwell, FP8 on Hopper; MTP and disaggregation on both',
    published: PUBLISHED,
  });
  const unhurried = ratio(
    'DeepSeek-R1 at 20 tok/s per user',
    blackwell,
    hopper,
    'where nobody is in a hurry',
    UNHURRIED,
  );
  const rows = [
    headline,
    ratio('DeepSeek-R1, 1,024 tokens in', run(BLACKWELL, short), run(HOPPER, short), 'every lever on both'),
    ratio('DeepSeek-R1, levers on Blackwell alone', blackwell, hopperBare, 'Hopper aggregated and without MTP'),
    ratio('DeepSeek-R1, no levers', bareFp8, hopperBare, 'both FP8, aggregated, without MTP'),
    unhurried,
    ratio('Kimi K2.5', run(BLACKWELL, kimi), run(HOPPER, kimi), 'no MTP layers; INT4 on Hopper, FP4 on Blackwell'),
  ];
  const step = (upper: RackFrontier, lower: RackFrontier): string => times(ratio('', upper, lower, '').ours);
  return {
    ...HOPPER_BLACKWELL,
    figures: rows,
    table: curveTable(SPEEDS, [
      ['HGX H200: FP8, aggregated', hopperBare],
      ['HGX H200: every lever', hopper, 'lower'],
      ['GB200 NVL72: FP8, aggregated', bareFp8],
      ['GB200 NVL72: FP8, disaggregated', apart],
      ['GB200 NVL72: FP4, disaggregated', fp4],
      ['GB200 NVL72: every lever', blackwell, 'upper'],
    ]),
    ...verdictOf(headline),
    reason: `Dense peaks differ by ${times(flopRatio(figures))}, FP4 over FP8. The rest is speed: near 100 tok/s per user an HGX node has little batch left, while 72 GPUs in one domain spread the experts and keep theirs. At that speed FP4 gives GB200 ${step(fp4, apart)} and MTP ${step(blackwell, fp4)} more; disaggregation and MTP give H200 ${step(hopper, hopperBare)}. At 20 tok/s per user the ratio is ${times(unhurried.ours)}: the claim is one point of a steep curve. Without MTP, as for Kimi K2.5, both stand near the end of what they reach.`,
    tier: weakestTier(...rows.map(({ tier }) => tier)),
  };
};

const flopRatio = ({ catalogue }: DeskFigures): number => {
  const { device: upper } = partsOf(catalogue, 'deepseek-r1', BLACKWELL.systemId);
  const { device: lower } = partsOf(catalogue, 'deepseek-r1', HOPPER.systemId);
  return upper.peak.fp4 / lower.peak.fp8;
};
