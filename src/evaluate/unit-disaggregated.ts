/** Capacity of a unit that prefills and decodes on instances of their own: layouts and numbers of both sides [S5, X1]. */
import { instanceOf } from '../performance/instance.ts';
import type { Layout } from '../performance/layout.ts';
import { layoutsOf, layoutReason } from '../search/layouts.ts';
import { searchSplit, type Split } from '../search/split-search.ts';
import { servingApart } from '../serving/disaggregated-curve.ts';
import { saturationOf } from '../serving/service-curve.ts';
import type { Device } from '../performance/device.ts';
import { instancesBeside, instancesIn, type PoolGroup, type PrefillPart } from './pool.ts';
import {
  reachOf,
  reasonWords,
  termsOf,
  totalOf,
  widestOf,
  type CapacityQuestion,
  type UnitCapacity,
} from './capacity-question.ts';

/** A reason in words where no split can serve; `shortBytes` where memory is what is missing. */
export const disaggregatedCapacityOf = (question: CapacityQuestion, prefill: PrefillPart): UnitCapacity | string => {
  const { pool, unit, calibration, mix, targets } = question;
  const { serving } = pool.deployment;
  const sideOf = (device: Device, groups: readonly PoolGroup[], layout: Layout | 'auto'): Layout[] | string => {
    const available = Math.min(widestOf(groups), reachOf(device));
    if (layout === 'auto') return layoutsOf(pool.model, device, available);
    const reason = layoutReason(pool.model, device, layout, widestOf(groups));
    return reason ? reasonWords(reason) : [layout];
  };
  const decodes = sideOf(unit.device, unit.groups, serving.layout);
  const prefills = sideOf(prefill.device, prefill.groups, serving.prefillLayout);
  if (typeof decodes === 'string') return `decode: ${decodes}`;
  if (typeof prefills === 'string') return `prefill: ${prefills}`;
  const instanceWith = (device: Device) => (layout: Layout) =>
    servingApart(instanceOf(pool.model, device, layout, pool.precision, pool.engine, calibration, pool.techniques));
  const { best, tried } = searchSplit({
    prefills: prefills.map(instanceWith(prefill.device)),
    decodes: decodes.map(instanceWith(unit.device)),
    decodesBeside: (decodeSize, count, prefillSize) =>
      prefill.shared
        ? instancesBeside(unit.groups, decodeSize, count, prefillSize)
        : instancesIn(unit.groups, decodeSize),
    accelerators: { prefill: totalOf(prefill.groups), decode: totalOf(unit.groups), shared: prefill.shared },
    ratio: serving.prefillPerDecode ?? null,
    mix,
    termsFor: (instance, instances) => termsOf(question, question.sessions, instance, instances),
    targets,
    link: prefill.link,
  });
  return best
    ? capacityOf(best, tried, serving.layout === 'auto' ? 'searched' : 'fixed')
    : serving.prefillPerDecode === undefined
      ? 'the model does not fit beside its cache in any layout of both sides'
      : `no layouts leave room for ${serving.prefillPerDecode} prefill instances for each that decodes`;
};

const capacityOf = (split: Split, tried: number, layoutChosen: UnitCapacity['layoutChosen']): UnitCapacity => {
  const { prefill, prefills, decode, decodes, curve, capacity } = split;
  return {
    layoutChosen,
    layoutsTried: tried,
    instance: decode,
    instances: decodes,
    prefill: { instance: prefill, instances: prefills },
    ffn: null,
    group: { curve, instances: 1, engine: decode.engine },
    slaCapacity: capacity,
    saturation: saturationOf(curve),
  };
};
