/** The three curves of docs/systems.md: output per accelerator against speed for one user, with why they lie as they do. */
import type { Layout } from '../../performance/layout.ts';
import { decodeStep, mixedStep } from '../../performance/step-time.ts';
import { fastestOf, frontOf, mostOf, perAcceleratorAt, type Front, type FrontPlan } from './front.ts';
import { modesOf, onGb200, onH200, SMALL_DENSE } from './front-figures.ts';
import { acceleratorOf, instanceIn, tensor, wideExperts, type World } from './world.ts';

export interface CurveTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** First cell: tok/s for one user. A curve that has ended is null. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly why: readonly string[];
}

const R1_SPEEDS = [5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 150];
const SMALL_SPEEDS = [20, 50, 75, 100, 125, 150, 200, 250, 300, 350];
const RATIO_SPEEDS = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];

const at = (front: Front, speed: number): number | null => {
  const value = perAcceleratorAt(front, speed);
  return value > 0 ? value : null;
};

const over = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one / other;

const figure = (value: number): string => String(Number(value.toPrecision(3)));

export const curvesOf = (world: World): CurveTable[] => [
  modesTable(world, 'DeepSeek-R1 FP8, 8K in and 1K out, GB200 NVL72', onGb200('native'), R1_SPEEDS, whyApart),
  modesTable(world, 'Llama-3.1-8B, 8K in and 1K out, one HGX H100', SMALL_DENSE, SMALL_SPEEDS, whyTogether),
  ratioTable(world),
];

type Why = (world: World, together: Front, apart: Front) => string[];

/** Aggregated and disaggregated, each over all its layouts and ratios. */
const modesTable = (world: World, title: string, plan: FrontPlan, speeds: readonly number[], why: Why): CurveTable => {
  const { together, apart } = modesOf(world, plan);
  return {
    title: `Disaggregated against aggregated: ${title}`,
    columns: ['tok/s for one user', 'aggregated, tok/s/GPU', 'disaggregated, tok/s/GPU', 'ratio'],
    rows: speeds.map((speed) => {
      const [one, other] = [at(together, speed), at(apart, speed)];
      return [speed, one, other, over(other, one)];
    }),
    why: why(world, together, apart),
  };
};

/** Milliseconds of a decode step of so many sequences, and of the same step with prompts of 8,192 tokens in it. */
const stepsOf = (
  world: World,
  { modelId, systemId, engine, weights }: FrontPlan,
  layout: Layout,
  sequences: number,
): { readonly alone: number; readonly mixed: number } => {
  const instance = instanceIn(world, modelId, systemId, layout, { engine, weights });
  const decoding = { sequences, context: 8_704 };
  const prompt = { prompts: layout.attnDp, promptTokens: 8_192, promptPast: 0 };
  return {
    alone: 1e3 * decodeStep(instance, sequences, 8_704).time,
    mixed: 1e3 * mixedStep(instance, { ...decoding, ...prompt }).time,
  };
};

const whyApart: Why = (world, together, apart) => {
  const { alone, mixed } = stepsOf(world, onGb200('native'), wideExperts(16), 1_024);
  const [low, high] = [mostOf(apart) / mostOf(together), fastestOf(apart) / fastestOf(together)];
  return [
    `A prompt is eight times as long as its answer: with experts over 16 GPUs, a step of 1,024 sequences takes ${figure(alone)} ms, one that also prefills a prompt on every rank ${figure(mixed)} ms.`,
    'Where both share engines, every token waits for its part of those steps, so that at a given speed for one user the batch must be small; apart, decode keeps its batch and engines that only prefill run full ones.',
    `At the slow end work is all that counts and both do the same of it (${figure(low)} ×); at the fast end batches are so small that prompts seldom come, and both end together (${figure(high)} × the speed).`,
  ];
};

const whyTogether: Why = (world, together, apart) => {
  const { alone, mixed } = stepsOf(world, SMALL_DENSE, tensor(1), 32);
  const smallest = Math.min(...apart.map(({ accelerators }) => accelerators));
  return [
    `At the most output disaggregation loses (${figure(mostOf(apart) / mostOf(together))} ×): its sides keep 0.90 and 0.92 of their rates [S5], and eight GPUs divide into whole engines of either side, the smallest unit being ${smallest} of them.`,
    `It gains at speeds in between, where a prompt in a step of 32 sequences stretches it from ${figure(alone)} to ${figure(mixed)} ms.`,
    `At the fast end it loses again (${figure(fastestOf(apart))} against ${figure(fastestOf(together))} tok/s): one user has all eight GPUs where engines do both, and only those that decode where they do not.`,
  ];
};

/** GB200 NVL72 over one HGX H200, each with its best of layouts and modes. */
const ratioTable = (world: World): CurveTable => {
  const pairs = [
    ['FP8, MTP', onGb200('native', 3), onH200('native', 3)],
    ['FP8', onGb200('native'), onH200('native')],
    ['FP4 over FP8, MTP', onGb200('nvfp4', 3), onH200('native', 3)],
    ['FP4 over FP8', onGb200('nvfp4'), onH200('native')],
  ] as const;
  const fronts = pairs.map(([name, one, other]) => ({ name, one: frontOf(world, one), other: frontOf(world, other) }));
  const ratios = (speed: number): (number | null)[] =>
    fronts.map(({ one, other }) => over(at(one, speed), at(other, speed)));
  const [new_, old] = ['gb200-nvl72', 'hgx-h200-8'].map((id) => acceleratorOf(world, id));
  const peaks = (new_?.densePeak.fp8 ?? 0) / (old?.densePeak.fp8 ?? Infinity);
  const bandwidths = (new_?.memoryBandwidth ?? 0) / (old?.memoryBandwidth ?? Infinity);
  const [first] = ratios(5);
  const hundred = ratios(100)[0];
  return {
    title: 'GB200 NVL72 over HGX H200: DeepSeek-R1, 8K in and 1K out, tok/s/GPU at equal tok/s for one user',
    columns: ['tok/s for one user', ...fronts.map(({ name }) => name)],
    rows: RATIO_SPEEDS.map((speed) => [speed, ...ratios(speed)]),
    why: [
      `At the slow end the ratio is near that of the FP8 peaks (${figure(peaks)}) and above that of the bandwidths (${figure(bandwidths)}): ${figure(first ?? 0)} × with drafts.`,
      `With drafts it grows to ${figure(hundred ?? 0)} × at 100 tok/s: eight H200 hold all experts and must read most of them for few tokens, 72 GPUs of one domain share them out and keep a batch; FP4 adds what it saves of bytes.`,
      `Without drafts both racks run out of speed (${figure(fastestOf(frontOf(world, onGb200('native'))))} and ${figure(fastestOf(frontOf(world, onH200('native'))))} tok/s at the most), and near that end neither has a batch left: the ratio peaks in the middle and falls.`,
    ],
  };
};
