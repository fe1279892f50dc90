/** The edits that are timed: a fixed mix of what people do, each starting from the scenario the one before left. */
import type { Catalogue } from '../../src/catalogue/figures.ts';
import { moveRack } from '../../src/scenario/edits/move-rack.ts';
import { placeRack } from '../../src/scenario/edits/place-rack.ts';
import { removeRack } from '../../src/scenario/edits/remove-rack.ts';
import { setAssumption } from '../../src/scenario/edits/set-assumption.ts';
import { updateWorkload } from '../../src/scenario/edits/update-workload.ts';
import { groupAt } from '../../src/scenario/positions.ts';
import type { Scenario, Workload } from '../../src/scenario/schema.ts';

/** Scenarios after 1, 2 … `count` edits: remove, place elsewhere, move, demand, price, and again. Throws if one changes nothing. */
export const mixedEdits = (start: Scenario, catalogue: Catalogue, count: number): Scenario[] => {
  const scenarios: Scenario[] = [];
  let scenario = start;
  for (let index = 0; index < count; index += 1) {
    const next = editAt(scenario, catalogue, index);
    if (next === scenario) throw new Error(`mixedEdits: edit ${index} changed nothing`);
    scenarios.push(next);
    scenario = next;
  }
  return scenarios;
};

/** Scenarios that each need a search: another model or another SLA class for one workload after the other. */
export const searchEdits = (start: Scenario, count: number): Scenario[] => {
  const scenarios: Scenario[] = [];
  let scenario = start;
  for (let index = 0; index < count; index += 1) {
    const workload = at(scenario.workloads, index);
    const patch =
      index % 2 === 0
        ? { slaClassId: workload.slaClassId === 'near-real-time' ? 'real-time' : 'near-real-time' }
        : { modelId: workload.modelId === 'qwen3-30b-a3b' ? 'llama-3.1-70b' : 'qwen3-30b-a3b' };
    scenario = updateWorkload(scenario, { workloadId: workload.id, patch });
    scenarios.push(scenario);
  }
  return scenarios;
};

const editAt = (scenario: Scenario, catalogue: Catalogue, index: number): Scenario => {
  const round = Math.floor(index / 5);
  const site = at(scenario.sites, round);
  const place = { siteId: site.id, position: (round * 7) % 60 };
  const beside = { ...place, position: (place.position + 1) % 60 };
  switch (index % 5) {
    case 0:
      return removeRack(scenario, place);
    case 1:
      return placeRack(scenario, { ...place, systemId: 'hgx-h200-8', count: 2 });
    case 2:
      // The neighbour makes way: every other position is taken.
      return moveRack(removeRack(scenario, beside), { from: place, to: beside });
    case 3:
      return withDemand(scenario, at(scenario.workloads, round), 1.02 + (round % 4) / 100);
    default: {
      const systemId = groupAt(scenario, beside)?.systemId ?? 'hgx-h200-8';
      const price = catalogue.systems[systemId]?.capex?.base ?? 300_000;
      return setAssumption(scenario, {
        path: `systems.${systemId}.capex.base`,
        value: price * (1 + (index + 1) / 1_000),
      });
    }
  }
};

const withDemand = (scenario: Scenario, workload: Workload, factor: number): Scenario =>
  updateWorkload(scenario, {
    workloadId: workload.id,
    patch: {
      demand: { ...workload.demand, peakSessionsPerSecond: workload.demand.peakSessionsPerSecond * factor },
    },
  });

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('at: an empty list');
  return item;
};
