/**
 * Automatic layout: every valid layout's capacity under the targets, by plain enumeration [X1].
 * The choice maximises what a group of accelerators serves inside the SLA; the rejected keep their reason.
 */
import type { Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { offlineCapacityOf, slaCapacityOf, type ClassTargets } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import { serviceCurveOf } from '../serving/service-curve.ts';
import { layoutsOf } from './layouts.ts';

export interface SearchQuestion {
  readonly model: Model;
  readonly device: Device;
  /** The model cut by a layout, with its formats, engine and calibration. */
  readonly instanceWith: (layout: Layout) => Instance;
  readonly prefillBudgetTokens: number;
  readonly maxBatch: number | 'auto';
  readonly mix: RequestMix;
  /** Classes with limits; none means offline only. */
  readonly targets: readonly ClassTargets[];
  /** Accelerators of the group; layouts needing more are not tried. */
  readonly available: number;
}

export interface Tried {
  readonly layout: Layout;
  /** Requests per second one instance serves inside the SLA; 0 when its targets cannot be met at any load. */
  readonly capacityPerInstance: number;
  /** Load one instance survives without targets: orders the layouts when none meets them. */
  readonly saturationPerInstance: number;
}

export interface SearchAnswer {
  readonly tried: readonly Tried[];
  /** Layouts in which not one sequence fits, with the least shortfall of memory per accelerator, bytes. */
  readonly tooSmall: number;
  readonly leastShortfallBytes: number | null;
}

/** Eq. X1 */
export const searchLayouts = (question: SearchQuestion): SearchAnswer => {
  const { model, device, instanceWith, prefillBudgetTokens, maxBatch, mix, targets, available } = question;
  const tried: Tried[] = [];
  let tooSmall = 0;
  let leastShortfall: number | null = null;
  for (const layout of layoutsOf(model, device, available)) {
    const instance = instanceWith(layout);
    const curve = serviceCurveOf(instance, mix, prefillBudgetTokens, maxBatch);
    if (curve === null) {
      tooSmall += 1;
      const short = Math.max(0, -kvRoomPerRank(instance, prefillBudgetTokens).room);
      leastShortfall = leastShortfall === null ? short : Math.min(leastShortfall, short);
      continue;
    }
    const group = { curve, instances: 1, engine: instance.engine };
    const saturation = offlineCapacityOf(group);
    tried.push({
      layout,
      capacityPerInstance: targets.length > 0 ? slaCapacityOf(group, targets) : saturation,
      saturationPerInstance: saturation,
    });
  }
  return { tried, tooSmall, leastShortfallBytes: leastShortfall };
};

/**
 * The layout that serves most, where `instancesOf` says how many instances of a size there are: larger ones that leave some
 * accelerators idle pay for it. Null when none fits.
 */
export const bestLayout = (answer: SearchAnswer, instancesOf: (accelerators: number) => number): Tried | null => {
  const meets = answer.tried.some(({ capacityPerInstance }) => capacityPerInstance > 0);
  let best: { tried: Tried; total: number } | null = null;
  for (const tried of answer.tried) {
    const instances = instancesOf(acceleratorsOf(tried.layout));
    const total = instances * (meets ? tried.capacityPerInstance : tried.saturationPerInstance);
    if (instances > 0 && (best === null || total > best.total)) best = { tried, total };
  }
  return best?.tried ?? null;
};
