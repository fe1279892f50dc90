/** How the heat of a system leaves it. */
import type { System } from '../catalogue/figures.ts';
import { scale, type Watts } from '../units/quantity.ts';

export interface Heat {
  readonly air: Watts;
  readonly liquid: Watts;
  /** Whether the split is stated; if not, it is the cautious reading of what is. */
  readonly known: boolean;
}

/** Share of heat removed by liquid; an air-cooled system removes none. Null where it is not stated. */
export const liquidShareOf = (system: Pick<System, 'cooling' | 'liquidShare'>): number | null =>
  system.liquidShare ?? (system.cooling === 'air' ? 0 : null);

/**
 * Heat of `power` on a position that takes `airLimit` to air. Where the split is not stated, a system called liquid needs liquid
 * for all of it, and any other needs it as soon as air alone would not do.
 */
export const heatOf = (system: Pick<System, 'cooling' | 'liquidShare'>, power: Watts, airLimit: Watts): Heat => {
  const stated = liquidShareOf(system);
  const share = stated ?? (system.cooling === 'liquid' || power > airLimit ? 1 : 0);
  return { air: scale(power, 1 - share), liquid: scale(power, share), known: stated !== null };
};
