/** The finalists of the search under the SLA on full service curves, and the best of them with its state at that load. */
import { acceleratorsOf } from '../performance/layout.ts';
import { disaggregatedCurveOf, servingApart } from '../serving/disaggregated-curve.ts';
import { latencyOf, loadStateAt } from '../serving/open-load.ts';
import { saturationOf, serviceCurveOf, type ServiceCurve } from '../serving/service-curve.ts';
import type { Found } from './best-first.ts';
import type { Space } from './frontier-space.ts';
import type { FrontierBest, FrontierConfiguration } from './frontier-types.ts';
import { loadOf, type Candidate } from './sla-best.ts';

/** Null when none serves anything inside the targets. */
export const describeBest = (space: Space, found: readonly Found<Candidate>[]): FrontierBest | null => {
  const again = found.flatMap(({ leaf }) => {
    const curve = fullCurve(space, leaf);
    return curve ? [{ leaf, curve, load: loadOf(space, curve, leaf.units) }] : [];
  });
  const winner = again.toSorted((a, b) => b.load - a.load)[0];
  if (!winner || winner.load <= 0) return null;
  const { leaf, curve, load } = winner;
  return describedAt(space, configurationOf(space, leaf), curve, leaf.units, load);
};

/** So many of a configuration at a load of all of them together. */
export const describedAt = (
  { question }: Space,
  configuration: FrontierConfiguration,
  curve: ServiceCurve,
  units: number,
  load: number,
): FrontierBest => {
  const { rackId, prefillRackId, ffn } = configuration;
  const group = { curve, instances: units, engine: question.engine };
  const state = loadStateAt(group, load);
  const rackIds = new Set([rackId, prefillRackId ?? rackId, ffn?.rackId ?? rackId]);
  const accelerators = question.racks
    .filter((rack) => rackIds.has(rack.rackId))
    .reduce((sum, rack) => sum + rack.accelerators, 0);
  const latencies = state
    ? question.targets.map(({ requests, roundTrip }) => latencyOf(group, state, requests, roundTrip))
    : [];
  const slowest = (of: 'ttft' | 'tpot'): FrontierBest['ttftSeconds'] =>
    latencies.length > 0
      ? [
          Math.max(...latencies.map((one) => one[of].p50)),
          Math.max(...latencies.map((one) => one[of].p95)),
          Math.max(...latencies.map((one) => one[of].p99)),
        ]
      : null;
  return {
    configuration,
    units,
    idleAccelerators: accelerators - units * configuration.accelerators,
    slaRequestsPerSecond: load,
    slaRequestsPerSecondPerAccelerator: load / accelerators,
    slaTokensPerSecondPerAccelerator: (load * question.mix.outputTokens) / accelerators,
    saturationRequestsPerSecond: saturationOf(curve) * units,
    inFlight: (state?.point.inFlight ?? 0) * units,
    tokensPerSecondPerUser: state ? 1 / state.point.tpot : 0,
    ttftSeconds: slowest('ttft'),
    tpotSeconds: slowest('tpot'),
    split: null,
  };
};

/** The curve that an evaluation would use. */
const fullCurve = ({ question }: Space, { of, apart }: Candidate): ServiceCurve | null => {
  const { mix, choices } = question;
  const { prefillBudgetTokens, maxBatch } = choices;
  const terms = { prefillBudgetTokens, maxBatch };
  const { instance } = of.table;
  if (!apart) return serviceCurveOf(instance, mix, terms);
  const { unit } = apart;
  const { speculation } = instance.techniques;
  const tokensPerStep = unit.tokensPerStep;
  const decode = servingApart({
    ...instance,
    techniques: { ...instance.techniques, speculation: speculation && { ...speculation, tokensPerStep } },
  });
  const { prefills, decodes, link, side } = unit;
  return disaggregatedCurveOf({ prefill: side.instance, prefills, decode, decodes, mix, terms, link });
};

const configurationOf = ({ question }: Space, { of, apart }: Candidate): FrontierConfiguration => {
  const { table, precision, technique } = of;
  const { layout } = table.instance;
  const rackId = question.racks[of.rack]?.rackId ?? '';
  if (!apart) {
    const accelerators = acceleratorsOf(layout);
    const alone = { prefillRackId: null, prefillLayout: null, ratio: null, ffn: null };
    return { mode: 'aggregated', rackId, layout, precision, technique, accelerators, ...alone };
  }
  const { unit, pair } = apart;
  const { side, prefills, decodes } = unit;
  return {
    mode: 'disaggregated',
    rackId,
    prefillRackId: question.racks[pair.prefillRack]?.rackId ?? '',
    layout,
    prefillLayout: side.instance.layout,
    ratio: { prefills, decodes },
    ffn: null,
    precision,
    technique,
    accelerators: prefills * side.accelerators + decodes * table.accelerators,
  };
};
