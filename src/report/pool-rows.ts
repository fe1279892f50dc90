/** The rows of one pool and of the rack groups that serve it: capacity, layout, memory, step time, walls. */
import type { Catalogue } from '../catalogue/figures.ts';
import type { DeploymentAnswer, GroupAnswer } from '../evaluate/evaluation.ts';
import type { Scenario } from '../scenario/schema.ts';
import { monthName } from '../units/format-time.ts';
import { addMonths, orVerdict, peakOf, rowsOf, type TableRow } from './row.ts';

/** All figures of one pool, then those of its rack groups. */
export const poolRows = (pool: DeploymentAnswer, scenario: Scenario, catalogue: Catalogue): TableRow[] => [
  ...rowsOf('pool', pool.name, pool.tier, (add) => {
    add('model', pool.modelId === null ? 'none' : (catalogue.models[pool.modelId]?.name ?? pool.modelId), '', null);
    add('verdict', pool.verdict);
    add('peak hour UTC', pool.peakHourUtc, 'h', null);
    add('SLA capacity', orVerdict(pool.slaCapacity, pool.verdict), 'req/s');
    add('saturation', orVerdict(pool.saturation, pool.verdict), 'req/s');
    add('output at SLA capacity', orVerdict(pool.slaTokensPerSecond, pool.verdict), 'tok/s');
    add('headroom', orVerdict(pool.headroom, pool.verdict), 'share');
    add('interactive load at peak', peakOf(pool.interactiveShareByHour), 'share');
    add('offline load at peak', peakOf(pool.offlineShareByHour), 'share');
    add('instances needed', orVerdict(pool.instancesNeeded, pool.verdict));
    add('instances needed, spare among them', pool.instancesSpare);
    add('instances given', pool.instancesGiven);
    add('hours limited by power', pool.powerLimitedByHour.filter(Boolean).length);
    add('busiest month', pool.months.length > 0 ? monthName(pool.busiestMonth) : 'none', '', null);
    addMonths(
      add,
      'interactive load at peak',
      pool.months.map((month) => month.interactivePeakShare),
      'share',
    );
    addMonths(
      add,
      'verdict',
      pool.months.map((month) => month.verdict),
      '',
    );
    add('wall', pool.wall ?? 'none');
  }),
  ...pool.groups.flatMap((group) => groupRows(group, pool, scenario, catalogue)),
];

/** "HGX H200, 8 GPUs at Frankfurt (group-1)". */
export const rackGroupName = (id: string, systemId: string, scenario: Scenario, catalogue: Catalogue): string => {
  const siteId = scenario.rackGroups.find((item) => item.id === id)?.siteId;
  const site = scenario.sites.find((item) => item.id === siteId)?.name;
  const system = catalogue.systems[systemId]?.name ?? systemId;
  return site === undefined ? `${system} (${id})` : `${system} at ${site} (${id})`;
};

/** The factors above 1; with none the model stands on one accelerator. */
const layoutText = ({ tp, pp, attnDp, moeTp, ep }: GroupAnswer['layout']): string => {
  const factors = [`TP${tp}`, `PP${pp}`, `attention DP${attnDp}`, `expert TP${moeTp}`, `EP${ep}`];
  return factors.filter((factor) => !/[A-Z]1$/.test(factor)).join(' ') || 'one accelerator';
};

const groupRows = (group: GroupAnswer, pool: DeploymentAnswer, scenario: Scenario, catalogue: Catalogue): TableRow[] =>
  rowsOf('rack group', rackGroupName(group.rackGroupId, group.systemId, scenario, catalogue), pool.tier, (add) => {
    add('pool', pool.name, '', null);
    add('accelerator', catalogue.accelerators[group.acceleratorId]?.name ?? group.acceleratorId, '', null);
    add('layout', layoutText(group.layout));
    add('layout chosen', group.layoutChosen, '', null);
    add('layouts tried', group.layoutsTried, '', null);
    add('instances', group.instances);
    add('accelerators used', group.acceleratorsUsed);
    add('accelerators idle', group.acceleratorsIdle);
    add('weights', group.weightsLabel, '', null);
    add('KV format', group.kvFormat, '', null);
    add('sequences per instance at peak', group.sequencesAtPeak);
    add('sequences per instance at SLA capacity', group.sequencesAtSla);
    add('sequences per instance at most', group.sequencesMax);
    add('output at SLA capacity', group.slaTokensPerSecond, 'tok/s');
    add('output at SLA capacity per accelerator', group.slaTokensPerSecondPerAccelerator, 'tok/s');
    add('output at saturation', group.saturatedTokensPerSecond, 'tok/s');
    add('decode step at peak', group.stepTime, 's');
    for (const { operator, time } of group.step) add(`decode step at peak: ${operator}`, time, 's');
    add('memory per accelerator', group.memory.capacity, 'B', null);
    add('memory: weights', group.memory.weights, 'B');
    add('memory: KV in use at peak', group.memory.kvInUse, 'B');
    add('memory: room for KV', group.memory.kvRoom, 'B');
    add('memory: activations', group.memory.activations, 'B');
    add('memory: reserve', group.memory.reserve, 'B');
    add('wall', group.wall);
    for (const { wall, elasticity } of group.elasticities) add(`gain in load per gain in ${wall}`, elasticity);
    for (const point of group.phases) {
      add(`${point.phase}: operational intensity`, point.flopPerByte, 'FLOP/B');
      add(`${point.phase}: memory per request`, point.bytesPerRequest, 'B');
      add(`${point.phase}: wall`, point.wall);
    }
  });
