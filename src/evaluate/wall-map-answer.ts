/** What the OI/CF map says, as plain data [W1, W3]: workflows by model and phase, ridges and capacity lines by device. */
import type { Tier } from '../calibration/tier.ts';
import type { ComputeFormat, Confidence } from '../catalogue/figures.ts';
import type { Layout } from '../performance/layout.ts';
import type { Wall } from '../performance/step.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Bytes, Quantity } from '../units/quantity.ts';

/** A layout in which the last answer decodes: the map shows the plan's own where there is one. */
export interface PlacedLayout {
  readonly deploymentId: string;
  readonly systemId: string;
  readonly layout: Layout;
}

export interface WallMapQuestion {
  readonly scenario: Scenario;
  readonly deploymentId: string;
  /** One of the pool's systems; absent: the one with most accelerators. */
  readonly systemId?: string;
  readonly layouts: readonly PlacedLayout[];
}

export interface WallMap {
  readonly deploymentId: string;
  readonly systemId: string;
  readonly systemName: string;
  /** Systems of the pool, the one drawn among them. */
  readonly systems: readonly { readonly systemId: string; readonly name: string }[];
  /** The pool's own first. */
  readonly models: readonly WallMapModel[];
  /** The plan's models that no layout of this system holds, by name. */
  readonly tooLarge: readonly string[];
}

export interface WallMapModel {
  readonly modelId: string;
  readonly name: string;
  readonly own: boolean;
  readonly tier: Tier;
  readonly layout: Layout;
  /** Format most of the weights are multiplied in, and what is stored. */
  readonly format: ComputeFormat;
  readonly weightsLabel: string;
  readonly kvBytesPerToken: Bytes;
  /** Of the architecture; and of that with the device's memory. */
  readonly confidence: Confidence;
  readonly memoryConfidence: Confidence | null;
  readonly workflows: readonly WallMapWorkflow[];
  /** The device drawn first, then the others of the estate that hold the model. */
  readonly lines: readonly DeviceLine[];
}

/** A workflow at the largest batch that memory holds. */
export interface WallMapWorkflow {
  readonly workflowId: string;
  readonly name: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Sequences one instance holds at once, and the memory of each, its share of the weights included. */
  readonly heldAtOnce: number;
  readonly bytesPerRequest: Bytes;
  readonly prefill: WallMapPhase;
  readonly decode: WallMapPhase;
  /** Memory is full before the batch reaches the ridge. Eq. W3 */
  readonly capacityBound: boolean;
}

/** A request in flight holds its share of memory in both phases. */
export interface WallMapPhase {
  readonly flopPerByte: Quantity<'FLOP/B'>;
  /** The resource of which more gives most: of that phase alone. */
  readonly wall: Wall;
  /** d ln(tokens per second) / d ln(resource), largest first. Eq. W2 */
  readonly gains: readonly { readonly wall: Wall; readonly elasticity: number }[];
}

/** Ridge and capacity line of a device for one model. Eq. W3 */
export interface DeviceLine {
  readonly systemId: string;
  readonly name: string;
  readonly accelerators: number;
  readonly ridge: Quantity<'FLOP/B'>;
  /** Weaker of the two rates; null where one is not published. */
  readonly confidence: Confidence | null;
  /** Sequences at which the arithmetic on the weights takes as long as reading them. */
  readonly ridgeBatch: number;
  readonly bytesPerRequest: Bytes;
}
