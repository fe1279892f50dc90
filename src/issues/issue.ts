/**
 * What the planner has to say to a person: a code, the facts of this case and, where there is one, the change that mends it.
 * The words are made in `messages.ts`; nothing else in the project writes a sentence for the user about a plan.
 */
export type Severity = 'refusal' | 'warning' | 'note';

export type IssueCode =
  // placing
  | 'position-occupied'
  | 'position-unknown'
  | 'position-power'
  | 'position-cooling-unknown'
  | 'position-liquid'
  | 'position-air'
  | 'position-height'
  | 'position-weight'
  | 'site-power'
  | 'weight-unknown'
  | 'height-unknown'
  // references
  | 'unknown-reference'
  | 'unknown-override'
  | 'override-out-of-range'
  | 'deployment-empty'
  | 'workload-unassigned'
  | 'deployment-model-mismatch'
  | 'residency'
  // serving
  | 'no-accelerator'
  | 'no-performance-data'
  | 'model-does-not-generate'
  | 'model-does-not-fit'
  | 'context-too-long'
  | 'layout-invalid'
  | 'serving-refused'
  | 'sla-out-of-reach'
  | 'overloaded'
  | 'backlogged'
  | 'offline-late'
  | 'layout-provisional'
  | 'format-runs-wider'
  | 'kv-tier-unknown'
  | 'role-not-used'
  | 'no-vector-store-rack'
  | 'vector-store-short'
  // money and power
  | 'no-price'
  | 'spot-interrupted'
  | 'no-power'
  | 'site-power-exceeded'
  | 'power-limits-hours'
  | 'power-limit-idle'
  | 'tariff-empty'
  | 'status-projection';

export type Fact = string | number;

/** A change that mends an issue, as data; the app maps `action` to an edit of the scenario. */
export interface Mend {
  readonly action: 'use-layout' | 'use-weights' | 'add-rack' | 'assign-workload' | 'set-site-power' | 'use-kv-format';
  readonly args: Readonly<Record<string, Fact>>;
}

export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** Where it stands in the scenario: `deployments/d1`, `sites/s1/positions/4`. */
  readonly path: string;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly mend?: Mend;
}
