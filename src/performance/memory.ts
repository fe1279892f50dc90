/** Memory of one accelerator of an instance, by use [K1]. The rest of the file of that name computes it. */
import type { Bytes } from '../units/quantity.ts';

export interface InstanceMemory {
  readonly capacity: Bytes;
  readonly weights: Bytes;
  /** KV and state at the sequences in flight of the peak hour, and the room there is for them. */
  readonly kvInUse: Bytes;
  readonly kvRoom: Bytes;
  readonly activations: Bytes;
  readonly reserve: Bytes;
}
