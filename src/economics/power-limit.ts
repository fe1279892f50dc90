/**
 * A limit on the power of an accelerator: what is left of its clock under it. Watts above idle rise with a power of the clock, and below the
 * clock where the voltage is at its floor with the clock alone. An estimate: no published run of serving is read for it.
 */
import type { Accelerator, PowerFigures, System } from '../catalogue/figures.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { defaultPower, generationOf, type PowerCalibration, type StepUse } from '../calibration/power.ts';
import { idlePower, NO_LIMIT, type PowerLimit } from './accelerator-power.ts';
import { workingShare } from './power-law.ts';

export interface ClockLaw {
  readonly exponent: number;
  /** Share of the highest clock. */
  readonly voltageFloor: number;
}

export const clockLawOf = (figures: Pick<PowerFigures, 'clockExponent' | 'voltageFloorClockShare'>): ClockLaw => ({
  exponent: figures.clockExponent.base,
  voltageFloor: figures.voltageFloorClockShare.base,
});

/** Watts above idle at a share of the clock, as a share of those at the highest. */
// Eq. E5
export const dynamicShareAt = (clock: number, { exponent, voltageFloor }: ClockLaw): number =>
  clock >= voltageFloor ? clock ** exponent : voltageFloor ** exponent * (clock / voltageFloor);

/** Highest clock at which no more than a share of those watts is drawn; 1 where the share is whole. */
// Eq. E5, solved for the clock.
export const clockWithin = (dynamicShare: number, { exponent, voltageFloor }: ClockLaw): number => {
  if (dynamicShare >= 1) return 1;
  const atFloor = voltageFloor ** exponent;
  return dynamicShare >= atFloor
    ? dynamicShare ** (1 / exponent)
    : (voltageFloor * Math.max(0, dynamicShare)) / atFloor;
};

/** Shares of the rates that are left under a limit. */
export interface Clocks {
  /** Of work at full power: prefill. */
  readonly compute: number;
  /** Of work that only moves bytes at full bandwidth; 1 as long as the limit is above what that draws. */
  readonly memory: number;
}

const FULL: Clocks = { compute: 1, memory: 1 };

/** Kernels that read memory all the time and compute next to nothing: what decode comes to. */
const READING: StepUse = { kernelShare: 1, memoryShare: 1, computeShare: 0 };

/**
 * What a limit, a share of board power, leaves of an accelerator. Work that draws less than the limit keeps all; decode is slowed once the
 * limit is below its own draw. Whole where no board power is known, zero where the limit is not above idle.
 */
// Eq. E5
export const clocksUnder = (
  accelerator: Pick<Accelerator, 'id' | 'boardPower' | 'idlePower'>,
  limitShare: number,
  figures: PowerFigures,
  power: PowerCalibration = defaultPower,
): Clocks => {
  const { id, boardPower } = accelerator;
  if (boardPower === null || limitShare >= 1) return FULL;
  const idle = idlePower(accelerator, boardPower, figures) / boardPower;
  const reading = workingShare(power.laws[generationOf(id)], power.sharpness, idle, READING);
  const within = (full: number): number =>
    clockWithin(Math.max(0, limitShare - idle) / Math.max(1e-9, full - idle), clockLawOf(figures));
  return { compute: within(1), memory: within(reading) };
};

/** The limit as the power of an accelerator reads it. */
export const powerLimitOf = (
  accelerator: Pick<Accelerator, 'id' | 'boardPower' | 'idlePower'> | null,
  limitShare: number,
  figures: PowerFigures,
): PowerLimit =>
  accelerator === null || limitShare >= 1
    ? NO_LIMIT
    : { share: limitShare, ...clocksUnder(accelerator, limitShare, figures) };

/** What the feed of one system must be sized for: what is published, less what the limit keeps its accelerators from drawing. */
// Eq. E5
export const provisionedPower = (
  system: Pick<System, 'powerProvisioned' | 'powerNameplate' | 'accelerators'>,
  accelerator: Pick<Accelerator, 'boardPower'> | null,
  limitShare: number,
): Watts => {
  const published = system.powerProvisioned ?? system.powerNameplate ?? 0;
  const kept = (1 - limitShare) * system.accelerators * (accelerator?.boardPower ?? 0);
  return quantity<'J/s'>(Math.max(0, published - kept));
};
