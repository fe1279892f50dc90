/** Best output per accelerator at each speed for one user, over all layouts of a model on racks: the curves of docs/systems.md. */
import type { EngineName } from '../../calibration/calibration.ts';
import { trustOf } from '../../performance/basis.ts';
import { acceleratorsOf } from '../../performance/layout.ts';
import { precisionOf, type KvFormat, type WeightChoice } from '../../performance/precision.ts';
import { tokensPerStep } from '../../performance/speculation.ts';
import { PLAIN, type Techniques } from '../../performance/techniques.ts';
import { searchFrontier } from '../../search/frontier.ts';
import type { FrontierAnswer, FrontierMode, FrontierQuestion } from '../../search/frontier-types.ts';
import { kvLinkBetween } from '../../search/kv-links.ts';
import { instanceOf } from '../../performance/instance.ts';
import type { RequestMix } from '../../serving/requests.ts';
import { deviceIn, modelOf, once, tensor, type World } from './world.ts';

export interface FrontPlan {
  readonly modelId: string;
  readonly systemId: string;
  readonly accelerators: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly modes: readonly FrontierMode[];
  readonly engine: EngineName;
  readonly weights: WeightChoice;
  readonly kvFormat?: 'auto' | KvFormat;
  /** Drafts by the model's own layer beside none, up to so many; absent: no speculation. */
  readonly mostDrafts?: number;
  readonly prefillBudgetTokens?: number;
}

export interface FrontPoint {
  /** Output tokens per second of one user, and of one accelerator. */
  readonly perUser: number;
  readonly perAccelerator: number;
  readonly mode: FrontierMode;
  readonly accelerators: number;
}

/** From slow to fast for one user. */
export type Front = readonly FrontPoint[];

const isFront = (known: unknown): known is Front => Array.isArray(known);

/** Exact front of every layout, ratio and batch; nobody waits. Eq. X1 */
export const frontOf = (world: World, plan: FrontPlan): Front => {
  const { calibration } = world;
  const model = modelOf(world, plan.modelId);
  const device = deviceIn(world, plan.systemId);
  const precision = precisionOf(model, plan.weights, plan.kvFormat ?? 'auto', plan.engine);
  // What stands behind the kernels does not depend on the layout.
  world.tiers.add(
    trustOf(instanceOf(model, device, tensor(1), precision, calibration.engines[plan.engine], calibration)).tier,
  );
  return once(world, `front ${JSON.stringify(plan)}`, () => pointsOf(found(questionOf(world, plan), world)), isFront);
};

const questionOf = (world: World, plan: FrontPlan): FrontierQuestion => {
  const { calibration } = world;
  const model = modelOf(world, plan.modelId);
  const device = deviceIn(world, plan.systemId);
  const precision = precisionOf(model, plan.weights, plan.kvFormat ?? 'auto', plan.engine);
  const { inputTokens, outputTokens, accelerators } = plan;
  const mix: RequestMix = { inputTokens, outputTokens, cachedTokens: 0, dispersionPerMinute: 1, prefillVariability: 0 };
  const link = kvLinkBetween(device, device, true, device.domain, calibration.links.networkSeconds);
  return {
    model,
    mix,
    targets: [],
    racks: [
      {
        rackId: 'r1',
        label: plan.systemId,
        device,
        accelerators,
        usdPerAcceleratorHour: null,
        wattsPerAccelerator: null,
        pue: 1,
      },
    ],
    links: link ? [{ prefillRackId: 'r1', decodeRackId: 'r1', link }] : [],
    engine: calibration.engines[plan.engine],
    calibration,
    choices: {
      precisions: [{ label: precision.label, precision }],
      techniques: techniquesOf(world, plan),
      modes: plan.modes,
      layouts: 'auto',
      ratios: 'auto',
      prefillBudgetTokens: plan.prefillBudgetTokens ?? 8_192,
      maxBatch: 'auto',
    },
  };
};

/** Drafts accepted as in published runs of the engine. Eq. S7 */
const techniquesOf = (
  { calibration }: World,
  { engine, mostDrafts = 0 }: FrontPlan,
): FrontierQuestion['choices']['techniques'] => {
  const { acceptance, acceptanceDisaggregated } = calibration.engines[engine];
  return Array.from({ length: mostDrafts + 1 }, (_, draftTokens) => {
    const gained = tokensPerStep(acceptance, draftTokens + 1);
    const speculation: Techniques['speculation'] =
      draftTokens === 0 ? null : { method: 'mtp', draftTokens, tokensPerStep: gained, draft: null };
    return {
      label: `${draftTokens} drafts`,
      techniques: { ...PLAIN, speculation },
      tokensPerStepApart: tokensPerStep(acceptanceDisaggregated, draftTokens + 1),
    };
  });
};

const found = (question: FrontierQuestion, { frontiers }: World): FrontierAnswer => {
  const search = searchFrontier(question, frontiers);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
};

const pointsOf = ({ columns, configurations, layouts, fronts }: FrontierAnswer): Front =>
  Array.from(fronts.perAccelerator, (index): FrontPoint => {
    const configuration = columns.configuration[index] ?? 0;
    const apart = configurations.mode[configuration] === 1;
    const size = (which: Uint16Array): number => {
      const layout = layouts[which[configuration] ?? 0];
      return layout ? acceleratorsOf(layout) : 0;
    };
    const decode = size(configurations.layout) * Math.max(1, configurations.decodes[configuration] ?? 1);
    const prefill = apart ? size(configurations.prefillLayout) * (configurations.prefills[configuration] ?? 0) : 0;
    return {
      perUser: columns.tokensPerSecondPerUser[index] ?? 0,
      perAccelerator: columns.tokensPerSecondPerAccelerator[index] ?? 0,
      mode: apart ? 'disaggregated' : 'aggregated',
      accelerators: decode + prefill,
    };
  }).toSorted((a, b) => a.perUser - b.perUser);

/** Tokens per second and accelerator at a speed for one user: along straight lines between points of the front; 0 beyond its end. */
export const perAcceleratorAt = (front: Front, perUser: number): number => {
  const next = front.findIndex((point) => point.perUser >= perUser);
  const above = front[next];
  if (!above) return 0;
  const below = front[next - 1];
  if (!below) return above.perAccelerator;
  const share = (perUser - below.perUser) / (above.perUser - below.perUser);
  return below.perAccelerator + share * (above.perAccelerator - below.perAccelerator);
};

/** Most that an accelerator gives at any speed, and the fastest there is for one user. */
export const mostOf = (front: Front): number => front.reduce((most, point) => Math.max(most, point.perAccelerator), 0);

export const fastestOf = (front: Front): number => front.at(-1)?.perUser ?? 0;
