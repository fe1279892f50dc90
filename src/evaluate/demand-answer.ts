/** What a workload asks for beside its tokens, as the answer tells it: its month, its deadline, its tools, what it looks up. */
import type { Bytes, Seconds } from '../units/quantity.ts';

/** served + late + shed = asked. */
export interface RequestsOfMonth {
  readonly asked: number;
  readonly served: number;
  readonly late: number;
  readonly shed: number;
}

/**
 * Eq. K6: vectors that are looked up before each request, on the CPU racks of the sites of its pool; each site holds the index for
 * itself. Their cost is that of the racks. Null where nothing is known of the racks, or none stands there.
 */
export interface VectorStoreAnswer {
  /** One copy of the index, and copies that each site holds. */
  readonly indexBytes: Bytes;
  readonly replicas: number;
  /** At the workload's peak. */
  readonly queriesPerSecond: number;
  /** Servers that one copy is spread over. */
  readonly parts: number | null;
  readonly coreSecondsPerQuery: Seconds | null;
  /** Of one query, without the way to the racks. */
  readonly latency: Seconds | null;
  /** Over all sites and their copies: usable memory, and cores that may be busy. */
  readonly memoryNeeded: Bytes;
  readonly memoryGiven: Bytes | null;
  readonly coresNeeded: number | null;
  readonly coresGiven: number | null;
  /** Part of the racks that the store takes: by memory on the fullest site or by cores, whichever is more; above 1 it does not fit. */
  readonly rackShare: number | null;
}

/** Eq. K5. Cores busy lie between none and the calls under way where no CPU time of a call is published. */
export interface ToolAnswer {
  readonly callsPerSecond: number;
  readonly callsUnderWay: number;
  readonly coresBusy: number | null;
  /** Cores of the CPU racks for tools on the sites of its pool; null where there are none. */
  readonly coresGiven: number | null;
}

/** Eq. E4, greedy fill: offline tokens by hour in the room the interactive work leaves. */
export interface OfflineAnswer {
  readonly outputTokensPerDay: number;
  /** Inside its deadline; after it; and not at all. */
  readonly doneShare: number;
  readonly lateShare: number;
  readonly shedShare: number;
  /** Hours after release at which the last token is out; null when it does not finish within its deadline. */
  readonly finishedAfter: Seconds | null;
  readonly releaseHourUtc: number;
  readonly cumulativeShareByHourAfterRelease: readonly number[];
}
