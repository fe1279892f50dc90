/**
 * Which layouts of an instance make sense for a model on a device [X1], and why the others do not.
 * Tensor parallelism stays inside the scale-up domain; attention-DP with experts spread over all ranks may leave it.
 */
import type { Model } from '../catalogue/figures.ts';
import type { Device } from '../performance/device.ts';
import { acceleratorsOf, type Layout } from '../performance/layout.ts';

export type LayoutReason =
  | 'tp-leaves-domain'
  | 'heads-not-divisible'
  | 'more-ranks-than-experts'
  | 'shape-mismatch'
  | 'not-enough-accelerators'
  | 'no-scale-out';

const POWERS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

const queryHeads = (model: Model): number => {
  const heads = model.mixers.map(({ spec }) => ('heads' in spec ? spec.heads : spec.valueHeads));
  return heads.length > 0 ? Math.min(...heads) : 1;
};

const expertsOf = (model: Model): number | null => {
  const moe = model.ffns.find(({ spec }) => spec.kind === 'moe')?.spec;
  return moe?.kind === 'moe' ? moe.experts : null;
};

/** Why a layout cannot run on `available` accelerators; null when it can. */
export const layoutReason = (model: Model, device: Device, layout: Layout, available: number): LayoutReason | null => {
  const experts = expertsOf(model);
  if (layout.moeTp * layout.ep !== layout.tp * layout.attnDp) return 'shape-mismatch';
  if (experts === null && layout.attnDp > 1) return 'shape-mismatch';
  if (acceleratorsOf(layout) > available) return 'not-enough-accelerators';
  if (layout.tp > device.domain) return 'tp-leaves-domain';
  if (queryHeads(model) % layout.tp !== 0) return 'heads-not-divisible';
  if (experts !== null && layout.ep > experts) return 'more-ranks-than-experts';
  if (acceleratorsOf(layout) > device.domain && device.scaleOut <= 0) return 'no-scale-out';
  return null;
};

/** Sizes worth trying for a group of ranks: powers of two and the divisors of the domain from 8 up, and whole domains beyond it. */
const rankCounts = (device: Device, available: number): number[] => {
  const divisors = Array.from({ length: device.domain }, (_, i) => i + 1).filter(
    (n) => n >= 8 && device.domain % n === 0,
  );
  const beyond = device.domain >= 4 && device.domain <= 16 ? [2, 4, 8].map((n) => n * device.domain) : [];
  const inside = [...POWERS, ...divisors].filter((n) => n <= device.domain);
  return [...new Set([...inside, ...beyond])].filter((n) => n <= available).toSorted((a, b) => a - b);
};

/** Every layout that can run, smallest first. Eq. X1 */
export const layoutsOf = (model: Model, device: Device, available: number): Layout[] => {
  const counts = rankCounts(device, available);
  const tensor = counts.filter((n) => POWERS.includes(n) && n <= Math.min(64, device.domain));
  const layouts: Layout[] = tensor.map((tp) => ({ tp, pp: 1, attnDp: 1, moeTp: tp, ep: 1 }));
  for (const pp of [2, 4]) {
    layouts.push({ tp: Math.min(8, device.domain), pp, attnDp: 1, moeTp: Math.min(8, device.domain), ep: 1 });
  }
  if (expertsOf(model) !== null) {
    for (const n of counts.filter((count) => count > 1)) {
      layouts.push({ tp: 1, pp: 1, attnDp: n, moeTp: 1, ep: n });
      if (n <= device.domain && POWERS.includes(n)) layouts.push({ tp: n, pp: 1, attnDp: 1, moeTp: 1, ep: n });
      for (const tp of [2, 4]) if (n % tp === 0 && n > tp) layouts.push({ tp, pp: 1, attnDp: n / tp, moeTp: 1, ep: n });
    }
  }
  return layouts.filter((layout) => layoutReason(model, device, layout, available) === null);
};

/**
 * Layouts that people ask about and that cannot run, each with the reason: tensor parallelism over every size of the domain and beyond
 * it, pipelines over whole domains, and experts on more ranks than there are.
 */
export const refusedLayouts = (
  model: Model,
  device: Device,
  available: number,
): { readonly layout: Layout; readonly reason: LayoutReason }[] => {
  const sizes = [...new Set([...POWERS, ...rankCounts(device, Number.MAX_SAFE_INTEGER), 2 * device.domain])];
  const asked: Layout[] = sizes.flatMap((n) => [
    { tp: n, pp: 1, attnDp: 1, moeTp: n, ep: 1 },
    ...(expertsOf(model) === null ? [] : [{ tp: 1, pp: 1, attnDp: n, moeTp: 1, ep: n }]),
  ]);
  for (const pp of [2, 4]) {
    asked.push({ tp: Math.min(8, device.domain), pp, attnDp: 1, moeTp: Math.min(8, device.domain), ep: 1 });
  }
  return asked.flatMap((layout) => {
    // What no number of accelerators would mend comes first.
    const reason =
      layoutReason(model, device, layout, Number.MAX_SAFE_INTEGER) ?? layoutReason(model, device, layout, available);
    return reason === null ? [] : [{ layout, reason }];
  });
};
