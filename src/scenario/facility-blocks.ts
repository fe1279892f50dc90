/**
 * Modular blocks of a hall: positions, their cooling and the power to feed them, built and switched on together. Starting points a
 * person edits afterwards. A rack of the liquid block gives 140 kW to its loop and one of the air block 30 kW to the room, the rack
 * limits of direct liquid cooling and of air (catalogue, costs, facility: rack_limits); 20 kW of a liquid rack go to the room,
 * as in the mixed hall a new site starts from.
 */
export interface FacilityBlock {
  readonly id: 'liquid' | 'air';
  readonly name: string;
  readonly positions: number;
  /** Heat one position can give to air and to liquid. */
  readonly airWatts: number;
  readonly liquidWatts: number;
  /** What the block adds to the power cap of the site, at the meter, cooling included. */
  readonly meterWatts: number;
}

export const FACILITY_BLOCKS: readonly FacilityBlock[] = [
  { id: 'liquid', name: 'Liquid block', positions: 8, airWatts: 20_000, liquidWatts: 140_000, meterWatts: 1_400_000 },
  { id: 'air', name: 'Air block', positions: 12, airWatts: 30_000, liquidWatts: 0, meterWatts: 400_000 },
];
