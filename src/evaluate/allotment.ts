/** Which rack group holds how many instances of which part of a unit: prefill takes its accelerators first where racks are shared. */
import { acceleratorsOf } from '../performance/layout.ts';
import type { PartInstances, UnitCapacity } from './capacity-question.ts';
import type { PartRole } from './part-answer.ts';
import type { PoolGroup, PoolUnit } from './pool.ts';

export interface Allotted {
  readonly role: PartRole;
  readonly part: PartInstances;
  readonly group: PoolGroup;
  readonly instances: number;
  readonly accelerators: number;
}

/** Every group with what stands in it, decoding parts first. Groups without an instance of a part they could hold are listed with none. */
export const allotmentOf = (unit: PoolUnit, capacity: UnitCapacity): Allotted[] => {
  const { prefill, ffn } = capacity;
  const before = new Map<string, number>();
  const first = prefill && unit.prefill ? dealt(unit.prefill.groups, prefill, 'prefill', before) : [];
  const lead = dealt(unit.groups, capacity, leadRole(unit), before);
  const beside = ffn && unit.ffn ? dealt(unit.ffn.groups, ffn, 'ffn', before) : [];
  return [...lead, ...first, ...beside];
};

const leadRole = ({ mode }: PoolUnit): PartRole =>
  mode === 'aggregated' ? 'serve' : mode === 'disaggregated' ? 'decode' : 'attention';

/** Deals instances to groups in their order, beside what `taken` of each is in use already. */
const dealt = (
  groups: readonly PoolGroup[],
  part: PartInstances,
  role: PartRole,
  taken: Map<string, number>,
): Allotted[] => {
  const size = acceleratorsOf(part.instance.layout);
  let left = part.instances;
  const allotted = groups.map((group) => {
    const used = taken.get(group.rackGroup.id) ?? 0;
    const instances = Math.max(0, Math.min(left, Math.floor((group.accelerators - used) / size)));
    left -= instances;
    taken.set(group.rackGroup.id, used + instances * size);
    return { role, part, group, instances, accelerators: instances * size };
  });
  if (left > 0) throw new Error(`allotment: ${left} of ${part.instances} instances of ${role} have no place`);
  return allotted;
};
