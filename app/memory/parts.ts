/** Memory of one accelerator as parts that fill its capacity from the left. */
import type { InstanceMemory } from '../../src/performance/memory.ts';

export type PartKey = 'weights' | 'kv' | 'room' | 'activations' | 'reserve' | 'unused';

export interface Part {
  readonly key: PartKey;
  readonly name: string;
  readonly bytes: number;
}

/** What the engine may not touch, or leaves to the driver, is the rest of the capacity. */
export const partsOf = ({ capacity, weights, kvInUse, kvRoom, activations, reserve }: InstanceMemory): Part[] => {
  const inUse = Math.min(kvInUse, Math.max(0, kvRoom));
  const left = Math.max(0, kvRoom - inUse);
  const unused = Math.max(0, capacity - weights - inUse - left - activations - reserve);
  return [
    { key: 'weights', name: 'weights', bytes: weights },
    { key: 'kv', name: 'KV in use', bytes: inUse },
    { key: 'room', name: 'KV room left', bytes: left },
    { key: 'activations', name: 'activations', bytes: activations },
    { key: 'reserve', name: 'reserve', bytes: reserve },
    { key: 'unused', name: 'left to the driver', bytes: unused },
  ];
};
