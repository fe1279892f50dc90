/** What lies below the cloud: the grid, the band of the front, and the ground where one user is served slower than the class allows. */
import { memo, useId } from 'react';
import type { Band } from '../../src/calibration/trust.ts';
import { Hatch } from '../ui/charts/hatch.tsx';
import { xOf, yOf, type FrontierScale, type Line } from './frontier-scale.ts';

interface FrontierGroundProps {
  readonly scale: FrontierScale;
  readonly front: Line;
  /** Measured ÷ predicted time per token; null without a band. */
  readonly band: Band | null;
  /** Tokens per second of one user that the class asks for at least; null where it asks for none. */
  readonly slowest: number | null;
}

/** A slower step takes both figures down with it: the band is the front moved along both axes. Eq. T2 */
const bandPath = (scale: FrontierScale, { x, y }: Line, { low, high }: Band): string => {
  const along = (factor: number): string[] =>
    x.map(
      (value, index) => `${xOf(scale, value / factor).toFixed(1)} ${yOf(scale, (y[index] ?? 1) / factor).toFixed(1)}`,
    );
  return `M${[...along(low), ...along(high).toReversed()].join('L')}Z`;
};

export const FrontierGround = memo(({ scale, front, band, slowest }: FrontierGroundProps) => {
  const { box } = scale;
  const [hatch, clip] = [useId(), useId()];
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const limit = slowest === null ? null : Math.min(right, xOf(scale, slowest));
  return (
    <>
      <defs>
        <Hatch id={hatch} ground="var(--broken-wash)" line="var(--broken)" />
        <clipPath id={clip}>
          <rect x={box.left} y={box.top} width={box.width} height={box.height} />
        </clipPath>
      </defs>
      {limit !== null && (
        <rect
          className="frontier__slow"
          x={box.left}
          y={box.top}
          width={limit - box.left}
          height={box.height}
          fill={`url(#${hatch})`}
        />
      )}
      {scale.yTicks.map((tick) => (
        <line
          key={tick}
          className="frontier__grid"
          x1={box.left}
          x2={right}
          y1={yOf(scale, tick)}
          y2={yOf(scale, tick)}
        />
      ))}
      {band && front.x.length > 1 && (
        <path className="frontier__band" clipPath={`url(#${clip})`} d={bandPath(scale, front, band)} />
      )}
      {limit !== null && <line className="frontier__limit" x1={limit} x2={limit} y1={box.top} y2={bottom} />}
    </>
  );
});
