/**
 * Automatic layout: every valid layout's capacity under the targets, by plain enumeration [X1].
 * The choice maximises what a group of accelerators serves inside the SLA; the rejected keep their reason.
 */
import type { Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import { kvRoomPerRank } from '../performance/memory.ts';
import { offlineCapacityOf, waitlessCapacityOf, type ClassTargets, type InstanceGroup } from '../serving/open-load.ts';
import type { RequestMix } from '../serving/requests.ts';
import { serviceCurveOf, type ServiceCurve } from '../serving/service-curve.ts';
import type { ServingTerms } from '../serving/serving-terms.ts';
import { layoutsOf } from './layouts.ts';

type EngineTerms = InstanceGroup['engine'];

export interface SearchQuestion {
  readonly model: Model;
  readonly device: Device;
  /** The model cut by a layout, with its formats, engine and calibration. */
  readonly instanceWith: (layout: Layout) => Instance;
  readonly prefillBudgetTokens: number;
  /** Batching and reuse of an instance. */
  readonly termsFor: (instance: Instance) => ServingTerms;
  readonly mix: RequestMix;
  /** Classes with limits; none means offline only. */
  readonly targets: readonly ClassTargets[];
  /** Accelerators an instance may span; layouts needing more are not tried. */
  readonly available: number;
}

export interface Tried {
  readonly layout: Layout;
  readonly curve: ServiceCurve;
  readonly engine: EngineTerms;
  /** Requests per second one instance would serve inside the SLA if nobody had to wait: what no number of instances exceeds. */
  readonly boundPerInstance: number;
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
  const { model, device, instanceWith, prefillBudgetTokens, termsFor, mix, targets, available } = question;
  const tried: Tried[] = [];
  let tooSmall = 0;
  let leastShortfall: number | null = null;
  for (const layout of layoutsOf(model, device, available)) {
    const instance = instanceWith(layout);
    const curve = serviceCurveOf(instance, mix, termsFor(instance));
    if (curve === null) {
      tooSmall += 1;
      const short = Math.max(0, -kvRoomPerRank(instance, prefillBudgetTokens).room);
      leastShortfall = leastShortfall === null ? short : Math.min(leastShortfall, short);
      continue;
    }
    const { engine } = instance;
    const saturation = offlineCapacityOf({ curve, instances: 1, engine });
    const bound = targets.length > 0 ? waitlessCapacityOf(curve, engine, targets) : saturation;
    tried.push({ layout, curve, engine, boundPerInstance: bound, saturationPerInstance: saturation });
  }
  return { tried, tooSmall, leastShortfallBytes: leastShortfall };
};

/**
 * The layout that serves most, where `instancesOf` says how many instances of a size there are: larger ones leave some accelerators
 * idle, and fewer of them share a queue. `capacityOf` answers for a layout and its instances; it is asked only where the bound
 * allows a better answer. Null when none fits. Eq. X1
 */
export const bestLayout = (
  answer: SearchAnswer,
  instancesOf: (accelerators: number) => number,
  capacityOf: (tried: Tried, instances: number) => number,
): Tried | null => {
  const candidates = answer.tried
    .map((tried) => ({ tried, instances: instancesOf(acceleratorsOf(tried.layout)) }))
    .filter(({ instances }) => instances > 0)
    .toSorted((a, b) => b.instances * b.tried.boundPerInstance - a.instances * a.tried.boundPerInstance);
  let best: { tried: Tried; total: number } | null = null;
  for (const { tried, instances } of candidates) {
    if (best !== null && instances * tried.boundPerInstance <= best.total) break;
    const total = capacityOf(tried, instances);
    if (total > 0 && (best === null || total > best.total)) best = { tried, total };
  }
  return best?.tried ?? sturdiest(candidates);
};

/** Where no layout meets the targets, the one that survives most. */
const sturdiest = (candidates: readonly { readonly tried: Tried; readonly instances: number }[]): Tried | null =>
  candidates.reduce<{ tried: Tried; total: number } | null>((best, { tried, instances }) => {
    const total = instances * tried.saturationPerInstance;
    return best === null || total > best.total ? { tried, total } : best;
  }, null)?.tried ?? null;
