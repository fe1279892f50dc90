/** The drawn lines of one row of a room: busway with what it carries, floor, media, outlines of the selection. Decorative. */
import { memo } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import type { Position } from '../../src/scenario/positions.ts';
import { BUS_HEIGHT, SIDE, type RoomGeometry } from './room-geometry.ts';
import './room-lines.css';

export interface RoomLinesProps {
  readonly geometry: RoomGeometry;
  readonly positions: readonly Position[];
  readonly answer: SiteAnswer | null;
  /** The hour drawn; null is the peak. */
  readonly hourUtc: number | null;
  /** Only the first row of a room carries the busway's fill. */
  readonly first: boolean;
  readonly selectedRuns: readonly { readonly from: number; readonly to: number }[];
}

const QUARTERS = [0.25, 0.5, 0.75];

export const RoomLines = memo(({ geometry, positions, answer, hourUtc, first, selectedRuns }: RoomLinesProps) => {
  const { pitch, floorY, mediumY, rackY, height, rackWidth } = geometry;
  const width = positions.length * pitch;
  const offset = positions[0]?.index ?? 0;
  const drawn = answer ? ((hourUtc === null ? answer.peakMeterPower : answer.meterPowerByHour[hourUtc]) ?? 0) : 0;
  const share = answer ? Math.min(1, drawn / answer.powerCap) : 0;
  const nameplate = answer ? Math.min(1, answer.provisionedMeterPower / answer.powerCap) : 0;
  const inset = (pitch - rackWidth) / 2 - 5;
  return (
    <svg className="room-lines" width={SIDE * 2 + width} height={height} aria-hidden="true" shapeRendering="crispEdges">
      <g transform={`translate(${SIDE} 0)`}>
        {selectedRuns.map(({ from, to }) => (
          <rect
            key={from}
            className="room-selected"
            x={(from - offset) * pitch + inset + 1}
            y={rackY - 4}
            width={(to - from + 1) * pitch - 2 * inset - 2}
            height={floorY - rackY + 4}
          />
        ))}
        <rect className="bus" width={width} height={BUS_HEIGHT} />
        {first && answer && (
          <>
            {nameplate > share && (
              <path className="bus-nameplate" d={hatch(width * share, width * nameplate)} shapeRendering="auto" />
            )}
            <rect className="bus-drawn" width={width * share} height={BUS_HEIGHT} />
          </>
        )}
        {first &&
          QUARTERS.map((at) => (
            <rect key={at} className="bus-tick" x={Math.round(width * at)} y={-2} width={1} height={9} />
          ))}
        {first && <rect className="bus-cap" x={width - 2} y={-2} width={2} height={9} />}
        <rect className="floor" y={floorY} width={width} height={2} />
        {positions.map((position, i) => (
          <rect
            key={position.index}
            className="floor-tick"
            x={(i + 1) * pitch - 1}
            y={floorY + 2}
            width={2}
            height={3}
          />
        ))}
        <path className="medium-liquid" d={liquidPath(positions, geometry)} />
        <path className="medium-air" d={airPath(positions, pitch, mediumY)} shapeRendering="auto" />
      </g>
    </svg>
  );
});
RoomLines.displayName = 'RoomLines';

/** Strokes across the busway, from what is drawn to what is placed. */
const hatch = (from: number, to: number): string => {
  let d = '';
  for (let x = from + 1; x + 5 <= to; x += 5) d += `M${x} ${BUS_HEIGHT}l5 ${-BUS_HEIGHT}`;
  return d;
};

/** One bar under each run of positions with a liquid loop. */
const liquidPath = (positions: readonly Position[], { pitch, mediumY }: RoomGeometry): string =>
  positions
    .map((position, i) => {
      if (position.liquidWatts === 0) return '';
      const next = positions[i + 1];
      const width = next && next.liquidWatts > 0 ? pitch : pitch - 6;
      return `M${i * pitch} ${mediumY}h${width}v3h${-width}z`;
    })
    .join('');

/** Four strokes of hatch under each position that gives heat to air only. */
const airPath = (positions: readonly Position[], pitch: number, mediumY: number): string =>
  positions
    .map((position, i) => {
      if (position.liquidWatts > 0) return '';
      const start = i * pitch + pitch / 2 - 18;
      return [0, 1, 2, 3].map((stroke) => `M${start + stroke * 9.5} ${mediumY}l5 3`).join('');
    })
    .join('');
