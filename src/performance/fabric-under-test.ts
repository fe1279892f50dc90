/** Devices for tests of exchanges: the same links on a switch, on a full mesh and on a torus, and a calibration of bare links. */
import type { Calibration } from '../calibration/calibration.ts';
import { defaultCalibration } from '../calibration/default-calibration.ts';
import { quantity } from '../units/quantity.ts';
import type { Device } from './device.ts';

const seconds = quantity<'s'>(0);
/** Links at their datasheet rate and free launches, so that only the bytes count. */
export const bare: Calibration = {
  ...defaultCalibration,
  links: {
    networkSeconds: seconds,
    allReduce: { linkShare: 1, launchSeconds: seconds },
    allToAll: { dispatchShare: 1, combineShare: 1, launchSeconds: seconds, doublingSeconds: seconds },
    pointToPoint: { linkShare: 1, launchSeconds: seconds },
    torusHopSeconds: quantity<'s'>(1e-6),
  },
};

const rate = (value: number) => quantity<'FLOP/s'>(value);
export const link = (value: number) => quantity<'B/s'>(value);

const axisOf = (size: number) => ({ size, closesAt: size, share: 1 / 2 });

/** Eight accelerators of 400 GB/s each way on a switch, 50 GB/s beyond it. */
export const switched: Device = {
  acceleratorId: 'test',
  peak: { bf16: rate(1), fp8: rate(1), fp6: rate(1), fp4: rate(1), int8: rate(1), int4: rate(1) },
  bandwidth: link(1),
  capacity: quantity<'B'>(1),
  scaleUp: link(400e9),
  scaleUpPair: link(400e9),
  domain: 8,
  topology: 'switched',
  torus: null,
  scaleOut: link(50e9),
  oneLink: false,
  clockShare: 1,
};
/** The same links without a switch: seven peers share them, 400/7 = 57.1 GB/s a pair. */
export const mesh: Device = { ...switched, topology: 'full-mesh', scaleUpPair: link(400e9 / 7) };
/** The same again as a square of sixteen that closes both ways: 100 GB/s a link. */
export const torus: Device = {
  ...switched,
  topology: 'torus',
  domain: 16,
  scaleUpPair: link(100e9),
  torus: { levels: [[axisOf(4), axisOf(4)]], cubeEdge: null },
};
