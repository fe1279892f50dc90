/**
 * Names under which result files, price lists and hubs call what the catalogue holds. Only importing and validation need
 * them, so they are a file of their own and no part of the first load.
 */

/** Devices of one counted accelerator: a dual board is two of them, a list of accelerators names more than one kind. */
export type CompositeParts = readonly { readonly id: string; readonly count: number }[];

export interface Aliases {
  /** Catalogue id → other names, as published. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly accelerators: Readonly<Record<string, readonly string[]>>;
  readonly systems: Readonly<Record<string, readonly string[]>>;
  /** Published accelerator name → what it is made of. */
  readonly composites: Readonly<Record<string, CompositeParts>>;
  /** Published system name → devices the published result used in all. */
  readonly systemAccelerators: Readonly<Record<string, number>>;
}
