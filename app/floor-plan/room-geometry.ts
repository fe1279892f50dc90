/** Where things stand in a room, in px from its inner top left (VISUAL §2): busway, taps, racks, floor, labels, medium, brackets. */
import { frameOf, type Scale } from '../ui/rack-elevation/geometry.ts';

export type FloorScale = Extract<Scale, 2 | 3>;

export interface RoomGeometry {
  readonly scale: FloorScale;
  readonly pitch: number;
  readonly rackWidth: number;
  readonly rackHeight: number;
  readonly busY: number;
  readonly rackY: number;
  readonly floorY: number;
  readonly mediumY: number;
  readonly bracketY: number;
  readonly height: number;
}

export const BUS_HEIGHT = 5;
export const SIDE = 14;
/** Gauges keep this much; the drawing wraps to a second row rather than press them further. */
export const GAUGE_MIN = 124;
const TAP_ZONE = 24;
const FLOOR = 2;
const LABELS = 15;
const MEDIUM = 4;
const BRACKETS = 20;

const make = (scale: FloorScale, pitch: number): RoomGeometry => {
  const frame = frameOf(scale);
  const rackY = BUS_HEIGHT + TAP_ZONE;
  const floorY = rackY + frame.height;
  const mediumY = floorY + FLOOR + LABELS;
  const bracketY = mediumY + MEDIUM;
  return {
    scale,
    pitch,
    rackWidth: frame.width,
    rackHeight: frame.height,
    busY: 0,
    rackY,
    floorY,
    mediumY,
    bracketY,
    height: bracketY + BRACKETS,
  };
};

const GEOMETRY: Readonly<Record<FloorScale, RoomGeometry>> = { 2: make(2, 46), 3: make(3, 54) };

export const roomGeometry = (scale: FloorScale): RoomGeometry => GEOMETRY[scale];

/** Positions that fit one row of a room this wide, gauges beside them. */
export const positionsPerRow = (roomWidth: number, { pitch }: RoomGeometry): number =>
  Math.max(4, Math.floor((roomWidth - 2 * SIDE - GAUGE_MIN - 16) / pitch));

/** Width of a tap: 5 px for 132 kW, never thinner than a line. */
export const tapWidth = (drawnWatts: number): number => Math.max(1.2, (drawnWatts / 132_000) * 5);
