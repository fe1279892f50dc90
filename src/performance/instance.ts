/**
 * One instance of a model on its accelerators: everything the operators need, gathered once per layout.
 */
import type { Calibration, EngineTerms } from '../calibration/calibration.ts';
import { groupFactors, type GroupFactors } from '../calibration/effects.ts';
import type { SystemTables } from '../calibration/system-tables.ts';
import { bytesPerParameter } from '../catalogue/weight-format.ts';
import type { Component, FeedForward, Model, WeightFormat } from '../catalogue/figures.ts';
import type { FlopPerSecond } from '../units/quantity.ts';
import type { Device } from './device.ts';
import { skewOf } from './expert-balance.ts';
import { layoutKey, type Layout } from './layout.ts';
import { routingFor, type Routing } from './routing.ts';
import { PLAIN, verifiedBy, type Techniques } from './techniques.ts';
import { ACTIVATION_BYTES, COMPUTE_FORMAT, type Precision } from './precision.ts';

export interface Instance {
  readonly model: Model;
  readonly device: Device;
  readonly layout: Layout;
  readonly precision: Precision;
  readonly engine: EngineTerms;
  readonly techniques: Techniques;
  readonly calibration: Calibration;
  /** Measured operators of the accelerator, where there are any. */
  readonly tables: SystemTables | null;
  /** What published runs of this combination showed beside the model. */
  readonly factors: GroupFactors;
  /** Blocks with a mixer or an FFN of their own; hybrid stacks count each once. */
  readonly layers: number;
  readonly moeLayers: number;
  /** Rates and sizes of the multiplications of each component. */
  readonly arithmetic: Readonly<Record<Component, Arithmetic>>;
  /** Where the tokens of the instance go, per distinct MoE block. */
  readonly routing: ReadonlyMap<FeedForward, (tokens: number) => Routing>;
}

/** Rates and sizes of one component's multiplications. */
export interface Arithmetic {
  readonly peak: FlopPerSecond;
  readonly weightBytes: number;
  readonly activationBytes: number;
}

export const instanceOf = (
  model: Model,
  device: Device,
  layout: Layout,
  precision: Precision,
  engine: EngineTerms,
  calibration: Calibration,
  techniques: Techniques = PLAIN,
): Instance => {
  const mixers = model.mixers.reduce((sum, { count }) => sum + count, 0);
  const ffns = model.ffns.reduce((sum, { count }) => sum + count, 0);
  const moeLayers = model.ffns.reduce((sum, { spec, count }) => sum + (spec.kind === 'moe' ? count : 0), 0);
  return {
    model,
    device,
    layout,
    precision,
    engine,
    techniques,
    calibration,
    tables: calibration.tables[device.acceleratorId] ?? null,
    factors: groupFactors(calibration.groups, {
      model: model.id,
      accelerator: device.acceleratorId,
      stack: engine.id,
      mode: 'agg',
      precision: precision.label,
      verified: verifiedBy(techniques),
      layout: layoutKey(layout),
    }),
    layers: Math.max(mixers, ffns),
    moeLayers,
    arithmetic: arithmeticOf(device, precision),
    routing: routingOf(model, layout, calibration, techniques),
  };
};

const arithmeticOf = (device: Device, precision: Precision): Record<Component, Arithmetic> => {
  const one = (component: Component): Arithmetic => {
    const format: WeightFormat = precision.weights[component];
    const compute = COMPUTE_FORMAT[format];
    return {
      peak: device.peak[compute],
      weightBytes: bytesPerParameter(format),
      activationBytes: ACTIVATION_BYTES[compute],
    };
  };
  return {
    embedding: one('embedding'),
    head: one('head'),
    mixer: one('mixer'),
    routedExperts: one('routedExperts'),
    sharedExperts: one('sharedExperts'),
    router: one('router'),
    denseFfn: one('denseFfn'),
    latentProjection: one('latentProjection'),
    norms: one('norms'),
  };
};

const routingOf = (
  model: Model,
  layout: Layout,
  calibration: Calibration,
  techniques: Techniques,
): Map<FeedForward, (tokens: number) => Routing> => {
  const { tileRows, seed } = calibration.routing;
  const skew = skewOf(model, techniques.expertBalance, calibration.routing);
  const routing = new Map<FeedForward, (tokens: number) => Routing>();
  for (const { spec } of model.ffns) {
    if (spec.kind !== 'moe') continue;
    routing.set(
      spec,
      routingFor({
        experts: spec.experts,
        expertsPerToken: spec.expertsPerToken,
        ranks: layout.ep,
        skew,
        tileRows,
        seed,
      }),
    );
  }
  return routing;
};
